package dev.apitokens.keycloak.model;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everybody who ever made a token. Who is missing in the directory that they come from keeps their tokens, which are
 * inactive meanwhile, as long as the realm keeps ended ones.
 */
public interface OwnerRegister {

    /** Whether a person is where they come from. */
    enum Presence {
        PRESENT,
        MISSING,
        /** Their store did not say. */
        UNKNOWN
    }

    /**
     * A person of the register.
     *
     * @param missingSince since when they are known to be missing, or null
     * @param isStored whether Keycloak's own tables have them
     */
    record Registered(Owner owner, @Nullable Instant missingSince, boolean isStored) {}

    /**
     * Those who were looked for longest ago, the first of them first.
     *
     * @param before who was looked for since is left out
     */
    List<Registered> leastRecentlyChecked(String realmId, Instant before, int max);

    /**
     * Notes what looking for people came to. Who was missing stays so, since when they were, until they are present.
     *
     * @param userIds of people of the realm; who is not in the register is passed over
     */
    void note(String realmId, Collection<String> userIds, Presence presence, Instant now);

    /**
     * Notes whose service account an owner is: when a client is removed, Keycloak does not tell of that user.
     *
     * @param clientUuid id (not client id) of the client
     */
    void noteClient(Owner owner, String clientUuid);

    /** Ids of those whom Keycloak's own tables do not have and never had: only their directory knows them. */
    List<String> elsewhere(String realmId, int max);

    /** The service accounts that are noted for a client; they may be gone. */
    List<Owner> ofClient(String realmId, String clientUuid);
}
