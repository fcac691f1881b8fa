package dev.apitokens.keycloak.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/**
 * A token as its owner sees it. Instants are ISO-8601 in UTC, to the second.
 *
 * @param token the secret, in the one answer that makes the token; else null and left out
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ApiTokenRepresentation(
        String id,
        String name,
        String hint,
        String status,
        List<String> scopes,
        List<String> resources,
        @Nullable String createdAt,
        @Nullable String expiresAt,
        @Nullable String lastUsedAt,
        @Nullable String lastUsedBy,
        @Nullable String revokedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String token) {

    public static ApiTokenRepresentation of(ApiToken token, RealmModel realm, Instant now) {
        return of(token, realm, now, null);
    }

    /** The only representation with the secret. */
    public static ApiTokenRepresentation created(ApiToken token, RealmModel realm, Instant now, ApiTokenSecret secret) {
        return of(token, realm, now, secret.reveal());
    }

    private static ApiTokenRepresentation of(ApiToken token, RealmModel realm, Instant now, @Nullable String secret) {
        return new ApiTokenRepresentation(
                token.id(),
                token.name(),
                token.hint(),
                token.status(now).name().toLowerCase(Locale.ROOT),
                token.scopes().stream().sorted().toList(),
                clientIds(token, realm),
                iso(token.createdAt()),
                iso(token.expiresAt()),
                iso(token.lastUsedAt()),
                token.lastUsedBy(),
                iso(token.revokedAt()),
                secret);
    }

    private static List<String> clientIds(ApiToken token, RealmModel realm) {
        return token.resources().stream()
                .map(realm::getClientById)
                .filter(Objects::nonNull)
                .map(ClientModel::getClientId)
                .sorted()
                .toList();
    }

    private static @Nullable String iso(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Without the secret, which a record would print. */
    @Override
    public String toString() {
        return "ApiTokenRepresentation[id=" + id + "]";
    }
}
