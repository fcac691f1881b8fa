package dev.apitokens.keycloak.account;

import dev.apitokens.keycloak.change.OwnerTransaction;
import dev.apitokens.keycloak.model.RequestTransaction;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/** What a caller of the account REST wants of their own tokens, as far as it can be read before the lock. */
@FunctionalInterface
interface OwnChange {

    /** The change, and what it answers. */
    OwnerTransaction.Change<Response> of(Caller caller);

    /**
     * Lets the caller in, and changes their tokens.
     *
     * @param id of the token, or null: it has none yet
     * @throws org.keycloak.services.ErrorResponseException when the caller may not, or the change is refused
     */
    default Response run(KeycloakSession session, @Nullable String id) {
        Caller caller = Caller.authenticate(session);
        return caller.recorded(session, id, () -> run(session, caller));
    }

    private Response run(KeycloakSession session, Caller caller) {
        OwnerTransaction.Change<Response> change = of(caller);
        RequestTransaction.end(session);
        return new OwnerTransaction(session.getKeycloakSessionFactory()).run(caller.owner(), caller.actor(), work -> {
            caller.requireStillIn(work);
            return change.make(work);
        });
    }
}
