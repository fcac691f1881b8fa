package dev.apitokens.keycloak.introspection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apitokens.keycloak.audit.TokenMetrics;
import dev.apitokens.keycloak.exchange.ExchangedToken;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.OrganizationScopes;
import dev.apitokens.keycloak.model.ServiceAccount;
import dev.apitokens.keycloak.verification.TransientClientSession;
import dev.apitokens.keycloak.verification.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.representations.AccessToken;
import org.keycloak.util.JsonSerialization;
import org.keycloak.util.TokenUtil;

/**
 * Makes the claims of an active token, with the resource server's own scopes, role mappings and mappers, on a user
 * session that is never stored: what the person may do is read now, not remembered from the token's creation.
 */
final class IntrospectionClaims {

    private final KeycloakSession session;
    private final ClaimsCache cache;
    private final Instant now;

    IntrospectionClaims(KeycloakSession session, ClaimsCache cache, Instant now) {
        this.session = session;
        this.cache = cache;
        this.now = now;
    }

    /** The claims of a JWT that an active token was exchanged for: the token's at most, and the JWT's own life. */
    ObjectNode of(Verdict.Active active, ExchangedToken exchanged) {
        List<String> granted = new TransientClientSession(session).optionalScopes(active);
        OrganizationScopes organizations = new OrganizationScopes(session);
        List<String> optionalScopes = exchanged.optionalScopes().stream()
                .flatMap(name -> OrganizationScopes.isName(name)
                        ? organizations.left(name, granted, active.user()).stream()
                        : Stream.of(name).filter(granted::contains))
                .sorted()
                .toList();
        ObjectNode answer = of(active, optionalScopes);
        answer.put("jti", exchanged.claims().getId());
        answer.put("iat", exchanged.claims().getIat());
        putExpiration(answer, active, Instant.ofEpochSecond(exchanged.claims().getExp()));
        answer.put("azp", exchanged.claims().getIssuedFor());
        answer.put("client_id", exchanged.claims().getIssuedFor());
        // What binds the JWT to a key or a certificate is no mapper's to leave out (RFC 7800, section 3.1).
        if (exchanged.claims().getConfirmation() != null) {
            answer.putPOJO("cnf", exchanged.claims().getConfirmation());
            answer.put("typ", exchanged.claims().getType());
            answer.put("token_type", exchanged.claims().getType());
        }
        return answer;
    }

    /**
     * The claims of an active token.
     *
     * @param optionalScopes those of {@link TransientClientSession#optionalScopes} that apply
     */
    ObjectNode of(Verdict.Active active, Collection<String> optionalScopes) {
        ApiToken token = active.token();
        UserModel user = active.user();
        ClientModel client = active.resourceServer().client();
        String issuer = new TransientClientSession(session).issuer();
        Supplier<PersonClaims> make = () -> make(active, optionalScopes);
        // A consent is kept with neither the person nor the client.
        PersonClaims claims = client.isConsentRequired()
                ? make.get()
                : cache.get(session, user, new KeptClaims.At(client.getId(), Set.copyOf(optionalScopes), issuer), make);

        ObjectNode answer = claims.json().deepCopy();
        // What the mappers made stands, but for what says whose token this is and who may take it.
        answer.put("active", true);
        answer.put("iss", issuer);
        answer.put("jti", token.id());
        answer.put("typ", TokenUtil.TOKEN_TYPE_BEARER);
        answer.put("token_type", TokenUtil.TOKEN_TYPE_BEARER);
        answer.put(
                "client_id",
                ServiceAccount.of(session.getContext().getRealm(), user)
                        .map(account -> account.client().getClientId())
                        .orElse(token.createdByClient()));
        answer.put("username", user.getUsername());
        if (!answer.hasNonNull("preferred_username")) {
            answer.put("preferred_username", user.getUsername());
        }
        answer.putArray("aud").add(client.getClientId());
        answer.put("iat", active.presented().issuedAt().getEpochSecond());
        answer.remove(List.of("nbf", "exp"));
        putExpiration(answer, active, active.presented().expiresAt());
        answer.remove("scope");
        if (!claims.scope().isBlank()) {
            answer.put("scope", claims.scope());
        }
        answer.putObject("api_token").put("id", token.id()).put("name", token.name());
        return answer;
    }

    /** @param end of what was introspected, or null: never */
    private void putExpiration(ObjectNode answer, Verdict.Active active, @Nullable Instant end) {
        Stream.of(
                        Optional.ofNullable(end),
                        Optional.ofNullable(active.resourceServer().rollingExpiration(now)))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .ifPresent(earliest -> answer.put("exp", earliest.getEpochSecond()));
    }

    private PersonClaims make(Verdict.Active active, Collection<String> optionalScopes) {
        TokenMetrics.claims(session.getContext().getRealm().getName(), "made");
        TransientClientSession grant = new TransientClientSession(session);
        ClientSessionContext context = grant.context(active, optionalScopes);
        AccessToken claims = new AccessToken();
        claims.id(active.token().id());
        claims.type(TokenUtil.TOKEN_TYPE_BEARER);
        claims.issuer(grant.issuer());
        claims.subject(active.user().getId());
        claims.issuedFor(active.resourceServer().client().getClientId());
        claims = new TokenManager()
                .transformIntrospectionAccessToken(
                        session, claims, claims, context.getClientSession().getUserSession(), context);
        ObjectNode json = toJson(claims);
        json.remove(TransientClientSession.CLAIMS_OF_A_LOGIN);
        json.remove("azp");
        return new PersonClaims(
                json,
                context.getScopeString(),
                context.getProtocolMappersStream().allMatch(mapper -> ReusableMappers.contain(mapper, session)));
    }

    private static ObjectNode toJson(AccessToken claims) {
        try {
            return JsonSerialization.createObjectNode(claims);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
