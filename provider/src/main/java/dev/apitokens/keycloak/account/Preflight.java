package dev.apitokens.keycloak.account;

import jakarta.ws.rs.core.Response;
import org.keycloak.services.cors.Cors;

/** A CORS preflight: it carries no credentials, so that it cannot be refused by client. */
final class Preflight {

    private Preflight() {}

    /** The same at each address. */
    static Response answer() {
        return Cors.builder().auth().allowedMethods(Caller.METHODS).preflight().add(Response.ok());
    }
}
