package dev.apitokens.keycloak.model;

/** Removes what a realm leaves behind, however much that is. */
public interface RemovedRealms {

    /**
     * Removes every trace of a realm, or as much of it as may be at once: {@link ApiTokenHousekeeping#realmAfter} tells of what is
     * left, and {@link #removeRemains} goes on.
     *
     * @param batches of {@value ApiTokenProvider#BATCH} at the most
     */
    void remove(String realmId, int batches);

    /**
     * Removes a batch of what is left of a realm that is gone; of one that is there, nothing.
     *
     * @return how many rows; 0: nothing is left
     */
    int removeRemains(String realmId);
}
