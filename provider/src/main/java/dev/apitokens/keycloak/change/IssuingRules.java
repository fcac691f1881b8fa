package dev.apitokens.keycloak.change;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.IssueOutcome;
import dev.apitokens.keycloak.model.RealmSettings;
import dev.apitokens.keycloak.model.ResourceServer;
import dev.apitokens.keycloak.model.ServiceAccount;
import dev.apitokens.keycloak.policy.Access;
import dev.apitokens.keycloak.policy.ApiTokenError;
import dev.apitokens.keycloak.policy.ApiTokenSettings;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** What a realm demands of whoever wants a new secret, for a new token or by a rotation. */
public final class IssuingRules {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final ApiTokenSettings settings;
    private final RealmModel realm;
    private final UserModel person;

    private IssuingRules(ApiTokenSettings settings, RealmModel realm, UserModel person) {
        this.settings = settings;
        this.realm = realm;
        this.person = person;
    }

    /**
     * The rules that a token's owner meets now, whoever asks for a new secret.
     *
     * @throws ApiTokenErrorException when there is one that they do not
     */
    public static IssuingRules metByOwner(OwnerWork work) {
        UserModel person = work.user();
        if (person == null) {
            // Gone while the lock was waited for.
            throw ChangeErrors.notFound();
        }
        IssuingRules rules = new IssuingRules(RealmSettings.of(work.realm(), person), work.realm(), person);
        rules.checkOwner();
        return rules;
    }

    private void checkOwner() {
        if (!settings.enabled()) {
            throw ApiTokenErrorException.invalidRequest(
                    Response.Status.FORBIDDEN,
                    realm.isEnabled() ? "API tokens are switched off in this realm" : "This realm is disabled");
        }
        if (ServiceAccount.of(realm, person)
                .filter(account -> !account.isEnabled())
                .isPresent()) {
            throw ApiTokenErrorException.invalidRequest(
                    Response.Status.CONFLICT, "The client, or its service account, is switched off");
        }
        String requiredRole = settings.requiredRole();
        if (requiredRole != null && !RealmSettings.hasRole(realm, person).test(requiredRole)) {
            throw ApiTokenErrorException.of(
                    ApiTokenError.ROLE_REQUIRED, "The realm role " + requiredRole + " is required");
        }
    }

    /**
     * Refuses who logged in too long ago.
     *
     * @throws ApiTokenErrorException when they did
     */
    public void checkLogin(Instant authenticatedAt, Instant now) {
        if (settings.isReauthenticationRequired(authenticatedAt, now)) {
            throw ApiTokenErrorException.of(
                    ApiTokenError.REAUTHENTICATION_REQUIRED,
                    "Log in again: the login may be " + settings.maxAuthAgeSeconds() + " seconds old at the most");
        }
    }

    /** Whether a token may be rotated by whoever holds it. */
    public boolean isSelfRotationAllowed() {
        return settings.selfRotation();
    }

    /**
     * What was issued.
     *
     * @throws ApiTokenErrorException when nothing was
     */
    ApiToken issued(IssueOutcome outcome) {
        if (outcome instanceof IssueOutcome.Issued issued) {
            return issued.token();
        }
        if (outcome instanceof IssueOutcome.TooMany) {
            throw ApiTokenErrorException.of(
                    ApiTokenError.TOO_MANY_TOKENS,
                    "There are " + maxTokens() + " active API tokens already, revoke one first");
        }
        throw outcome instanceof IssueOutcome.NameInUse ? ChangeErrors.nameInUse() : ChangeErrors.ended();
    }

    /** How many active tokens the owner may hold. */
    int maxTokens() {
        return ServiceAccount.is(person) ? settings.maxPerServiceAccount() : settings.maxPerUser();
    }

    ApiTokenSecret secret() {
        return ApiTokenSecret.generate(settings.prefix(), RANDOM);
    }

    /**
     * @param expiresAt null: never
     * @throws ApiTokenErrorException when no token may be issued now that expires then
     */
    void checkExpiration(@Nullable Instant expiresAt, Instant now) {
        Optional<ApiTokenError> fault = settings.checkExpiration(expiresAt, now);
        if (fault.isPresent()) {
            throw ApiTokenErrorException.of(fault.get(), describe(fault.get()));
        }
    }

    /**
     * Of a token that is limited to resource servers, each has to take it. One that is not is good where it is, and not elsewhere.
     *
     * @param expiresAt null: never
     * @throws ApiTokenErrorException when no token of that access may be issued now that expires then
     */
    void checkAccess(Access access, @Nullable Instant expiresAt, Instant now) {
        if (settings.refuses(access)) {
            throw ApiTokenErrorException.of(
                    ApiTokenError.INVALID_REQUEST,
                    "In this realm an API token has to be limited to resource servers or to scopes");
        }
        if (settings.refusesUnbound(access)) {
            throw ApiTokenErrorException.of(
                    ApiTokenError.INVALID_REQUEST, "In this realm an API token has to be bound to addresses");
        }
        access.resources().names().stream()
                .map(realm::getClientById)
                .map(ResourceServer::of)
                .flatMap(Optional::stream)
                .forEach(server -> check(server, access, expiresAt, now));
    }

    private void check(ResourceServer server, Access access, @Nullable Instant expiresAt, Instant now) {
        if (!server.admits(person)) {
            throw ApiTokenErrorException.of(
                    ApiTokenError.ROLE_REQUIRED,
                    "The role " + server.rules().requiredRole() + " is required for "
                            + server.client().getClientId());
        }
        if (server.rules().refusesUnbound(access)) {
            throw ApiTokenErrorException.of(
                    ApiTokenError.INVALID_REQUEST,
                    "An API token for " + server.client().getClientId() + " has to be bound to addresses");
        }
        if (server.rules().exceedsMaxLifetime(now, expiresAt)) {
            throw ApiTokenErrorException.of(
                    expiresAt == null ? ApiTokenError.EXPIRATION_REQUIRED : ApiTokenError.EXPIRATION_TOO_FAR,
                    "An API token for " + server.client().getClientId() + " may live "
                            + server.rules().maxLifetimeDays() + " days at the most");
        }
    }

    private String describe(ApiTokenError fault) {
        return switch (fault) {
            case EXPIRATION_REQUIRED -> "In this realm every API token must expire";
            case EXPIRATION_TOO_FAR -> "An API token may live " + settings.maxLifetimeDays() + " days at the most";
            default -> "The expiration date must be in the future";
        };
    }
}
