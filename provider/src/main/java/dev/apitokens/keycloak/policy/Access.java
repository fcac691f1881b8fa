package dev.apitokens.keycloak.policy;

/**
 * What a token gives of all that its owner may do.
 *
 * @param scopes names of optional client scopes
 * @param resources ids (not client ids) of resource-server clients
 */
public record Access(Restriction scopes, Restriction resources) {

    /** Everything, at every resource server of the realm. */
    public static final Access FULL = new Access(Restriction.none(), Restriction.none());

    /** Whether a token has it because nobody limited it to anything. */
    public boolean isFull() {
        return equals(FULL);
    }
}
