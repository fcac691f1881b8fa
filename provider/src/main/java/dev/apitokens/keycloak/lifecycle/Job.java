package dev.apitokens.keycloak.lifecycle;

/** Work that one node does for all. */
interface Job {

    /** Its row in the database, and its label in the metrics. */
    String name();

    /** Does the work for one realm, or as much of it as the turn allows; the next run goes on. */
    void work(JobLease lease, String realmId);
}
