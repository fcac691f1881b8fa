package dev.apitokens.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The server's admin, on Keycloak's admin REST.
 *
 * @param server URL of the server
 */
record Admin(String server) {

    Http.Answer call(String method, String path, @Nullable Object body) {
        Http.Answer login = Http.postForm(
                server + "/realms/master/protocol/openid-connect/token",
                Map.of("grant_type", "password", "client_id", "admin-cli", "username", "admin", "password", "admin"));
        Http.Answer answer = Http.send(Http.request(server + "/admin/realms" + path)
                .header(
                        "Authorization",
                        "Bearer " + login.json().path("access_token").asText())
                .header("Content-Type", "application/json")
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : Http.json(body)));
        assertThat(answer.status())
                .as(method + " " + path + " " + answer.body())
                .isBetween(200, 299);
        return answer;
    }

    JsonNode get(String path) {
        return call("GET", path, null).json();
    }

    /** A user whose password is the name, which is the answer. */
    String createUser(String realm, String... roles) {
        String name = "user-" + UUID.randomUUID();
        call(
                "POST",
                "/" + realm + "/users",
                Map.of(
                        "username",
                        name,
                        "enabled",
                        true,
                        "email",
                        name + "@example.org",
                        "emailVerified",
                        true,
                        "firstName",
                        "Test",
                        "lastName",
                        "Person",
                        "credentials",
                        List.of(Map.of("type", "password", "value", name, "temporary", false))));
        for (String role : roles) {
            realmRole("POST", realm, name, role);
        }
        return name;
    }

    String userId(String realm, String username) {
        return get("/" + realm + "/users?exact=true&username=" + username)
                .path(0)
                .path("id")
                .asText();
    }

    String clientUuid(String realm, String clientId) {
        return get("/" + realm + "/clients?clientId=" + clientId)
                .path(0)
                .path("id")
                .asText();
    }

    /** Grants ({@code POST}) or takes ({@code DELETE}) a realm role. */
    void realmRole(String method, String realm, String username, String role) {
        JsonNode representation = get("/" + realm + "/roles/" + role);
        call(
                method,
                "/" + realm + "/users/" + userId(realm, username) + "/role-mappings/realm",
                List.of(representation));
    }

    void updateUser(String realm, String username, Map<String, ?> members) {
        ObjectNode user = get("/" + realm + "/users/" + userId(realm, username)).deepCopy();
        members.forEach((name, value) -> user.set(name, Http.JSON.valueToTree(value)));
        call("PUT", "/" + realm + "/users/" + userId(realm, username), user);
    }

    void updateRealm(String realm, Map<String, ?> members) {
        ObjectNode representation = get("/" + realm).deepCopy();
        members.forEach((name, value) -> representation.set(name, Http.JSON.valueToTree(value)));
        call("PUT", "/" + realm, representation);
    }

    /** Sets an attribute of the realm; an empty value is how the admin REST takes one away. */
    void setting(String realm, String name, String value) {
        ObjectNode representation = get("/" + realm).deepCopy();
        representation.withObject("/attributes").put("api-tokens." + name, value);
        call("PUT", "/" + realm, representation);
    }

    /** Events about a person, the latest first. */
    JsonNode events(String realm, String username, String type) {
        return get("/" + realm + "/events?type=" + type + "&user=" + userId(realm, username));
    }

    JsonNode events(String realm) {
        return get("/" + realm + "/events?max=10000");
    }
}
