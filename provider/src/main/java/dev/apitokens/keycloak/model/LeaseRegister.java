package dev.apitokens.keycloak.model;

import java.util.Set;

/** The {@link LeaseTerms} of the realms, in the ambient transaction as {@link ApiTokenProvider}. */
public interface LeaseRegister {

    /** Ids of the realms that have the setting, or terms of one that they had; what it costs does not depend on the others. */
    Set<String> realms();

    /**
     * Whether leases may be granted at all. Where a transaction goes on to see what it saw first, it may read a token as it was
     * before an end that is committed, and waited for.
     */
    boolean isSafe();

    /** The terms of a realm as they are now; {@link LeaseTerms#NONE} when none are stored. */
    LeaseTerms find(String realmId);

    /**
     * Replaces the terms of a realm.
     *
     * @param known what they were when it was decided
     * @return false when they are no longer those: somebody else, on any node, has replaced them
     */
    boolean replace(String realmId, LeaseTerms known, int grantSeconds, int waitSeconds);
}
