package dev.apitokens.keycloak.exchange;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.OrganizationScopes;
import dev.apitokens.keycloak.model.ResourceServer;
import dev.apitokens.keycloak.rest.RequestText;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import dev.apitokens.keycloak.verification.ApiTokenVerifier;
import dev.apitokens.keycloak.verification.InactiveReason;
import dev.apitokens.keycloak.verification.Purpose;
import dev.apitokens.keycloak.verification.TransientClientSession;
import dev.apitokens.keycloak.verification.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.Errors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.TokenExchangeContext;

/**
 * Who may exchange which token for what. What needs no look at the token comes first, so that its state is told only to
 * a client that may exchange at all.
 */
final class ExchangeRules {

    /** What the subject token may be called, besides RFC 8693's name for an access token. */
    static final String API_TOKEN_TYPE = "urn:api-tokens:params:oauth:token-type:api-token";

    /** Parameters that ask for what this exchange does not do; ignored, the answer would not be what was asked for. */
    private static final List<String> NOT_SUPPORTED = List.of(
            OAuth2Constants.ACTOR_TOKEN,
            OAuth2Constants.ACTOR_TOKEN_TYPE,
            OAuth2Constants.SUBJECT_ISSUER,
            OAuth2Constants.REQUESTED_ISSUER,
            OAuth2Constants.REQUESTED_SUBJECT);

    private final TokenExchangeContext exchange;
    private final ApiTokenVerifier verifier;
    private final Predicate<UserModel> isLockedOut;

    /** @param isLockedOut see {@link ExchangedTokenIssuer#isLockedOut} */
    ExchangeRules(TokenExchangeContext exchange, ApiTokenVerifier verifier, Predicate<UserModel> isLockedOut) {
        this.exchange = exchange;
        this.verifier = verifier;
        this.isLockedOut = isLockedOut;
    }

    ExchangeOutcome decide() {
        ClientModel caller = exchange.getClient();
        Optional<ResourceServer> ownServer = ResourceServer.of(caller);
        boolean isGateway = ResourceServer.isGateway(caller);
        if (caller.isPublicClient() || (ownServer.isEmpty() && !isGateway)) {
            return refused(
                    OAuthErrorException.UNAUTHORIZED_CLIENT,
                    "Only a confidential client that is a resource server or a gateway may exchange API tokens",
                    "client_not_allowed");
        }
        ExchangeOutcome.Refused malformed = checkParameters();
        if (malformed != null) {
            return malformed;
        }
        Set<String> audience = audience();
        Optional<ResourceServer> target = audience.isEmpty() ? ownServer : target(audience);
        if (target.isEmpty()) {
            return audience.isEmpty()
                    ? refused(
                            OAuthErrorException.INVALID_REQUEST,
                            "Parameter 'audience' is required: the client is no resource server itself",
                            "audience_missing")
                    : refused(
                            OAuthErrorException.INVALID_TARGET,
                            "The audience is not one resource server for API tokens",
                            "unknown_audience");
        }
        // A gateway takes tokens for others; anybody else only tokens that are good for itself.
        ResourceServer holder = isGateway ? target.get() : ownServer.orElseThrow();
        Verdict verdict = verifier.verify(subjectToken(), new Purpose.At(holder));
        if (verdict instanceof Verdict.Active active) {
            return isLockedOut.test(active.user()) ? lockedOut(active) : at(active, target.get());
        }
        Verdict.Inactive inactive = (Verdict.Inactive) verdict;
        return inactive.reason() == InactiveReason.OTHER_RESOURCE_SERVER && isGateway
                ? notGoodFor(target.get(), inactive.token())
                : inactive(inactive);
    }

    private ExchangeOutcome.@Nullable Refused checkParameters() {
        String type = exchange.getParams().getSubjectTokenType();
        if (!API_TOKEN_TYPE.equals(type) && !OAuth2Constants.ACCESS_TOKEN_TYPE.equals(type)) {
            return invalidRequest("Parameter 'subject_token_type' must be that of an access token or of an API token");
        }
        for (String name : NOT_SUPPORTED) {
            if (exchange.getFormParams().containsKey(name)) {
                return invalidRequest("Parameter '" + name + "' is not supported for API tokens");
            }
        }
        String requestedType = exchange.getParams().getRequestedTokenType();
        if (requestedType != null && !requestedType.equals(OAuth2Constants.ACCESS_TOKEN_TYPE)) {
            return invalidRequest("An API token can be exchanged for an access token only");
        }
        if (exchange.getParams().getResource() != null) {
            return refused(
                    OAuthErrorException.INVALID_TARGET,
                    "Parameter 'resource' is not supported for API tokens: name a resource server as the 'audience'",
                    "resource_not_supported");
        }
        return ApiTokenSecret.looksLike(subjectToken())
                ? null
                : inactive(Verdict.Inactive.because(InactiveReason.NOT_AN_API_TOKEN));
    }

    private String subjectToken() {
        String token = exchange.getParams().getSubjectToken();
        return token == null ? "" : token;
    }

    private Set<String> audience() {
        List<String> audience = exchange.getParams().getAudience();
        return audience == null ? Set.of() : new HashSet<>(audience);
    }

    // One and no more: with two, each would see the other's scopes and roles.
    private Optional<ResourceServer> target(Set<String> audience) {
        return audience.size() == 1
                ? client(exchange, audience.iterator().next()).flatMap(ResourceServer::of)
                : Optional.empty();
    }

    /** The client of that id. What no database can hold is the id of none, and no database is asked for it. */
    static Optional<ClientModel> client(TokenExchangeContext exchange, String clientId) {
        return RequestText.isStorable(clientId)
                ? Optional.ofNullable(exchange.getRealm().getClientByClientId(clientId))
                : Optional.empty();
    }

    private static ExchangeOutcome.Refused lockedOut(Verdict.Active active) {
        return new ExchangeOutcome.Refused(
                OAuthErrorException.INVALID_REQUEST,
                "Invalid token",
                Errors.USER_TEMPORARILY_DISABLED,
                "user_locked_out",
                active.token());
    }

    private ExchangeOutcome at(Verdict.Active active, ResourceServer target) {
        if (!(verifier.at(active, target) instanceof Verdict.Active there)) {
            return notGoodFor(target, active.token());
        }
        List<String> granted = new TransientClientSession(exchange.getSession()).optionalScopes(there);
        Set<String> requested = requestedScopes(granted, there.user());
        if (requested.isEmpty()) {
            return new ExchangeOutcome.Granted(there, granted);
        }
        Set<String> known = new HashSet<>(target.client().getClientScopes(true).keySet());
        known.addAll(granted);
        requested.stream()
                .filter(name -> isOfOrganization(name, granted, there.user()))
                .forEach(known::add);
        if (!known.containsAll(requested)) {
            return new ExchangeOutcome.Refused(
                    OAuthErrorException.INVALID_SCOPE,
                    "The token is not good for all of the scopes at that resource server",
                    OAuthErrorException.INVALID_SCOPE,
                    "scope_exceeded",
                    active.token());
        }
        known.removeAll(target.client().getClientScopes(true).keySet());
        return new ExchangeOutcome.Granted(
                there, known.stream().filter(requested::contains).sorted().toList());
    }

    /** Of Keycloak's scope {@code organization}, what of it the token has. */
    private Set<String> requestedScopes(List<String> granted, UserModel user) {
        String scope = exchange.getParams().getScope();
        OrganizationScopes organizations = new OrganizationScopes(exchange.getSession());
        return Stream.of((scope == null ? "" : scope).split(" ", -1))
                .filter(name -> !name.isEmpty())
                .map(name -> OrganizationScopes.isName(name)
                        ? organizations.within(name, granted, user).orElse(name)
                        : name)
                .collect(Collectors.toSet());
    }

    private boolean isOfOrganization(String name, List<String> granted, UserModel user) {
        return OrganizationScopes.isName(name)
                && new OrganizationScopes(exchange.getSession())
                        .within(name, granted, user)
                        .isPresent();
    }

    private static ExchangeOutcome.Refused invalidRequest(String description) {
        return refused(OAuthErrorException.INVALID_REQUEST, description, "invalid_request");
    }

    // RFC 8693, section 2.2.2: invalid_request, whatever is wrong with the subject token.
    private static ExchangeOutcome.Refused inactive(Verdict.Inactive inactive) {
        return new ExchangeOutcome.Refused(
                OAuthErrorException.INVALID_REQUEST,
                "Invalid token",
                Errors.INVALID_TOKEN,
                inactive.reason().code(),
                inactive.nameable());
    }

    private static ExchangeOutcome.Refused notGoodFor(ResourceServer target, @Nullable ApiToken token) {
        return new ExchangeOutcome.Refused(
                OAuthErrorException.INVALID_TARGET,
                "The token is not good for the resource server '"
                        + target.client().getClientId() + "'",
                OAuthErrorException.INVALID_TARGET,
                InactiveReason.OTHER_RESOURCE_SERVER.code(),
                token);
    }

    private static ExchangeOutcome.Refused refused(String error, String description, String reason) {
        return new ExchangeOutcome.Refused(error, description, error, reason, null);
    }
}
