package dev.apitokens.keycloak.verification;

import dev.apitokens.keycloak.model.ResourceServer;

/** What a token is presented for. */
public sealed interface Purpose {

    /** To be used at a resource server. */
    record At(ResourceServer resourceServer) implements Purpose {}

    /** To see or to revoke the token itself, whatever it is limited to. It proves no login. */
    record Holding() implements Purpose {}
}
