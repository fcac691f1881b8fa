package dev.apitokens.keycloak.lifecycle;

import dev.apitokens.keycloak.audit.TokenMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Runs a job in every realm that has tokens, unless another node has done so.
 *
 * @param factory makes the sessions for it
 * @param job what to do
 * @param interval how often
 * @param clock what time it is
 */
record JobRun(KeycloakSessionFactory factory, Job job, Duration interval, Clock clock) {

    private static final Logger LOG = Logger.getLogger(JobRun.class);

    void run() {
        boolean succeeded = true;
        try {
            // A little less than the interval: the timer that ticks a moment early must not lose a whole lease.
            Optional<JobLease> lease = JobLease.claim(
                    factory,
                    clock,
                    job.name(),
                    clock.instant().minus(interval.multipliedBy(9).dividedBy(10)));
            if (lease.isEmpty()) {
                return;
            }
            for (String realmId : realms()) {
                if (!lease.get().isLost()) {
                    succeeded &= workIn(realmId, lease.get());
                }
            }
        } catch (RuntimeException e) {
            LOG.warnf("Background work on API tokens (%s) failed, it is tried again: %s", job.name(), e);
            succeeded = false;
        }
        TokenMetrics.jobRan(job.name(), succeeded);
    }

    private List<String> realms() {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, RealmsWithTokens::of);
    }

    /** One realm's trouble is not the others'. */
    private boolean workIn(String realmId, JobLease lease) {
        try {
            job.work(lease, realmId);
            return true;
        } catch (RuntimeException e) {
            LOG.warnf(
                    e, "Background work on API tokens (%s) failed in realm %s, it is tried again", job.name(), realmId);
            return false;
        }
    }
}
