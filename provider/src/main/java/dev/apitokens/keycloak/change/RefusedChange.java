package dev.apitokens.keycloak.change;

import dev.apitokens.keycloak.audit.ApiTokenEvents;
import dev.apitokens.keycloak.model.RequestTransaction;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;

/** Tells in an event that a change of somebody's tokens was refused. */
public final class RefusedChange {

    private final KeycloakSession session;
    private final EventType type;
    private final ApiTokenEvents.Actor actor;

    /** @param type of the event that the change would have had */
    public RefusedChange(KeycloakSession session, EventType type, ApiTokenEvents.Actor actor) {
        this.session = session;
        this.type = type;
        this.actor = actor;
    }

    /**
     * Runs the change.
     *
     * @param userId whose tokens
     * @param tokenId of the token, or null: it has none, or what was given is none
     */
    public <T> T recorded(String userId, @Nullable String tokenId, Supplier<T> change) {
        try {
            return change.get();
        } catch (ApiTokenErrorException refusal) {
            // As Keycloak does when it makes an answer of a refusal; and before the event, so that no connection is
            // held meanwhile.
            RequestTransaction.undo(session);
            throw RequestTransaction.once(session, own -> {
                new ApiTokenEvents(own, own.getContext().getRealm(), actor)
                        .refused(type, userId, tokenId, refusal.error());
                return refusal;
            });
        }
    }
}
