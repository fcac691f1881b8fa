package dev.apitokens.keycloak.rest;

import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.RequestTransaction;
import dev.apitokens.keycloak.policy.Setting;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.ErrorResponseException;

/**
 * Answers what ends or narrows tokens once it is committed and no lease can be out on what they were: whoever is answered
 * knows that no resource server takes them any more. The wait holds neither a transaction nor a thread.
 */
public final class Acknowledgement {

    private static final Logger LOG = Logger.getLogger(Acknowledgement.class);

    private Acknowledgement() {}

    /** What a change came to. */
    public sealed interface Outcome {

        Response answer();

        /** Something was ended or narrowed, by this call or by the one that it repeats. */
        record Ended(Response answer) implements Outcome {}

        /** Nothing was; no lease is longer than it may be. */
        record Kept(Response answer) implements Outcome {}
    }

    /**
     * The answer that the change makes. What was changed by an earlier call that got no answer is waited for as well, so
     * that a call that is repeated promises the same.
     *
     * @param change throws {@link EndedTokenException} when what is to be ended was, which is answered as late
     * @throws ApiTokenErrorException as {@link Answer#committed} does, at once
     */
    public static CompletionStage<Response> of(KeycloakSession session, Supplier<Response> change) {
        return ofOutcome(session, () -> new Outcome.Ended(change.get()));
    }

    /** The same for a change that may have ended and narrowed nothing, and is then answered at once. */
    public static CompletionStage<Response> ofOutcome(KeycloakSession session, Supplier<Outcome> change) {
        KeycloakSessionFactory sessions = session.getKeycloakSessionFactory();
        String realmId = session.getContext().getRealm().getId();
        Outcome outcome = made(session, change);
        Response answer = outcome.answer();
        int seconds = outcome instanceof Outcome.Ended ? secondsToWait(sessions, realmId) : 0;
        return seconds == 0
                ? CompletableFuture.completedFuture(answer)
                : CompletableFuture.supplyAsync(
                        () -> answer, CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS, Runnable::run));
    }

    private static Outcome made(KeycloakSession session, Supplier<Outcome> change) {
        try {
            return withinSession(session, () -> Answer.committed(session, change));
        } catch (EndedTokenException e) {
            return new Outcome.Ended(e.getResponse());
        }
    }

    /**
     * Does what a method does that answers by a {@link CompletionStage}. Keycloak closes the session of such a method before it looks at
     * what it throws, and would commit half of what was to be done: that is undone here. No answer gets a security header by a closed
     * session either: they are set before.
     */
    public static <T> T withinSession(KeycloakSession session, Supplier<T> work) {
        SecurityHeaders.set(session);
        try {
            return work.get();
        } catch (RuntimeException e) {
            if (keepsItsEvent(e)) {
                throw Answer.committed(session, () -> e);
            }
            RequestTransaction.undo(session);
            throw e;
        }
    }

    /** Errors of OAuth are answers in Keycloak, which do not take back the event that tells of them. */
    private static boolean keepsItsEvent(RuntimeException thrown) {
        return thrown instanceof WebApplicationException answer
                && !(thrown instanceof ErrorResponseException)
                && answer.getResponse().hasEntity();
    }

    /**
     * Read after the commit: a lease that was granted on what was read before it is no longer than what the database says
     * by then.
     */
    private static int secondsToWait(KeycloakSessionFactory sessions, String realmId) {
        try {
            return RequestTransaction.another(
                    sessions,
                    own -> own.getProvider(ApiTokenProvider.class)
                            .leases()
                            .find(realmId)
                            .waitSeconds());
        } catch (RuntimeException e) {
            // It is done, and a secret that was made is in the answer: it must not be lost.
            LOG.debug("How long leases may be out could not be read, the longest is waited for", e);
            return Setting.MAX_LEASE_SECONDS;
        }
    }
}
