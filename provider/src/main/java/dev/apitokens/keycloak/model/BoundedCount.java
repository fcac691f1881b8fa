package dev.apitokens.keycloak.model;

/**
 * A number that is not worth knowing exactly when it is large: of millions, each would be read.
 *
 * @param count how many there are, {@value #MOST} at the most
 * @param more whether there are more than that
 */
public record BoundedCount(int count, boolean more) {

    /** What is counted to. */
    public static final int MOST = 10_000;

    /**
     * The number of what was found.
     *
     * @param found as far as they were counted, beyond {@link #MOST} or not
     */
    public static BoundedCount of(int found) {
        return new BoundedCount(Math.min(found, MOST), found > MOST);
    }
}
