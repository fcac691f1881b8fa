package dev.apitokens.keycloak.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apitokens.keycloak.model.ApiToken;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who a token speaks for at a resource server, by the claims that introspection gives.
 *
 * @param claims RFC 7662, section 2.2
 * @param resource client id of the resource server
 * @param token the token
 */
record Identity(ObjectNode claims, String resource, ApiToken token) {

    /** Names of the realm's roles, and of the resource server's own. */
    Set<String> roles() {
        Set<String> roles = new LinkedHashSet<>(texts(claims.at("/realm_access/roles")));
        roles.addAll(texts(claims.path("resource_access").path(resource).path("roles")));
        return roles;
    }

    Set<String> scopes() {
        return new LinkedHashSet<>(List.of(claims.path("scope").asText().split(" ", -1)));
    }

    /**
     * What a proxy passes on. All of them, be there nothing to tell: a proxy puts what it gets in the place of what a caller sent,
     * and what it does not get it may leave.
     */
    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Auth-User", HeaderText.of(claims.path("username").asText()));
        headers.put("X-Auth-User-Id", HeaderText.of(claims.path("sub").asText()));
        headers.put("X-Auth-Email", HeaderText.of(claims.path("email").asText()));
        headers.put("X-Auth-Roles", HeaderText.of(roles()));
        headers.put("X-Auth-Groups", HeaderText.of(texts(claims.path("groups"))));
        headers.put("X-Auth-Scopes", HeaderText.of(claims.path("scope").asText()));
        headers.put("X-Auth-Token-Id", HeaderText.of(token.id()));
        headers.put("X-Auth-Token-Name", HeaderText.of(token.name()));
        return headers;
    }

    private static Collection<String> texts(JsonNode node) {
        if (node.isTextual()) {
            return List.of(node.asText());
        }
        List<String> texts = new ArrayList<>();
        node.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    /** Without what is personal. */
    @Override
    public String toString() {
        return "Identity[" + token.id() + "]";
    }
}
