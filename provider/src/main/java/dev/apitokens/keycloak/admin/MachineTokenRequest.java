package dev.apitokens.keycloak.admin;

import dev.apitokens.keycloak.change.CreateRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /}.
 *
 * @param clientId client id of the client whose service account the token is for
 * @param contact address that mails about the token go to; null or absent: that of the admin who makes it
 * @param name as in {@link CreateRequest}, and so are the others
 */
record MachineTokenRequest(
        @Nullable String clientId,
        @Nullable String contact,
        @Nullable String name,
        @Nullable String description,
        @Nullable String expiresAt,
        @Nullable List<@Nullable String> scopes,
        @Nullable List<@Nullable String> resources,
        @Nullable List<@Nullable String> addresses) {

    CreateRequest creation() {
        return new CreateRequest(name, description, expiresAt, scopes, resources, addresses);
    }
}
