package dev.apitokens.keycloak.account;

import dev.apitokens.keycloak.rest.RequestGate;
import org.keycloak.models.KeycloakSession;

/** Where each request passes {@link RequestGate}, by what its call takes. */
final class Entrance {

    /** The one call that takes a form. */
    static final String INTROSPECT = "introspect";

    /** The one call that takes whatever its caller was sent. */
    static final String CHECK = "check";

    private Entrance() {}

    static void pass(KeycloakSession session) {
        // A call is the same with a slash at its end.
        String path = session.getContext().getUri().getPath().replaceFirst("/+$", "");
        Caller.legible(() -> {
            if (path.endsWith("/" + INTROSPECT)) {
                RequestGate.passWithForm(session);
            } else if (path.endsWith("/" + CHECK)) {
                RequestGate.passWithoutBody(session);
            } else {
                RequestGate.pass(session);
            }
            return path;
        });
    }
}
