package dev.apitokens.keycloak.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What introspection would say.
 *
 * @param reason why the token is not active, or {@code active}
 * @param username whose token was tried out
 * @param claims what the resource server would be told, or null: nothing
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record TrialRepresentation(
        boolean active,
        String reason,
        String username,
        @Nullable JsonNode claims) {

    private static final String ACTIVE = "active";

    static TrialRepresentation active(String username, JsonNode claims) {
        return new TrialRepresentation(true, ACTIVE, username, claims);
    }

    static TrialRepresentation inactive(String reason, String username) {
        return new TrialRepresentation(false, reason, username, null);
    }

    /** The same for an event: what a person may do there is none of its business. */
    TrialRepresentation withoutClaims() {
        return new TrialRepresentation(active, reason, username, null);
    }
}
