package dev.apitokens.keycloak.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ResourceServer;
import dev.apitokens.keycloak.model.ResourceServers;
import dev.apitokens.keycloak.model.UsedFrom;
import dev.apitokens.keycloak.policy.Network;
import dev.apitokens.keycloak.policy.Restriction;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import dev.apitokens.keycloak.verification.InactiveReason;
import dev.apitokens.keycloak.verification.Standing;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;

/**
 * A token as its owner sees it. Instants are ISO-8601 in UTC, to the second.
 *
 * @param description what it is for, or null: nobody said
 * @param status {@code active}, {@code expired}, {@code revoked}, or {@code blocked}: neither of the last two, and refused by
 *     every resource server now
 * @param blockedReason why it is blocked, in the words of introspection's events; null: it is not
 * @param scopes those that it is limited to and that its resource servers offer now; empty, and {@code removedScopes}
 *     too: not limited
 * @param resources client ids of the resource servers that it is limited to and that take tokens now; empty, and {@code
 *     removedResources} too: not limited
 * @param removedScopes those that it is limited to and that it no longer has
 * @param removedResources client ids of clients that it is limited to and that no longer take tokens
 * @param addresses networks in CIDR form that it may be used from; empty: from anywhere
 * @param previousSecretExpiresAt while the secret before the last rotation is taken: until when
 * @param previousSecretReusedAt when a secret that a rotation has ended was first used since the last one, which is a sign of a
 *     copy; null: none was
 * @param uses where it was used from, the latest first; empty where that is not told
 * @param createdByClient client id of the client that it was made with
 * @param revocationReason why, and by what sort of person or rule, it was revoked, in a word; null: it was not
 * @param token the secret, in the one answer that makes the token; else null and left out
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ApiTokenRepresentation(
        String id,
        String name,
        @Nullable String description,
        String hint,
        String status,
        @Nullable String blockedReason,
        List<String> scopes,
        List<String> resources,
        List<String> removedScopes,
        List<String> removedResources,
        List<String> addresses,
        @Nullable String createdAt,
        String createdByClient,
        @Nullable String expiresAt,
        @Nullable String rotatedAt,
        @Nullable String previousSecretExpiresAt,
        @Nullable String previousSecretReusedAt,
        @Nullable String lastUsedAt,
        @Nullable String lastUsedBy,
        List<Use> uses,
        @Nullable String revokedAt,
        @Nullable String revocationReason,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String token) {

    private static final String BLOCKED = "blocked";

    /**
     * A token without its secret.
     *
     * @param owner whose it is, or null: they are gone
     * @param standing of the token's realm
     */
    public static ApiTokenRepresentation of(ApiToken token, @Nullable UserModel owner, Standing standing) {
        return of(token, owner, standing, null);
    }

    /** The only representation with the secret. */
    public static ApiTokenRepresentation created(
            ApiToken token, @Nullable UserModel owner, Standing standing, ApiTokenSecret secret) {
        return of(token, owner, standing, secret.reveal());
    }

    private static ApiTokenRepresentation of(
            ApiToken token, @Nullable UserModel owner, Standing standing, @Nullable String secret) {
        ResourceServers servers = standing.servers();
        Instant now = standing.now();
        InactiveReason blocked = standing.blockedReason(token, owner);
        Map<String, String> scopes = servers.scopes(token);
        return new ApiTokenRepresentation(
                token.id(),
                token.name(),
                token.description(),
                token.hint(),
                blocked == null ? token.status(now).name().toLowerCase(Locale.ROOT) : BLOCKED,
                blocked == null ? null : blocked.code(),
                scopes.values().stream().sorted().toList(),
                clientIds(servers.of(token).stream()
                        .map(ResourceServer::client)
                        .filter(client -> token.access().resources().names().contains(client.getId()))),
                removedScopes(token, scopes.keySet(), servers),
                removedResources(token, servers),
                token.access().addresses().networks().stream()
                        .map(Network::toString)
                        .toList(),
                iso(token.createdAt()),
                token.createdByClient(),
                iso(token.expiresAt()),
                iso(token.rotatedAt()),
                graceEnd(token, now),
                iso(token.previousSecretReusedAt()),
                iso(token.lastUsedAt()),
                token.lastUsedBy(),
                List.of(),
                iso(token.revokedAt()),
                token.revocationReason(),
                secret);
    }

    /** The latest use from one address. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Use(
            String address,
            @Nullable String userAgent,
            @Nullable String at) {}

    /**
     * The token with where it was used from.
     *
     * @param origins of some tokens, by their ids
     */
    public ApiTokenRepresentation with(Map<String, List<UsedFrom>> origins) {
        return new ApiTokenRepresentation(
                id,
                name,
                description,
                hint,
                status,
                blockedReason,
                scopes,
                resources,
                removedScopes,
                removedResources,
                addresses,
                createdAt,
                createdByClient,
                expiresAt,
                rotatedAt,
                previousSecretExpiresAt,
                previousSecretReusedAt,
                lastUsedAt,
                lastUsedBy,
                origins.getOrDefault(id, List.of()).stream()
                        .map(use -> new Use(use.address(), use.userAgent(), iso(use.at())))
                        .toList(),
                revokedAt,
                revocationReason,
                token);
    }

    private static List<String> clientIds(Stream<ClientModel> clients) {
        return clients.map(ClientModel::getClientId).sorted().toList();
    }

    private static List<String> removedScopes(ApiToken token, Set<String> offered, ResourceServers servers) {
        Restriction restriction = token.access().scopes();
        return Stream.concat(
                        restriction.names().stream()
                                .filter(id -> !offered.contains(id))
                                .map(servers::scopeName),
                        restriction.removed().stream())
                .distinct()
                .sorted()
                .toList();
    }

    private static List<String> removedResources(ApiToken token, ResourceServers servers) {
        return clientIds(token.access().resources().names().stream()
                .filter(id -> !servers.byClientUuid().containsKey(id))
                .map(servers.realm()::getClientById)
                .filter(Objects::nonNull));
    }

    private static @Nullable String graceEnd(ApiToken token, Instant now) {
        Instant end = token.previousSecretEndsAt();
        return end != null && now.isBefore(end) && token.status(now) == ApiToken.Status.ACTIVE ? iso(end) : null;
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
