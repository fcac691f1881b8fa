package dev.apitokens.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.client.Check;
import dev.apitokens.systemtests.client.Exchange;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A NUL, wherever a request has a text that is looked for.
 *
 * @param product runs on PostgreSQL, which has no text with one, and fails at a statement that does
 */
record UnstorableText(Product product) {

    private static final String NUL = "a\u0000";

    void assertIsNobodys() {
        assertExchangeRefuses();
        assertOtherProtocolsRefuse();
        assertAccountRestRefuses();
        assertAdminRestRefuses();
    }

    private void assertExchangeRefuses() {
        Exchange exchange = new Exchange(product.realm("demo"));
        String secret = product.newPerson("editor").create("a").secret();
        Map<String, String> errors = Map.of("audience", "invalid_target", "scope", "invalid_scope");
        errors.forEach((parameter, error) -> {
            Http.Answer answer = exchange.call("graphql-api", secret, parameter, NUL);
            assertThat(answer.status()).as(parameter + " " + answer.body()).isEqualTo(400);
            assertThat(answer.error()).isEqualTo(error);
        });
        for (String parameter :
                List.of("subject_token", "subject_token_type", "subject_issuer", "requested_token_type", "resource")) {
            assertRefused(
                    parameter,
                    exchange.call("graphql-api", secret, "subject_token_type", Exchange.API_TOKEN, parameter, NUL));
        }
    }

    private void assertOtherProtocolsRefuse() {
        String realm = product.realm("demo");
        Person.Created token = product.newPerson("editor").create("a");
        for (String endpoint : List.of("/protocol/openid-connect/token/introspect", "/api-tokens/introspect")) {
            for (String text : List.of("kcat_" + NUL, token.secret() + NUL)) {
                assertThat(Introspection.at(realm + endpoint, "graphql-api", text)
                                .body())
                        .isEqualTo("{\"active\":false}");
            }
            assertThat(Introspection.at(
                                    realm + endpoint,
                                    "graphql-api",
                                    Map.of("token", token.secret(), "client_address", NUL, "user_agent", NUL))
                            .body())
                    .contains("\"active\":true");
        }
        assertThat(Introspection.at(realm + "/protocol/openid-connect/revoke", "graphql-api", "kcat_" + NUL)
                        .status())
                .isBetween(200, 499);
        Check check = new Check(realm);
        for (String query :
                List.of("?resource=a%00", "?resource=graphql-api&scope=a%00", "?resource=graphql-api&role=a%00")) {
            assertRefused(query, check.bearer(query, token.secret()));
        }
        assertRefused("username", check.basic("?resource=graphql-api", NUL, token.secret()));
    }

    private void assertAccountRestRefuses() {
        Person person = product.newPerson("editor");
        for (String query : List.of("?search=a%00", "?status=a%00", "/a%00")) {
            assertRefused(query, person.get(query));
        }
        for (String member : List.of("name", "description", "expiresAt")) {
            assertRefused(member, person.post(with(Map.of("name", "x"), member, NUL)));
        }
        for (String member : List.of("scopes", "resources", "addresses")) {
            assertRefused(member, person.post(with(Map.of("name", "x"), member, List.of(NUL))));
        }
    }

    private void assertAdminRestRefuses() {
        String tokens = "/demo/api-tokens";
        for (String parameter : List.of("search", "userId", "clientId", "resource")) {
            for (String path : List.of(tokens, tokens + "/owners", tokens + "/export")) {
                assertRefused(path, product.admin().send("GET", path + "?" + parameter + "=a%00", null));
            }
            assertRefused(
                    parameter,
                    product.admin().send("POST", tokens + "/revoke", Map.of("filter", Map.of(parameter, NUL))));
        }
        Stream.of("", "/lookup", "/revoke", "/resource-servers/graphql-api/trial")
                .flatMap(path -> Stream.of("clientId", "token", "ids", "username", "contact", "description")
                        .map(member -> product.admin().send("POST", tokens + path, Map.of(member, NUL))))
                .forEach(answer -> assertRefused("body", answer));
        assertRefused("path", product.admin().send("POST", tokens + "/resource-servers/a%00/trial", Map.of()));
        for (String setting : List.of("requiredRole", "prefix", "limitsByRole")) {
            assertRefused(setting, product.admin().send("PUT", tokens + "/settings", Map.of(setting, NUL)));
        }
        assertRefused(
                "role",
                product.admin()
                        .send(
                                "PUT",
                                tokens + "/settings",
                                Map.of("limitsByRole", Map.of(NUL, Map.of("maxPerUser", 1)))));
    }

    private static void assertRefused(String what, Http.Answer answer) {
        assertThat(answer.status()).as(what + " " + answer.body()).isBetween(400, 499);
    }

    private static Map<String, Object> with(Map<String, Object> body, String member, Object value) {
        Map<String, Object> all = new HashMap<>(body);
        all.put(member, value);
        return all;
    }
}
