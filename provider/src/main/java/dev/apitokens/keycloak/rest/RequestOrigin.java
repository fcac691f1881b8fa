package dev.apitokens.keycloak.rest;

import dev.apitokens.keycloak.policy.Origin;
import jakarta.ws.rs.core.MultivaluedMap;
import org.keycloak.models.KeycloakSession;

/** Where a token is used from, as requests say it. */
public final class RequestOrigin {

    /** The address of the resource server's caller. */
    public static final String CLIENT_ADDRESS = "client_address";

    /** What that calls itself. */
    public static final String USER_AGENT = "user_agent";

    private RequestOrigin() {}

    /** What a resource server or a gateway says in the form of an introspection or an exchange. */
    public static Origin of(MultivaluedMap<String, String> form) {
        return Origin.of(form.getFirst(CLIENT_ADDRESS), form.getFirst(USER_AGENT));
    }

    /** Where the request itself comes from, for whoever calls Keycloak with a token. */
    public static Origin ofCaller(KeycloakSession session) {
        return Origin.of(
                session.getContext().getConnection().getRemoteAddr(),
                session.getContext().getHttpRequest().getHttpHeaders().getHeaderString("User-Agent"));
    }
}
