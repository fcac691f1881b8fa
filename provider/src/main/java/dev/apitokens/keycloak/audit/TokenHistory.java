package dev.apitokens.keycloak.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.apitokens.keycloak.model.ApiToken;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;

/** What happened to a token, as far as its realm has stored it: the user events of its owner that name it. */
public final class TokenHistory {

    /**
     * Keycloak finds events by user and type, and not by their details. So the newest of each type are read, by the index of
     * user, type and time, and those of other tokens are passed over. By type, so that uses, of which there may be many, do
     * not hide what was changed.
     */
    static final int BOUND = 1000;

    private static final Comparator<Event> NEWEST_FIRST =
            Comparator.comparingLong(Event::getTime).reversed().thenComparing(Event::getId);

    private final RealmEvents events;
    private final Function<Event, TokenEvent> teller;

    TokenHistory(RealmEvents events, Function<Event, TokenEvent> teller) {
        this.events = events;
        this.teller = teller;
    }

    /** What the owner of a token may be told. */
    public static TokenHistory toOwner(KeycloakSession session) {
        return new TokenHistory(new StoredRealmEvents(session), TokenEvent::toOwner);
    }

    /** What an admin may be told who may see the realm's events. */
    public static TokenHistory toAdmin(KeycloakSession session) {
        return new TokenHistory(new StoredRealmEvents(session), TokenEvent::of);
    }

    /**
     * A part of a token's history.
     *
     * @param stored whether the realm stores user events; if not, nothing else is told
     * @param events the newest first
     * @param more whether older ones follow
     * @param truncated whether older ones may be stored that were not looked for
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Part(boolean stored, List<TokenEvent> events, boolean more, boolean truncated) {

        private static final Part NOT_STORED = new Part(false, List.of(), false, false);
    }

    /**
     * The newest events of a token.
     *
     * @param first how many to leave out
     * @param max how many to give at the most
     */
    public Part of(ApiToken token, int first, int max) {
        if (!events.areStored()) {
            return Part.NOT_STORED;
        }
        List<Event> found = new ArrayList<>();
        boolean truncated = false;
        for (EventType type : TokenEvent.TYPES) {
            List<Event> newest = events.newest(token.userId(), type, BOUND);
            truncated |= newest.size() == BOUND;
            newest.stream().filter(event -> names(event, token)).forEach(found::add);
        }
        found.sort(NEWEST_FIRST);
        List<TokenEvent> told =
                found.stream().skip(first).limit(max).map(teller).toList();
        return new Part(true, told, found.size() - first > max, truncated);
    }

    private static boolean names(Event event, ApiToken token) {
        Map<String, String> details = TokenEvent.details(event);
        return token.id().equals(details.get(ApiTokenEventDetails.API_TOKEN_ID))
                || token.id().equals(details.get(Details.TOKEN_ID));
    }
}
