package dev.apitokens.systemtests.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The client scopes of a realm.
 *
 * @param admin manages them
 * @param realm its name
 */
public record ClientScopes(Admin admin, String realm) {

    /** One that a token's {@code scope} tells of; its id is the answer. */
    public String create(String name) {
        return create(name, Map.of());
    }

    /** The same with members of its representation that are chosen, such as its {@code id}. */
    public String create(String name, Map<String, ?> members) {
        Map<String, Object> representation = new HashMap<>(representation(name));
        representation.putAll(members);
        return admin.call("POST", "/" + realm + "/client-scopes", representation)
                .header("Location")
                .replaceFirst(".*/", "");
    }

    private static Map<String, ?> representation(String name) {
        return Map.of(
                "name", name, "protocol", "openid-connect", "attributes", Map.of("include.in.token.scope", "true"));
    }

    /** The id of the one with this name, or empty. */
    public Optional<String> find(String name) {
        for (JsonNode scope : admin.get("/" + realm + "/client-scopes")) {
            if (scope.path("name").asText().equals(name)) {
                return Optional.of(scope.path("id").asText());
            }
        }
        return Optional.empty();
    }

    /** The id of the one with this name, which must be there. */
    public String id(String name) {
        return find(name).orElseThrow();
    }

    /** Lets the name be asked for at a client. */
    public void offer(String name, String clientId) {
        admin.call("PUT", assignment(name, clientId), null);
    }

    /** Lets it be asked for there no longer. */
    public void withdraw(String name, String clientId) {
        admin.call("DELETE", assignment(name, clientId), null);
    }

    private String assignment(String name, String clientId) {
        return "/" + realm + "/clients/" + admin.clientUuid(realm, clientId) + "/optional-client-scopes/" + id(name);
    }

    /** Removes the one with this name from the realm. */
    public void remove(String name) {
        admin.call("DELETE", "/" + realm + "/client-scopes/" + id(name), null);
    }
}
