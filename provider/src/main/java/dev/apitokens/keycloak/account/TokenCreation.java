package dev.apitokens.keycloak.account;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.CreateOutcome;
import dev.apitokens.keycloak.model.NewApiToken;
import dev.apitokens.keycloak.model.RealmSettings;
import dev.apitokens.keycloak.model.ResourceServer;
import dev.apitokens.keycloak.policy.ApiTokenError;
import dev.apitokens.keycloak.policy.ApiTokenName;
import dev.apitokens.keycloak.policy.ApiTokenSettings;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/** Makes a token for a caller, as far as the rules of the realm go. */
record TokenCreation(KeycloakSession session, Caller caller, Instant now) {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** After this year an instant is more likely a mistake than a wish, and databases disagree on it. */
    private static final int LAST_YEAR = 9999;

    /** A token that every rule allows but those on the tokens that the person holds; its secret is nowhere else. */
    record Draft(NewApiToken token, ApiTokenSecret secret, int maxPerUser) {

        /** @throws org.keycloak.services.ErrorResponseException when the name is taken or there are too many */
        ApiToken store(ApiTokenProvider store) {
            CreateOutcome outcome = store.create(token, maxPerUser);
            if (outcome instanceof CreateOutcome.Created created) {
                return created.token();
            }
            throw outcome instanceof CreateOutcome.NameInUse
                    ? nameInUse()
                    : ApiTokenErrorException.of(
                            ApiTokenError.TOO_MANY_TOKENS,
                            "You hold " + maxPerUser + " active API tokens already, revoke one first");
        }
    }

    /** @throws org.keycloak.services.ErrorResponseException when a rule forbids it */
    Draft draft(CreateRequest request) {
        RealmModel realm = session.getContext().getRealm();
        ApiTokenSettings settings = RealmSettings.of(realm);
        checkCaller(settings);
        ApiTokenName name = name(request.name());
        Instant expiresAt = expiration(request.expiresAt());
        checkExpiration(settings, expiresAt, now);
        Set<ResourceServer> resources = resources(request.resources(), realm);
        Set<String> scopes = scopes(request.scopes(), resources);

        ApiTokenSecret secret = secret(settings);
        return new Draft(
                new NewApiToken(
                        realm.getId(),
                        caller.user().getId(),
                        name,
                        secret.hash(),
                        secret.hint(),
                        now,
                        caller.client().getClientId(),
                        expiresAt,
                        scopes,
                        resources.stream()
                                .map(server -> server.client().getId())
                                .collect(Collectors.toSet())),
                secret,
                settings.maxPerUser());
    }

    static ApiTokenSecret secret(ApiTokenSettings settings) {
        return ApiTokenSecret.generate(settings.prefix(), RANDOM);
    }

    static ApiTokenName name(@Nullable String text) {
        return Optional.ofNullable(text)
                .flatMap(ApiTokenName::parse)
                .orElseThrow(() -> ApiTokenErrorException.of(
                        ApiTokenError.INVALID_NAME,
                        "A name has 1 to " + ApiTokenName.MAX_CHARACTERS + " characters and no control characters"));
    }

    static RuntimeException nameInUse() {
        return ApiTokenErrorException.of(ApiTokenError.NAME_IN_USE, "You have an active API token of that name");
    }

    /** Checks what whoever wants a new secret must meet. */
    void checkCaller(ApiTokenSettings settings) {
        RealmModel realm = session.getContext().getRealm();
        if (!settings.enabled()) {
            throw ApiTokenErrorException.invalidRequest(
                    Response.Status.FORBIDDEN, "API tokens are switched off in this realm");
        }
        if (settings.requiredRole() != null) {
            RoleModel role = realm.getRole(settings.requiredRole());
            if (role == null || !caller.user().hasRole(role)) {
                throw ApiTokenErrorException.of(
                        ApiTokenError.ROLE_REQUIRED, "The realm role " + settings.requiredRole() + " is required");
            }
        }
        if (settings.isReauthenticationRequired(caller.authenticatedAt(), now)) {
            throw ApiTokenErrorException.of(
                    ApiTokenError.REAUTHENTICATION_REQUIRED,
                    "Log in again: the login may be " + settings.maxAuthAgeSeconds() + " seconds old at the most");
        }
    }

    // To the second, as the claim exp is: a token must not outlive what its introspection says.
    static @Nullable Instant expiration(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            if (time.getYear() > LAST_YEAR) {
                throw ApiTokenErrorException.of(
                        ApiTokenError.EXPIRATION_TOO_FAR, "The expiration date is too far ahead");
            }
            return time.toInstant().truncatedTo(ChronoUnit.SECONDS);
        } catch (DateTimeException e) {
            throw ApiTokenErrorException.of(
                    ApiTokenError.INVALID_EXPIRATION, "expiresAt must be an instant such as 2030-01-31T00:00:00Z");
        }
    }

    static void checkExpiration(ApiTokenSettings settings, @Nullable Instant expiresAt, Instant now) {
        Optional<ApiTokenError> fault = settings.checkExpiration(expiresAt, now);
        if (fault.isPresent()) {
            throw ApiTokenErrorException.of(fault.get(), describe(fault.get(), settings));
        }
    }

    private static String describe(ApiTokenError fault, ApiTokenSettings settings) {
        return switch (fault) {
            case EXPIRATION_REQUIRED -> "In this realm every API token must expire";
            case EXPIRATION_TOO_FAR -> "An API token may live " + settings.maxLifetimeDays() + " days at the most";
            default -> "The expiration date must be in the future";
        };
    }

    static Set<ResourceServer> resources(@Nullable List<@Nullable String> clientIds, RealmModel realm) {
        Set<ResourceServer> resources = new HashSet<>();
        for (String clientId : clientIds == null ? List.<@Nullable String>of() : clientIds) {
            ClientModel client = clientId == null ? null : realm.getClientByClientId(clientId);
            resources.add(ResourceServer.of(client)
                    .orElseThrow(() -> ApiTokenErrorException.of(
                            ApiTokenError.UNKNOWN_RESOURCE, "There is no such resource server in this realm")));
        }
        return resources;
    }

    Set<String> scopes(@Nullable List<@Nullable String> names, Set<ResourceServer> resources) {
        if (names == null || names.isEmpty()) {
            return Set.of();
        }
        Set<String> offered = (resources.isEmpty() ? ResourceServer.all(session) : resources.stream())
                .flatMap(server -> server.scopes().stream())
                .map(ClientScopeModel::getName)
                .collect(Collectors.toSet());
        Set<String> scopes = new HashSet<>();
        for (String name : names) {
            if (name == null || !offered.contains(name)) {
                throw ApiTokenErrorException.of(
                        ApiTokenError.UNKNOWN_SCOPE, "The resource servers of this token offer no such scope");
            }
            scopes.add(name);
        }
        return scopes;
    }
}
