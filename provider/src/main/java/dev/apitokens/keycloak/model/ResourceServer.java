package dev.apitokens.keycloak.model;

import dev.apitokens.keycloak.policy.ResourceServerRules;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * A client that API tokens may be used at: the client attribute {@code api-tokens.enabled=true} makes it one.
 *
 * @param client the client
 */
public record ResourceServer(ClientModel client) {

    /** What the names of all attributes of clients begin with that are for API tokens. Only admins may write them. */
    public static final String NAMESPACE = "api-tokens.";

    /** The client attribute that makes a client one, when it is {@code true}. */
    public static final String ENABLED = "api-tokens.enabled";

    /** The client attribute that makes a client a gateway, when it is {@code true}. */
    private static final String GATEWAY = "api-tokens.exchange";

    /** The client attribute that lets reverse proxies ask whether a token is good for it, when it is {@code true}. */
    private static final String CHECK = "api-tokens.check";

    private static final String TYPE = "api-tokens.type";
    private static final String ROLLING_EXP = "api-tokens.rolling-exp-seconds";

    /** The client attribute with the names of those {@link #BUILT_IN_SCOPES} that are scopes of this API as well. */
    private static final String CHOSEN_BUILT_IN_SCOPES = "api-tokens.built-in-scopes";

    /**
     * The optional scopes that Keycloak gives to each new client, by itself: that a client has them does not mean that anybody
     * made them for its API.
     */
    private static final Set<String> BUILT_IN_SCOPES =
            Set.of("address", "phone", "microprofile-jwt", OAuth2Constants.ORGANIZATION);

    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    /** The resource server that the client is, or empty when it is none. */
    public static Optional<ResourceServer> of(@Nullable ClientModel client) {
        return client != null && client.isEnabled() && Boolean.parseBoolean(client.getAttribute(ENABLED))
                ? Optional.of(new ResourceServer(client))
                : Optional.empty();
    }

    /** Whether the client takes tokens for the resource servers behind it, be it one itself or not. */
    public static boolean isGateway(ClientModel client) {
        return Boolean.parseBoolean(client.getAttribute(GATEWAY));
    }

    /** Whether reverse proxies, which have no client, may ask whether a token is good for it. */
    public boolean isChecked() {
        return Boolean.parseBoolean(client.getAttribute(CHECK));
    }

    /** The realm's resource servers, by client id. */
    public static Stream<ResourceServer> all(KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        return session.getProvider(ApiTokenProvider.class).search().resourceServers(realm.getId()).stream()
                .map(realm::getClientById)
                .map(ResourceServer::of)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(server -> server.client().getClientId()));
    }

    /** {@code graphql}, {@code mcp} or {@code http}; the last when nothing, or something else, is set. */
    public String type() {
        String type = Objects.requireNonNullElse(client.getAttribute(TYPE), "");
        return type.equals("graphql") || type.equals("mcp") ? type : "http";
    }

    /** What it demands of tokens. */
    public ResourceServerRules rules() {
        return ResourceServerRules.read(client::getAttribute);
    }

    /** Whether the person has the role that it demands, if it does. A role that there is not, nobody has. */
    public boolean admits(UserModel person) {
        String required = rules().requiredRole();
        if (required == null) {
            return true;
        }
        return Stream.of(client.getRealm().getRole(required), client.getRole(required))
                .filter(Objects::nonNull)
                .anyMatch(person::hasRole);
    }

    /**
     * The latest end that introspection tells this resource server of, because it keeps an answer until then, or takes none without an
     * end: the client attribute {@code api-tokens.rolling-exp-seconds}, from now on. What can't be read restricts as much as it can.
     *
     * @return null: the token's own
     */
    public @Nullable Instant rollingExpiration(Instant now) {
        String seconds = client.getAttribute(ROLLING_EXP);
        if (seconds == null || seconds.isBlank()) {
            return null;
        }
        return now.plusSeconds(WHOLE_NUMBER.matcher(seconds).matches() ? Long.parseLong(seconds) : 1);
    }

    /**
     * The client scopes that a token can have here beside the default ones: the optional ones. A token is no session and cannot
     * become one, so that {@code offline_access} is not among them.
     */
    public Collection<ClientScopeModel> scopes() {
        return client.getClientScopes(false).values().stream()
                .filter(scope -> !scope.getName().equals(OAuth2Constants.OFFLINE_ACCESS))
                .sorted(Comparator.comparing(ClientScopeModel::getName))
                .toList();
    }

    /** Those of {@link #scopes} that people may choose, and that a token has which is limited to none. */
    public Collection<ClientScopeModel> offeredScopes() {
        return scopes().stream().filter(this::offers).toList();
    }

    /** Whether that scope of {@link #scopes} is one of this API, and not only there because Keycloak gives it to each client. */
    public boolean offers(ClientScopeModel scope) {
        String name = scope.getName();
        return !BUILT_IN_SCOPES.contains(name)
                || chosenBuiltInScopes().anyMatch(name::equals)
                // Where there are organizations, it says which of them an API learns of.
                || (name.equals(OAuth2Constants.ORGANIZATION)
                        && client.getRealm().isOrganizationsEnabled());
    }

    private Stream<String> chosenBuiltInScopes() {
        return SPACES.splitAsStream(Objects.requireNonNullElse(client.getAttribute(CHOSEN_BUILT_IN_SCOPES), ""));
    }
}
