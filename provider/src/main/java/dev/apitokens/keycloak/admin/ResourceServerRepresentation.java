package dev.apitokens.keycloak.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.apitokens.keycloak.model.ResourceServer;
import org.jspecify.annotations.Nullable;

/**
 * What tokens can be limited to, as an admin who looks for them needs it.
 *
 * @param name of the client, or null: it has none
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ResourceServerRepresentation(
        String clientId, @Nullable String name) {

    static ResourceServerRepresentation of(ResourceServer server) {
        return new ResourceServerRepresentation(
                server.client().getClientId(), server.client().getName());
    }
}
