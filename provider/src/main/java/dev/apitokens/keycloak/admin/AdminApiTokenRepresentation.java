package dev.apitokens.keycloak.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ServiceAccount;
import dev.apitokens.keycloak.rest.ApiTokenRepresentation;
import dev.apitokens.keycloak.verification.Standing;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.UserModel;

/**
 * A token as a realm's admin sees it: what its owner sees, and whose it is.
 *
 * @param username null when the user is gone, or their directory does not answer
 * @param clientId client id of the client whose service account it is for, or null: it is a person's
 * @param contact the address that mails about a machine's token go to, or null: its owner's, or that of the admin who made it
 * @param revokedBy id of the user who revoked it
 * @param access what the admin who asks may do with it, as Keycloak tells it of users
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record AdminApiTokenRepresentation(
        @JsonUnwrapped ApiTokenRepresentation token,
        String userId,
        @Nullable String username,
        @Nullable String clientId,
        @Nullable String contact,
        @Nullable String revokedBy,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Boolean> access) {

    /**
     * A token as the admin sees it.
     *
     * @param access null: not told
     */
    static AdminApiTokenRepresentation of(
            ApiToken token, @Nullable UserModel owner, Standing standing, @Nullable Map<String, Boolean> access) {
        return new AdminApiTokenRepresentation(
                ApiTokenRepresentation.of(token, owner, standing),
                token.userId(),
                owner == null ? null : owner.getUsername(),
                owner == null
                        ? null
                        : ServiceAccount.of(standing.servers().realm(), owner)
                                .map(account -> account.client().getClientId())
                                .orElse(null),
                token.contact() == null ? null : token.contact().email(),
                token.revokedBy(),
                access);
    }

    /** The same with what the owner sees. */
    AdminApiTokenRepresentation with(ApiTokenRepresentation seen) {
        return new AdminApiTokenRepresentation(seen, userId, username, clientId, contact, revokedBy, access);
    }
}
