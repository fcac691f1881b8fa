package dev.apitokens.keycloak.audit;

import static org.keycloak.events.EventType.INTROSPECT_TOKEN;
import static org.keycloak.events.EventType.INTROSPECT_TOKEN_ERROR;
import static org.keycloak.events.EventType.REMOVE_CREDENTIAL;
import static org.keycloak.events.EventType.REMOVE_CREDENTIAL_ERROR;
import static org.keycloak.events.EventType.REVOKE_GRANT_ERROR;
import static org.keycloak.events.EventType.TOKEN_EXCHANGE;
import static org.keycloak.events.EventType.TOKEN_EXCHANGE_ERROR;
import static org.keycloak.events.EventType.UPDATE_CREDENTIAL;
import static org.keycloak.events.EventType.UPDATE_CREDENTIAL_ERROR;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.apitokens.keycloak.model.RevocationCause;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.events.EventType;

/**
 * Something that happened to a token.
 *
 * @param time ISO-8601 in UTC, to the millisecond
 * @param action what it was, in a word of {@code docs/api.md}
 * @param reason why it was, or was refused, or null: nobody said
 * @param clientId client id of what did it, or asked for it, or null: none did
 * @param ipAddress of who called Keycloak, or null: nobody did, or it is not told
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record TokenEvent(
        String time,
        String action,
        @Nullable String reason,
        @Nullable String clientId,
        @Nullable String ipAddress) {

    /** What events that have no {@link ApiTokenEventDetails#API_TOKEN_ACTION} tell of. */
    private static final Map<EventType, String> ACTIONS = Map.of(
            UPDATE_CREDENTIAL, "changed",
            UPDATE_CREDENTIAL_ERROR, "change_refused",
            REMOVE_CREDENTIAL, "revoked",
            REMOVE_CREDENTIAL_ERROR, "revocation_refused",
            REVOKE_GRANT_ERROR, "revocation_refused",
            INTROSPECT_TOKEN, "used",
            INTROSPECT_TOKEN_ERROR, "use_refused",
            TOKEN_EXCHANGE, "exchanged",
            TOKEN_EXCHANGE_ERROR, "exchange_refused");

    /** The types of all events that tell of tokens. */
    static final Set<EventType> TYPES = ACTIONS.keySet();

    /** Those of what a person, or whoever holds the token, asks for themselves. */
    private static final Set<EventType> CHANGES =
            Set.of(UPDATE_CREDENTIAL, UPDATE_CREDENTIAL_ERROR, REMOVE_CREDENTIAL, REMOVE_CREDENTIAL_ERROR);

    /** All that the event tells. */
    static TokenEvent of(Event event) {
        Map<String, String> details = details(event);
        return new TokenEvent(
                Instant.ofEpochMilli(event.getTime()).toString(),
                details.getOrDefault(
                        ApiTokenEventDetails.API_TOKEN_ACTION,
                        Objects.requireNonNull(ACTIONS.get(event.getType()), "not of a token")),
                details.getOrDefault(Details.REASON, event.getError()),
                event.getClientId(),
                event.getIpAddress());
    }

    /**
     * The same without addresses that are none of the owner's business: where an API runs that asked about the token, or
     * where an admin was.
     */
    static TokenEvent toOwner(Event event) {
        TokenEvent told = of(event);
        return isOfOwnerOrHolder(event, told.action(), told.reason())
                ? told
                : new TokenEvent(told.time(), told.action(), told.reason(), told.clientId(), null);
    }

    private static boolean isOfOwnerOrHolder(Event event, String action, @Nullable String reason) {
        if (!CHANGES.contains(event.getType()) || action.equals(ApiTokenEventDetails.SECRET_REUSED)) {
            return false;
        }
        return event.getType() != REMOVE_CREDENTIAL
                || RevocationCause.REVOKED_BY_USER.code().equals(reason)
                // Without a client, for else a resource server did that held it.
                || (RevocationCause.REVOKED_BY_HOLDER.code().equals(reason) && event.getClientId() == null);
    }

    static Map<String, String> details(Event event) {
        return Objects.requireNonNullElse(event.getDetails(), Map.of());
    }
}
