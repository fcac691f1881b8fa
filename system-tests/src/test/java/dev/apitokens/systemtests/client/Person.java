package dev.apitokens.systemtests.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A person with an access token.
 *
 * @param realm URL of the realm
 */
public record Person(String realm, String username, String accessToken) {

    /** Every secret that was ever made, for the scan at the end. */
    public static final Queue<String> SECRETS = new ConcurrentLinkedQueue<>();

    /** A token as its creation answered it. */
    public record Created(String id, String secret, JsonNode json) {}

    public static Person login(String realm, String clientId, String username) {
        Http.Answer answer = Http.postForm(
                realm + "/protocol/openid-connect/token",
                Map.of("grant_type", "password", "client_id", clientId, "username", username, "password", username));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return new Person(realm, username, answer.json().path("access_token").asText());
    }

    public Http.Answer call(String method, String path, HttpRequest.BodyPublisher body) {
        Http.Answer answer = Http.send(Http.request(realm + "/api-tokens" + path)
                .header("Authorization", "Bearer " + accessToken)
                .header("Content-Type", "application/json")
                .method(method, body));
        if (answer.body().contains("\"token\":")) {
            SECRETS.add(answer.json().path("token").asText());
        }
        return answer;
    }

    public Http.Answer get(String path) {
        return call("GET", path, HttpRequest.BodyPublishers.noBody());
    }

    public Http.Answer post(Object body) {
        return call("POST", "", Http.json(body));
    }

    public Http.Answer rename(String id, String name) {
        return call("PUT", "/" + id, Http.json(Map.of("name", name)));
    }

    public Http.Answer change(String id, Map<String, ?> body) {
        return call("PUT", "/" + id, Http.json(new HashMap<>(body)));
    }

    public Created rotate(String id, Map<String, ?> body) {
        Http.Answer answer = call("POST", "/" + id + "/rotate", Http.json(new HashMap<>(body)));
        assertThat(answer.status()).as(answer.error()).isEqualTo(200);
        return created(answer);
    }

    public Http.Answer revoke(String id) {
        return call("DELETE", "/" + id, HttpRequest.BodyPublishers.noBody());
    }

    public Created create(String name) {
        return create(Map.of("name", name));
    }

    public Created create(Map<String, ?> body) {
        Http.Answer answer = post(new HashMap<>(body));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return created(answer);
    }

    /** The token that an answer made or gave another secret. */
    public static Created created(Http.Answer answer) {
        return new Created(
                answer.json().path("id").asText(), answer.json().path("token").asText(), answer.json());
    }
}
