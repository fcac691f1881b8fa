package dev.apitokens.keycloak.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keycloak.events.EventType.INTROSPECT_TOKEN;
import static org.keycloak.events.EventType.INTROSPECT_TOKEN_ERROR;
import static org.keycloak.events.EventType.REMOVE_CREDENTIAL;
import static org.keycloak.events.EventType.TOKEN_EXCHANGE;
import static org.keycloak.events.EventType.UPDATE_CREDENTIAL;
import static org.keycloak.events.EventType.UPDATE_CREDENTIAL_ERROR;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.events.Event;
import org.keycloak.events.EventType;

class TokenHistoryTest {

    private static final String ID = "token-id";
    private static final String ADDRESS = "192.0.2.1";

    private final ApiToken token = ApiTokenBuilder.token(ID).build();
    private final FakeRealmEvents events = new FakeRealmEvents();

    /** Newest events of whoever is asked for. */
    private static final class FakeRealmEvents implements RealmEvents {

        private final List<Event> all = new ArrayList<>();
        private boolean stored = true;

        @Override
        public boolean areStored() {
            return stored;
        }

        @Override
        public List<Event> newest(String userId, EventType type, int max) {
            return all.stream()
                    .filter(event -> event.getUserId().equals(userId) && event.getType() == type)
                    .sorted(Comparator.comparingLong(Event::getTime).reversed())
                    .limit(max)
                    .toList();
        }
    }

    private Event store(EventType type, Map<String, String> details) {
        Event event = new Event();
        event.setId("event-" + events.all.size());
        event.setTime(events.all.size());
        event.setType(type);
        event.setUserId(token.userId());
        event.setIpAddress(ADDRESS);
        event.setDetails(new HashMap<>(details));
        events.all.add(event);
        return event;
    }

    private Event change(EventType type, String action, String reason) {
        return store(type, Map.of("api_token_id", ID, "api_token_action", action, "reason", reason));
    }

    private TokenHistory.Part read(int first, int max, Function<Event, TokenEvent> teller) {
        return new TokenHistory(events, teller).of(token, first, max);
    }

    private List<String> actions(int first, int max) {
        return read(first, max, TokenEvent::of).events().stream()
                .map(TokenEvent::action)
                .toList();
    }

    @Test
    void ofThenWhatNamesTheTokenOfEachTypeNewestFirst() {
        store(UPDATE_CREDENTIAL, Map.of("api_token_id", ID, "api_token_action", "created"));
        store(UPDATE_CREDENTIAL, Map.of("api_token_id", "another", "api_token_action", "created"));
        store(INTROSPECT_TOKEN, Map.of("token_id", ID));
        store(INTROSPECT_TOKEN, Map.of("token_id", "of a JWT", "api_token_id", ID));
        store(TOKEN_EXCHANGE, Map.of("token_id", "of a JWT", "api_token_id", ID));
        store(INTROSPECT_TOKEN_ERROR, Map.of("token_id", ID, "reason", "revoked"));
        store(UPDATE_CREDENTIAL, Map.of()).setDetails(null);
        store(INTROSPECT_TOKEN, Map.of("token_id", ID)).setUserId("somebody else");

        assertThat(actions(0, 10)).containsExactly("use_refused", "exchanged", "used", "used", "created");
    }

    @Test
    void ofThenWhenWhyAndByWhat() {
        Event refused = store(UPDATE_CREDENTIAL_ERROR, Map.of("api_token_id", ID));
        refused.setError("name_in_use");
        refused.setClientId("account-console");

        assertThat(read(0, 10, TokenEvent::of))
                .isEqualTo(new TokenHistory.Part(
                        true,
                        List.of(new TokenEvent(
                                "1970-01-01T00:00:00Z", "change_refused", "name_in_use", "account-console", ADDRESS)),
                        false,
                        false));
    }

    @Test
    void ofThenOnePageAndWhetherThereIsMore() {
        for (String action : List.of("created", "renamed", "rotated")) {
            change(UPDATE_CREDENTIAL, action, "");
        }

        assertThat(actions(0, 2)).containsExactly("rotated", "renamed");
        assertThat(actions(2, 2)).containsExactly("created");
        assertThat(actions(Integer.MAX_VALUE, 2)).isEmpty();
        assertThat(read(0, 2, TokenEvent::of).more()).isTrue();
        assertThat(read(0, 3, TokenEvent::of).more()).isFalse();
        assertThat(read(0, 0, TokenEvent::of).more()).isTrue();
    }

    @Test
    void ofWhenThereAreManyUsesThenChangesAllTheSameAndSaysThatItIsCutOff() {
        change(UPDATE_CREDENTIAL, "created", "");
        store(INTROSPECT_TOKEN, Map.of("token_id", ID));
        IntStream.range(0, TokenHistory.BOUND)
                .forEach(any -> store(INTROSPECT_TOKEN, Map.of("token_id", "another token's")));

        assertThat(actions(0, 10)).containsExactly("created");
        assertThat(read(0, 10, TokenEvent::of).truncated()).isTrue();
    }

    @Test
    void ofWhenTheRealmStoresNoneThenSaysSo() {
        change(UPDATE_CREDENTIAL, "created", "");
        events.stored = false;

        assertThat(read(0, 10, TokenEvent::of)).isEqualTo(new TokenHistory.Part(false, List.of(), false, false));
    }

    @ParameterizedTest
    @CsvSource({
        "UPDATE_CREDENTIAL, created, '', true",
        "UPDATE_CREDENTIAL, rotated, '', true",
        "UPDATE_CREDENTIAL, secret_reused, '', false",
        "REMOVE_CREDENTIAL, revoked, revoked_by_user, true",
        "REMOVE_CREDENTIAL, revoked, revoked_by_holder, true",
        "REMOVE_CREDENTIAL, revoked, revoked_by_admin, false",
        "REMOVE_CREDENTIAL, revoked, password_changed, false",
        "REMOVE_CREDENTIAL, revoked, reported_leaked, false",
        "INTROSPECT_TOKEN, '', '', false",
        "TOKEN_EXCHANGE_ERROR, '', scope_exceeded, false",
    })
    void toOwnerThenOnlyAddressesOfTheOwnerAndOfWhoeverHeldTheToken(
            EventType type, String action, String reason, boolean told) {
        change(type, action, reason);

        assertThat(read(0, 1, TokenEvent::toOwner).events().get(0).ipAddress()).isEqualTo(told ? ADDRESS : null);
        assertThat(read(0, 1, TokenEvent::of).events().get(0).ipAddress()).isEqualTo(ADDRESS);
    }

    @Test
    void toOwnerWhenAResourceServerRevokedThenNotWhereItIs() {
        change(REMOVE_CREDENTIAL, "revoked", "revoked_by_holder").setClientId("api");

        TokenEvent told = read(0, 1, TokenEvent::toOwner).events().get(0);
        assertThat(told.clientId()).isEqualTo("api");
        assertThat(told.ipAddress()).isNull();
    }
}
