package dev.apitokens.keycloak.lifecycle;

import java.util.Collection;
import org.keycloak.models.KeycloakSession;

/** Work that one node does for all. */
interface Job {

    /** Its row in the database, and its label in the metrics. */
    String name();

    /** Ids of the realms that it has work in; unless it says otherwise, those with tokens. */
    default Collection<String> realms(KeycloakSession session) {
        return RealmsWithTokens.of(session);
    }

    /** Does the work for one realm, or as much of it as the turn allows; the next run goes on. */
    void work(JobLease lease, String realmId);
}
