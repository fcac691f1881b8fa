package dev.apitokens.keycloak.account;

import dev.apitokens.keycloak.change.OwnerTransaction;
import dev.apitokens.keycloak.model.RequestTransaction;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/**
 * What a caller of the account REST wants of their own tokens, as far as it can be read before the lock.
 *
 * @param <T> what it comes to
 */
@FunctionalInterface
interface OwnChange<T> {

    /** The change, and what it comes to. */
    OwnerTransaction.Change<T> of(Caller caller);

    /**
     * Lets the caller in, and changes their tokens.
     *
     * @param id of the token, or null: it has none yet
     * @throws org.keycloak.services.ErrorResponseException when the caller may not, or the change is refused
     */
    default T run(KeycloakSession session, @Nullable String id) {
        Caller caller = Caller.authenticate(session);
        return caller.recorded(session, id, () -> run(session, caller));
    }

    private T run(KeycloakSession session, Caller caller) {
        OwnerTransaction.Change<T> change = of(caller);
        RequestTransaction.end(session);
        return new OwnerTransaction(session.getKeycloakSessionFactory()).run(caller.owner(), caller.actor(), work -> {
            caller.requireStillIn(work);
            return change.make(work);
        });
    }
}
