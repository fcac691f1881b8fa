package dev.apitokens.keycloak.model;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Reports of leaked secrets until they are worked on, in the ambient transaction as {@link ApiTokenProvider}. */
public interface LeakReportQueue {

    /**
     * Stores reports, whether or not there are such secrets. The caller's node works on them; they are another node's when
     * it has not done so by then.
     *
     * @param secretHashes at most {@value ApiTokenProvider#BATCH}
     * @param dueAt when that is
     */
    List<LeakReport> add(String realmId, Collection<String> secretHashes, Instant dueAt);

    /** Those that should have been worked on by now, the oldest first; at most {@code max}. */
    List<LeakReport> due(Instant now, int max);

    /**
     * Puts reports off, so that one that fails does not hold up those after it.
     *
     * @param reports at most {@value ApiTokenProvider#BATCH}
     */
    void putOff(Collection<LeakReport> reports, Instant dueAt);

    /**
     * Forgets reports: they have been worked on.
     *
     * @param reports at most {@value ApiTokenProvider#BATCH}
     */
    void done(Collection<LeakReport> reports);
}
