package dev.apitokens.keycloak.lifecycle;

import dev.apitokens.keycloak.fixtures.Fake;
import dev.apitokens.keycloak.fixtures.TestRealm;
import dev.apitokens.keycloak.model.ApiTokenHousekeeping;
import dev.apitokens.keycloak.model.ApiTokenUsedEvent;
import dev.apitokens.keycloak.model.Owner;
import dev.apitokens.keycloak.model.OwnerRegister;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The housekeeping of a store whose one realm is {@link TestRealm#ID}: claims, uses, a count, and who was removed. */
final class FakeHousekeeping {

    final Map<String, Instant> claims = new HashMap<>();
    final List<List<ApiTokenUsedEvent>> batchesOfUses = new ArrayList<>();

    @Nullable
    RuntimeException outage;

    @Nullable
    OwnerRegister owners;

    final List<Owner> removed = new ArrayList<>();
    int countedAtMost;

    @SuppressWarnings("unchecked")
    ApiTokenHousekeeping make() {
        return Fake.of(ApiTokenHousekeeping.class)
                .answers(
                        "claimJob",
                        arguments -> claim((String) arguments[0], (Instant) arguments[1], (Instant) arguments[2]))
                .answers("noteUses", arguments -> note((Collection<ApiTokenUsedEvent>) arguments[0]))
                .answers(
                        "realmAfter",
                        arguments -> arguments[0].equals("") ? Optional.of(TestRealm.ID) : Optional.empty())
                .answers("countActive", arguments -> {
                    countedAtMost = (int) arguments[2];
                    return 7L;
                })
                .answers("owners", arguments -> owners)
                .answers("removeUser", arguments -> {
                    removed.add((Owner) arguments[0]);
                    return null;
                })
                .make();
    }

    private void reach() {
        if (outage != null) {
            throw outage;
        }
    }

    private boolean claim(String job, Instant now, Instant notSince) {
        reach();
        Instant last = claims.getOrDefault(job, Instant.EPOCH);
        if (last.isAfter(notSince)) {
            return false;
        }
        claims.put(job, now);
        return true;
    }

    private int note(Collection<ApiTokenUsedEvent> uses) {
        reach();
        batchesOfUses.add(List.copyOf(uses));
        return uses.size();
    }
}
