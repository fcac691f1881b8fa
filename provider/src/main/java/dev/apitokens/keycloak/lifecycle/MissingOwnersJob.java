package dev.apitokens.keycloak.lifecycle;

import dev.apitokens.keycloak.model.ApiTokenHousekeeping;
import dev.apitokens.keycloak.model.Owner;
import dev.apitokens.keycloak.model.OwnerRegister.Presence;
import dev.apitokens.keycloak.model.OwnerRegister.Registered;
import dev.apitokens.keycloak.model.UpstreamCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.storage.StorageId;

/**
 * Looks for everybody who has tokens, those first who were looked for longest ago. Who is missing, because a directory has
 * them no more or is no more, keeps their tokens as long as the realm keeps ended ones: a directory that lost its people
 * for a moment, by a wrong filter for one, costs nobody a token.
 */
final class MissingOwnersJob implements Job {

    /** Each may be a question to a directory, within one transaction. */
    static final int BATCH = 100;

    private static final Logger LOG = Logger.getLogger(MissingOwnersJob.class);

    @Override
    public String name() {
        return "missing-owners";
    }

    @Override
    public void work(JobLease lease, String realmId) {
        Instant began = lease.began();
        int checked;
        do {
            checked = lease.inRealm(realmId, work -> batch(work, began)).orElse(0);
        } while (lease.renewAfter(checked) && checked == BATCH);
    }

    private static int batch(RealmWork work, Instant began) {
        List<Registered> people = work.store()
                .housekeeping()
                .owners()
                .leastRecentlyChecked(work.realm().getId(), began, BATCH);
        Instant keptSince = work.now().minus(Duration.ofDays(work.settings().retentionDays()));
        Map<Presence, List<Registered>> found =
                people.stream().collect(Collectors.groupingBy(person -> presence(work, person)));
        found.forEach((presence, those) -> note(work, presence, those, keptSince));
        return people.size();
    }

    private static void note(RealmWork work, Presence presence, List<Registered> people, Instant keptSince) {
        Map<Boolean, List<Owner>> byEnd = people.stream()
                .collect(Collectors.partitioningBy(
                        person -> presence == Presence.MISSING && isMissingSince(keptSince, person.missingSince()),
                        Collectors.mapping(Registered::owner, Collectors.toList())));
        ApiTokenHousekeeping housekeeping = work.store().housekeeping();
        byEnd.getOrDefault(true, List.of()).forEach(housekeeping::removeUser);
        housekeeping
                .owners()
                .note(
                        work.realm().getId(),
                        byEnd.getOrDefault(false, List.of()).stream()
                                .map(Owner::userId)
                                .toList(),
                        presence,
                        work.now());
    }

    private static boolean isMissingSince(Instant keptSince, @Nullable Instant since) {
        return since != null && since.isBefore(keptSince);
    }

    /** Whom Keycloak has a copy of is there: that is looked at when a token is used. */
    private static Presence presence(RealmWork work, Registered person) {
        if (person.isStored()) {
            return Presence.PRESENT;
        }
        if (StorageId.isLocalStorage(person.owner().userId())) {
            return Presence.MISSING;
        }
        try {
            return UpstreamCheck.of(work.session())
                            .find(work.realm(), person.owner().userId(), work.now())
                            .isPresent()
                    ? Presence.PRESENT
                    : Presence.MISSING;
        } catch (RuntimeException e) {
            // Somebody else's code, and one store's trouble is not the others'.
            LOG.debugf(
                    e,
                    "A user store of realm %s does not tell about a person",
                    work.realm().getName());
            return Presence.UNKNOWN;
        }
    }
}
