package dev.apitokens.keycloak.lifecycle;

import dev.apitokens.keycloak.model.ApiTokenHousekeeping;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/** The realms that background work looks at. */
final class RealmsWithTokens {

    private RealmsWithTokens() {}

    /** Ids of the realms that somebody made a token in: a step in the index for each, whatever the number of people. */
    static List<String> of(KeycloakSession session) {
        ApiTokenHousekeeping housekeeping =
                session.getProvider(ApiTokenProvider.class).housekeeping();
        List<String> realms = new ArrayList<>();
        Optional<String> next = housekeeping.realmAfter("");
        while (next.isPresent()) {
            realms.add(next.get());
            next = housekeeping.realmAfter(next.get());
        }
        return realms;
    }
}
