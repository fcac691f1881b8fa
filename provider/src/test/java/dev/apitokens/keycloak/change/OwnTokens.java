package dev.apitokens.keycloak.change;

import dev.apitokens.keycloak.audit.ApiTokenEvents;
import dev.apitokens.keycloak.fixtures.SettableClock;
import dev.apitokens.keycloak.fixtures.TestRealm;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenBuilder;
import dev.apitokens.keycloak.model.Owner;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.keycloak.events.Event;

/** Alice's tokens in a realm of a test's own, and the changes that she makes of them with the client {@code cli}. */
final class OwnTokens {

    static final Instant NOW = Instant.parse("2030-06-01T12:00:00Z");

    /** By the right of whoever meets the rules of the realm. */
    static final IssuingRight RIGHT = (work, now) -> IssuingRules.metByOwner(work);

    final TestRealm realm = new TestRealm();
    final SettableClock clock = new SettableClock(NOW);
    final Owner owner = new Owner(TestRealm.ID, "alice-id");
    private final ApiTokenEvents.Actor alice = new ApiTokenEvents.Actor("alice-id", "cli", "login-id");

    OwnTokens() {
        realm.user("alice-id", true);
    }

    /** What she makes, committed. */
    <T> T make(OwnerTransaction.Change<T> change) {
        return new OwnerTransaction(realm.sessions()).run(owner, alice, change);
    }

    /** What a change of hers works with, without the lock. */
    OwnerWork work() {
        return new OwnerWork(realm.session(), owner, alice);
    }

    /** Stores a token whose secret has the id of the token for a hash. */
    ApiToken stored(ApiTokenBuilder token) {
        ApiToken stored = token.build();
        realm.store().put(stored, stored.id());
        return stored;
    }

    /** The token as it is stored now. */
    ApiToken now(String id) {
        return realm.store().find(owner, id).orElseThrow();
    }

    /** What the events tell, in the order of their time: type, error and details. */
    List<Map<String, String>> told() {
        return realm.events().stream().map(OwnTokens::told).toList();
    }

    private static Map<String, String> told(Event event) {
        Map<String, String> told = new TreeMap<>(Objects.requireNonNullElse(event.getDetails(), Map.of()));
        told.put("type", event.getType().name());
        told.put("user", String.valueOf(event.getUserId()));
        told.put("client", String.valueOf(event.getClientId()));
        told.put("session", String.valueOf(event.getSessionId()));
        return told;
    }

    /** The code of the error that the change is refused with. */
    static String refusal(Supplier<?> change) {
        try {
            return "not refused: " + change.get();
        } catch (ApiTokenErrorException e) {
            return e.error().code();
        }
    }

    /** What an event tells of what alice did. */
    static Map<String, String> event(String type, String action, ApiToken token) {
        return Map.of(
                "type",
                type,
                "user",
                "alice-id",
                "client",
                "cli",
                "session",
                "login-id",
                "credential_type",
                "api-token",
                "api_token_action",
                action,
                "api_token_id",
                token.id(),
                "api_token_name",
                token.name(),
                "api_token_hint",
                token.hint());
    }
}
