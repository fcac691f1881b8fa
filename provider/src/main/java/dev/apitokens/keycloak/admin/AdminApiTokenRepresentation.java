package dev.apitokens.keycloak.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ResourceServers;
import dev.apitokens.keycloak.rest.ApiTokenRepresentation;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.UserModel;

/**
 * A token as a realm's admin sees it: what its owner sees, and whose it is.
 *
 * @param username null when the user is gone
 * @param createdByClient client id of the client that it was made with
 * @param revokedBy id of the user who revoked it
 * @param access what the admin who asks may do with it, as Keycloak tells it of users
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record AdminApiTokenRepresentation(
        @JsonUnwrapped ApiTokenRepresentation token,
        String userId,
        @Nullable String username,
        String createdByClient,
        @Nullable String revokedBy,
        @Nullable String revocationReason,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Boolean> access) {

    /**
     * A token as the admin sees it.
     *
     * @param access null: not told
     */
    static AdminApiTokenRepresentation of(
            ApiToken token,
            @Nullable UserModel owner,
            ResourceServers servers,
            @Nullable Map<String, Boolean> access,
            Instant now) {
        return new AdminApiTokenRepresentation(
                ApiTokenRepresentation.of(token, servers, now),
                token.userId(),
                owner == null ? null : owner.getUsername(),
                token.createdByClient(),
                token.revokedBy(),
                token.revocationReason(),
                access);
    }
}
