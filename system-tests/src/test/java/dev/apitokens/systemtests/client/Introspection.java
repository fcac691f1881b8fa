package dev.apitokens.systemtests.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpRequest;
import java.util.Base64;
import java.util.Map;

/** RFC 7662 calls, by a client whose secret is its id and {@code -secret}. */
public final class Introspection {

    private Introspection() {}

    public static Http.Answer at(String url, String clientId, String token) {
        return at(url, clientId, Map.of("token", token));
    }

    public static Http.Answer at(String url, String clientId, Map<String, String> parameters) {
        return Http.send(request(url, clientId, parameters));
    }

    /** A form from such a client. */
    public static HttpRequest.Builder request(String url, String clientId, Map<String, String> parameters) {
        return Http.request(url)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", authorization(clientId))
                .POST(Http.form(parameters));
    }

    /** How such a client says who it is. */
    public static String authorization(String clientId) {
        String credentials = clientId + ":" + clientId + "-secret";
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    }
}
