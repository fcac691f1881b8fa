package dev.apitokens.keycloak.rest;

import dev.apitokens.keycloak.model.Outage;
import dev.apitokens.keycloak.model.RequestTransaction;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;

/** Finishes answers. */
public final class Answer {

    private static final Logger LOG = Logger.getLogger(Answer.class);

    private Answer() {}

    /** The member of an answer about a token that says for how many seconds it may be used again. */
    public static final String LEASE_SECONDS = "lease_seconds";

    /** What {@code Cache-Control} says of such an answer; with 0 seconds, nobody may keep it. */
    public static String cacheControl(int leaseSeconds) {
        return leaseSeconds == 0 ? "no-store" : "private, max-age=" + leaseSeconds;
    }

    /** An answer that nobody on its way may keep. */
    public static Response noStore(Response.ResponseBuilder response) {
        return response.header("Cache-Control", "no-store")
                .header("Pragma", "no-cache")
                .build();
    }

    /**
     * What the work makes, once the session's transaction is committed: nothing is said to be done that is not.
     *
     * @throws ApiTokenErrorException 503, when a database or a user store is out of reach meanwhile
     */
    public static <T> T committed(KeycloakSession session, Supplier<T> work) {
        return Outage.guard(
                () -> {
                    T answer = work.get();
                    RequestTransaction.commit(session);
                    return answer;
                },
                outage -> {
                    LOG.warnf(
                            "A request for API tokens failed, a database or a user store is out of reach: %s",
                            outage.cause());
                    LOG.debug("A request for API tokens failed", outage.cause());
                    return ApiTokenErrorException.unavailable("The request could not be done, try again later");
                });
    }
}
