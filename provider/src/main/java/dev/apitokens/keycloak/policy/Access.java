package dev.apitokens.keycloak.policy;

/**
 * What a token gives of all that its owner may do.
 *
 * @param scopes names of optional client scopes
 * @param resources ids (not client ids) of resource-server clients
 * @param addresses where from
 */
public record Access(Restriction scopes, Restriction resources, AddressBound addresses) {

    /** Everything, at every resource server of the realm. */
    public static final Access FULL = new Access(Restriction.none(), Restriction.none());

    /** From anywhere. */
    public Access(Restriction scopes, Restriction resources) {
        this(scopes, resources, AddressBound.NONE);
    }

    /** Whether nobody limited a token that has it to scopes or resource servers, wherever it is used from. */
    public boolean isFull() {
        return scopes.equals(Restriction.none()) && resources.equals(Restriction.none());
    }
}
