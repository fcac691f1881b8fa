package dev.apitokens.keycloak.lifecycle;

import dev.apitokens.keycloak.audit.TokenMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Runs a job in each of its realms, unless another node has done so. */
final class JobRun implements Runnable {

    private static final Logger LOG = Logger.getLogger(JobRun.class);

    private final KeycloakSessionFactory factory;
    private final Job job;
    private final Duration interval;
    private final Clock clock;

    JobRun(KeycloakSessionFactory factory, Job job, Duration interval, Clock clock) {
        this.factory = factory;
        this.job = job;
        this.interval = interval;
        this.clock = clock;
    }

    @Override
    public void run() {
        boolean succeeded = true;
        try {
            Optional<JobLease> lease = JobLease.claim(factory, clock, job.name(), interval);
            if (lease.isEmpty()) {
                return;
            }
            for (String realmId : realms()) {
                if (!lease.get().isLost()) {
                    lease.get().nextRealm();
                    succeeded &= workIn(realmId, lease.get());
                }
            }
        } catch (RuntimeException e) {
            LOG.warnf("Background work on API tokens (%s) failed, it is tried again: %s", job.name(), e);
            succeeded = false;
        }
        if (succeeded) {
            TokenMetrics.jobSucceeded(job.name());
        } else {
            TokenMetrics.jobFailed(job.name());
        }
    }

    private Collection<String> realms() {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, job::realms);
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
