package dev.apitokens.keycloak.verification;

import dev.apitokens.keycloak.model.ResourceServer;
import org.jspecify.annotations.Nullable;

/** What a token is presented for. */
public sealed interface Purpose {

    /** To be used at a resource server. */
    record At(ResourceServer resourceServer) implements Purpose {}

    /** To see, to rotate or to revoke the token itself, whatever it is limited to. It proves no login. */
    record Holding() implements Purpose {}

    /**
     * To be revoked by a client. What only keeps the token from being used for now does not count: it would come back.
     *
     * @param resourceServer the client, or null: a gateway, which may revoke any
     */
    record Ending(@Nullable ResourceServer resourceServer) implements Purpose {}
}
