package dev.apitokens.systemtests.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;

/**
 * RFC 8693 calls at a realm, by a client whose secret is its id and {@code -secret}.
 *
 * @param realm URL of the realm
 */
public record Exchange(String realm) {

    public static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    public static final String API_TOKEN = "urn:api-tokens:params:oauth:token-type:api-token";

    private static final String GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";

    /** Names and values of parameters, which take the place of the usual ones; an empty value takes one away. */
    public Http.Answer call(String clientId, String token, String... parameters) {
        Map<String, String> form =
                new HashMap<>(Map.of("grant_type", GRANT, "subject_token", token, "subject_token_type", ACCESS_TOKEN));
        for (int i = 0; i < parameters.length; i += 2) {
            form.put(parameters[i], parameters[i + 1]);
        }
        form.values().removeIf(String::isEmpty);
        return Introspection.at(realm + "/protocol/openid-connect/token", clientId, form);
    }

    /** The JWT that the token is good for. */
    public Jwt jwt(String clientId, String token, String... parameters) {
        Http.Answer answer = call(clientId, token, parameters);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return Jwt.verified(answer.json().path("access_token").asText(), realm);
    }
}
