package dev.apitokens.keycloak.verification;

import dev.apitokens.keycloak.model.ResourceServer;
import org.jspecify.annotations.Nullable;

/** What a token is presented for. */
public sealed interface Purpose {

    /** Whether the token is to be used, so that what keeps it from that for now matters. */
    default boolean isUse() {
        return true;
    }

    /** To be used at a resource server. */
    record At(ResourceServer resourceServer) implements Purpose {}

    /** To be given another secret by whoever holds it, whatever it is limited to. It proves no login. */
    record Holding() implements Purpose {}

    /**
     * To be revoked. What only keeps the token from being used for now does not count: it would come back.
     *
     * @param resourceServer the client that revokes it, or null: a gateway, or whoever holds it, who may revoke any
     */
    record Ending(@Nullable ResourceServer resourceServer) implements Purpose {

        @Override
        public boolean isUse() {
            return false;
        }
    }

    /** To be told what it is, which may be that nobody takes it for now. Told is only who may be where it is used from. */
    record Telling() implements Purpose {

        @Override
        public boolean isUse() {
            return false;
        }
    }
}
