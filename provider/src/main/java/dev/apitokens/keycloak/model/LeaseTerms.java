package dev.apitokens.keycloak.model;

/**
 * What a realm's leases come to, on all nodes. A lease is the time for which a resource server may use the answer of an
 * introspection again.
 *
 * @param grantSeconds seconds that an answer grants at the most
 * @param waitSeconds seconds after which no lease can be out on what was read before; at least {@code grantSeconds}, and more
 *     while a lower grant is getting about
 * @param version is another one after each change; 0: there is nothing stored
 */
public record LeaseTerms(int grantSeconds, int waitSeconds, long version) {

    /** Where nobody ever granted a lease. */
    public static final LeaseTerms NONE = new LeaseTerms(0, 0, 0);

    public LeaseTerms {
        if (waitSeconds < grantSeconds) {
            throw new IllegalArgumentException(
                    "a lease of " + grantSeconds + " s would outlive a wait of " + waitSeconds + " s");
        }
    }
}
