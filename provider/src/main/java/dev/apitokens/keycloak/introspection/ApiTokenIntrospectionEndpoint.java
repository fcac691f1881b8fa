package dev.apitokens.keycloak.introspection;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.endpoints.TokenIntrospectionEndpoint;

/**
 * The introspection endpoint that knows API tokens only. It is Keycloak's own endpoint, with its client authentication,
 * policies and events, told to take nothing else for a token.
 */
public final class ApiTokenIntrospectionEndpoint {

    private static final String MARK = ApiTokenIntrospectionEndpoint.class.getName();

    private ApiTokenIntrospectionEndpoint() {}

    /** Introspects the request of the session. */
    public static Response introspect(KeycloakSession session, EventBuilder event) {
        session.setAttribute(MARK, true);
        // A hint may be ignored (RFC 7662, section 2.1); obeyed, it would lead to the providers of other token types.
        MultivaluedMap<String, String> parameters =
                session.getContext().getHttpRequest().getDecodedFormParameters();
        if (parameters.containsKey("token_type_hint")) {
            parameters.remove("token_type_hint");
        }
        return new TokenIntrospectionEndpoint(session, event).introspect();
    }

    static boolean isRequested(KeycloakSession session) {
        return Boolean.TRUE.equals(session.getAttribute(MARK));
    }
}
