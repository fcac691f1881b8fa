package dev.apitokens.systemtests.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes clients of a realm: each a confidential one, whose secret is its id and {@code -secret}, and may nothing yet. */
public final class ClientBuilder {

    private final String clientId;
    private final Map<String, Object> members = new HashMap<>();
    private final Map<String, String> attributes = new HashMap<>();
    private final List<Map<String, Object>> mappers = new ArrayList<>();

    private ClientBuilder(String clientId) {
        this.clientId = clientId;
        members.put("clientId", clientId);
        members.put("secret", clientId + "-secret");
    }

    public static ClientBuilder named(String clientId) {
        return new ClientBuilder(clientId);
    }

    /** With an id of its own. */
    public static ClientBuilder unique() {
        return new ClientBuilder("client-" + UUID.randomUUID());
    }

    /** Without a secret. */
    public ClientBuilder isPublic() {
        members.remove("secret");
        return with("publicClient", true);
    }

    /** People log in there with their password. */
    public ClientBuilder takesPasswords() {
        return with("directAccessGrantsEnabled", true);
    }

    public ClientBuilder hasServiceAccount() {
        return with("serviceAccountsEnabled", true);
    }

    public ClientBuilder isResourceServer() {
        return attribute("api-tokens.enabled", "true");
    }

    /** Whoever is logged in there may manage their tokens. */
    public ClientBuilder managesTokens() {
        return attribute("api-tokens.manage", "true");
    }

    /** May exchange tokens for other resource servers. */
    public ClientBuilder isGateway() {
        return attribute("api-tokens.exchange", "true");
    }

    /** Reverse proxies may ask whether a token is good for it. */
    public ClientBuilder allowsCheck() {
        return attribute("api-tokens.check", "true");
    }

    public ClientBuilder attribute(String name, String value) {
        attributes.put(name, value);
        return this;
    }

    /** With another member of Keycloak's representation. */
    public ClientBuilder with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    /** With a protocol mapper, named as its type. */
    public ClientBuilder mapper(String type, Map<String, String> config) {
        mappers.add(Map.of("name", type, "protocol", "openid-connect", "protocolMapper", type, "config", config));
        return this;
    }

    /** As Keycloak's admin REST and a realm's import take it. */
    Map<String, Object> representation() {
        Map<String, Object> representation = new HashMap<>(members);
        representation.put("attributes", attributes);
        if (!mappers.isEmpty()) {
            // Given at all, they take the place of those that Keycloak gives to every client.
            representation.put("protocolMappers", mappers);
        }
        return representation;
    }

    /** Makes it, and answers its id. */
    public String createIn(String realm, Admin admin) {
        admin.call("POST", "/" + realm + "/clients", representation());
        return clientId;
    }
}
