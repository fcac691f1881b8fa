package dev.apitokens.keycloak.audit;

import dev.apitokens.keycloak.model.RevocationCause;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.Map;

/**
 * What Keycloak's own metrics endpoint tells of API tokens. Labels are realms and words of ours, never people, tokens or
 * anything that a caller sends. Where metrics are switched off, nothing is kept.
 */
public final class TokenMetrics {

    private static final String REALM = "realm";
    private static final String OUTCOME = "outcome";
    private static final String JOB = "job";

    private static final MultiGauge ACTIVE = MultiGauge.builder("api_tokens.active")
            .description("Active API tokens, as last sampled")
            .register(Metrics.globalRegistry);

    private static final MultiGauge UNREADABLE = MultiGauge.builder("api_tokens.settings.unreadable")
            .description("Settings of API tokens that can't be read, as last sampled")
            .register(Metrics.globalRegistry);

    private TokenMetrics() {}

    /**
     * An introspection was answered.
     *
     * @param outcome {@code active}, or the reason for which it is not
     */
    public static void introspected(String realm, String outcome) {
        count("api_tokens.introspections", "Introspections of API tokens", Tags.of(REALM, realm, OUTCOME, outcome), 1);
    }

    /**
     * Claims of an introspection were there.
     *
     * @param outcome {@code made}, or {@code reused} when they were made before
     */
    public static void claims(String realm, String outcome) {
        count("api_tokens.claims", "Claims of active API tokens", Tags.of(REALM, realm, OUTCOME, outcome), 1);
    }

    static void created(String realm) {
        count("api_tokens.creations", "API tokens made", Tags.of(REALM, realm), 1);
    }

    static void revoked(String realm, RevocationCause cause) {
        count("api_tokens.revocations", "API tokens revoked", Tags.of(REALM, realm, "cause", cause.code()), 1);
    }

    static void reused(String realm) {
        count(
                "api_tokens.reuses",
                "Old secrets of API tokens that were used after a rotation",
                Tags.of(REALM, realm),
                1);
    }

    static void mailed(String realm, ApiTokenEmail.Kind kind, String outcome) {
        count(
                "api_tokens.mails",
                "Mails about API tokens",
                Tags.of(REALM, realm, "kind", kind.code(), OUTCOME, outcome),
                1);
    }

    /** A background job did all that there was to do; a run that another node has is none. */
    public static void jobSucceeded(String job) {
        jobEnded(job, "done");
    }

    /** A background job ended with something undone. */
    public static void jobFailed(String job) {
        jobEnded(job, "failed");
    }

    private static void jobEnded(String job, String outcome) {
        count("api_tokens.job.runs", "Runs of background work", Tags.of(JOB, job, OUTCOME, outcome), 1);
    }

    /** A background job dealt with this many tokens. */
    public static void jobDid(String job, int items) {
        count("api_tokens.job.items", "API tokens that background work dealt with", Tags.of(JOB, job), items);
    }

    /** Whether anybody reads the metrics: without, nothing that costs a database something is worth counting. */
    public static boolean areOn() {
        return !Metrics.globalRegistry.getRegistries().isEmpty();
    }

    /** How many active tokens there are, by the name of the realm; empty on a node that did not count them. */
    public static void active(Map<String, Long> tokens) {
        register(ACTIVE, tokens);
    }

    /** How many settings can't be read, by the name of the realm; empty on a node that did not look. */
    public static void unreadable(Map<String, Long> settings) {
        register(UNREADABLE, settings);
    }

    private static void register(MultiGauge gauge, Map<String, Long> byRealm) {
        gauge.register(
                byRealm.entrySet().stream()
                        .map(entry -> MultiGauge.Row.of(Tags.of(REALM, entry.getKey()), entry.getValue()))
                        .toList(),
                true);
    }

    private static void count(String name, String description, Tags tags, int amount) {
        Counter.builder(name)
                .description(description)
                .tags(tags)
                .register(Metrics.globalRegistry)
                .increment(amount);
    }
}
