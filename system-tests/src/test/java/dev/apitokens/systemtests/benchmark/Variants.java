package dev.apitokens.systemtests.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Exchange;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.client.UnknownSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The calls that are compared, by one client: a resource server that people log in to as well. */
final class Variants {

    static final String FLOOR = "floor: introspection of a bad checksum";
    static final String NATIVE = "Keycloak's own JWT, introspected";
    static final String API_TOKEN = "API token, introspected";

    private static final String CLIENT = "bench";
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Type", "application/x-www-form-urlencoded", "Authorization", Introspection.authorization(CLIENT));
    private static final int PEOPLE = 20;
    private static final int TOKENS_OF_A_PERSON = 5;

    private final Bench bench;
    private final String tokenEndpoint;

    Variants(Bench bench) {
        this.bench = bench;
        this.tokenEndpoint = bench.deployment.realm("demo") + "/protocol/openid-connect/token";
    }

    List<Variant> all() {
        // Keycloak calls a JWT active for its audience only.
        ClientBuilder.named(CLIENT)
                .isResourceServer()
                .takesPasswords()
                .mapper(
                        "oidc-audience-mapper",
                        Map.of("included.client.audience", CLIENT, "access.token.claim", "true"))
                .createIn("demo", bench.admin());
        List<String> secrets = new ArrayList<>();
        List<String> jwts = new ArrayList<>();
        List<String> exchanged = new ArrayList<>();
        List<String> offline = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            Person person = bench.deployment.newPerson("editor");
            for (int n = 0; n < TOKENS_OF_A_PERSON; n++) {
                secrets.add(person.create("Token " + n).secret());
            }
            exchanged.add(new Exchange(bench.deployment.realm("demo"))
                    .call(CLIENT, secrets.get(secrets.size() - 1))
                    .json()
                    .path("access_token")
                    .asText());
            jwts.add(login(person, "openid").path("access_token").asText());
            offline.add(
                    login(person, "openid offline_access").path("refresh_token").asText());
        }
        return List.of(
                introspection(
                        FLOOR, secrets.stream().map(Variants::withBadChecksum).toList(), "\"active\":false"),
                introspection(NATIVE, jwts, "\"active\":true"),
                introspection(API_TOKEN, secrets, "\"active\":true"),
                introspection(
                        "unknown token, good checksum",
                        secrets.stream().map(any -> UnknownSecret.secret()).toList(),
                        "\"active\":false"),
                atTokenEndpoint(
                        "API token, exchanged for a JWT",
                        secrets.stream()
                                .map(secret -> Map.of(
                                        "grant_type",
                                        "urn:ietf:params:oauth:grant-type:token-exchange",
                                        "subject_token",
                                        secret,
                                        "subject_token_type",
                                        Exchange.ACCESS_TOKEN))
                                .toList()),
                introspection("that JWT, introspected", exchanged, "\"active\":true"),
                atTokenEndpoint(
                        "offline token, refreshed",
                        offline.stream()
                                .map(token -> Map.of("grant_type", "refresh_token", "refresh_token", token))
                                .toList()));
    }

    /** Calls of the GraphQL API with one token. */
    Variant graphQl(String name) {
        String secret = bench.deployment.newPerson("editor").create("Token").secret();
        return new Variant(
                name,
                bench.deployment.graphQlServer + "/graphql",
                Map.of("Content-Type", "application/json", "Authorization", "Bearer " + secret),
                List.of("{\"query\":\"{ viewer { username } }\"}"),
                "\"username\"");
    }

    private JsonNode login(Person person, String scope) {
        Http.Answer answer = Http.postForm(
                tokenEndpoint,
                Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        CLIENT,
                        "client_secret",
                        CLIENT + "-secret",
                        "username",
                        person.username(),
                        "password",
                        person.username(),
                        "scope",
                        scope));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static String withBadChecksum(String secret) {
        return secret.substring(0, secret.length() - 1) + (secret.endsWith("x") ? 'y' : 'x');
    }

    private Variant introspection(String name, List<String> tokens, String expected) {
        return new Variant(
                name,
                tokenEndpoint + "/introspect",
                HEADERS,
                tokens.stream()
                        .map(token -> Http.formText(Map.of("token", token)))
                        .toList(),
                expected);
    }

    private Variant atTokenEndpoint(String name, List<Map<String, String>> parameters) {
        return new Variant(
                name,
                tokenEndpoint,
                HEADERS,
                parameters.stream().map(Http::formText).toList(),
                "access_token");
    }
}
