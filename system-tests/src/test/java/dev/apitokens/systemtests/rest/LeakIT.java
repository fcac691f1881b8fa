package dev.apitokens.systemtests.rest;

import static dev.apitokens.systemtests.client.Await.await;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.client.UnknownSecret;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.StoredTokens;
import java.net.http.HttpRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever finds a token may have it revoked, and learns nothing about it. */
class LeakIT {

    private final Product product = Product.shared();
    private final Admin admin = product.admin();
    private final Person person = product.newPerson();

    @Test
    void reportThenRevokedAndEvent() throws InterruptedException {
        Person.Created token = person.create("a");
        Person.Created other = person.create("b");

        Http.Answer answer = report(List.of(token.secret()));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{}");
        awaitRevoked(token);
        List<JsonNode> events = admin.events("demo").of("REMOVE_CREDENTIAL", person.username());
        assertThat(events).hasSize(1);
        assertThat(events.get(0).at("/details/reason").asText()).isEqualTo("reported_leaked");
        assertThat(events.get(0).at("/details/api_token_id").asText()).isEqualTo(token.id());
        assertThat(isActive(other)).isTrue();
    }

    @Test
    void reportWhenPreviousSecretThenTheTokenIsRevokedOnlyInTheGrace() throws InterruptedException {
        Person.Created dead = person.create("dead");
        Person.Created alive = person.rotate(dead.id(), Map.of());
        Person.Created old = person.create("old");
        Person.Created inGrace = person.rotate(old.id(), Map.of("graceSeconds", 3600));

        report(List.of(dead.secret()));
        report(List.of(old.secret()));

        // Reports are worked on one after another: with the second one, the first one is done.
        awaitRevoked(inGrace);
        assertThat(isActive(old)).isFalse();
        assertThat(isActive(alive)).isTrue();
    }

    @Test
    void reportWhenOfAnotherRealmThenNotRevoked() throws InterruptedException {
        String realm = "realm-" + UUID.randomUUID();
        admin.call("POST", "", Map.of("realm", realm, "enabled", true));
        try {
            Person.Created token = person.create("a");
            Person.Created control = person.create("control");

            assertThat(report(realm, List.of(token.secret())).status()).isEqualTo(202);
            report(List.of(control.secret()));

            awaitRevoked(control);
            assertThat(isActive(token)).isTrue();
        } finally {
            admin.call("DELETE", "/" + realm, null);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"tokens\":null}",
                "{\"tokens\":[null]}",
                "{\"tokens\":[1]}",
                "{\"tokens\":\"kcat_x\"}",
                "{\"tokens\":[[\"kcat_x\"]]}",
                "{\"tokens\":[],\"reason\":\"x\"}",
                "[\"kcat_x\"]",
                "null",
                "",
                "not JSON"
            })
    void reportWhenBodyIsBadThenInvalidRequest(String body) {
        Http.Answer answer = report("demo", HttpRequest.BodyPublishers.ofString(body), "application/json");

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_request");
        assertThat(answer.body()).doesNotContain("kcat_x");
    }

    @Test
    void reportWhenTooMuchOrOfAnotherTypeThenRefused() throws InterruptedException {
        Person.Created token = person.create("a");
        List<String> tooMany = Stream.concat(
                        Stream.of(token.secret()),
                        Stream.generate(UnknownSecret::secret).limit(100))
                .toList();
        HttpRequest.BodyPublisher one = Http.json(Map.of("tokens", List.of(token.secret())));

        assertThat(report(tooMany).status()).isEqualTo(400);
        assertThat(report(List.of("x".repeat(20_000))).status()).isEqualTo(413);
        assertThat(report("demo", one, "text/plain").status()).isEqualTo(415);

        Person.Created control = person.create("control");
        report(List.of(control.secret()));
        awaitRevoked(control);
        assertThat(isActive(token)).isTrue();
    }

    @Test
    void reportWhenNoneOfItIsATokenThenAcceptedAllTheSame() {
        assertThat(report(List.of("", " ", "x".repeat(10_000), "kcat_x", person.accessToken()))
                        .status())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s\n", " \"%s\" ", "Bearer %s", "Authorization: Bearer %s"})
    void reportWhenCopiedWithWhatIsAroundItThenRevokedAndFoundAllTheSame(String around) {
        Person.Created token = person.create("a");
        String text = around.replace("%s", token.secret());

        JsonNode found = admin.call("POST", "/demo/api-tokens/lookup", Map.of("token", text))
                .json();
        assertThat(report(List.of(text)).status()).isEqualTo(202);

        assertThat(found.path("id").asText()).isEqualTo(token.id());
        awaitRevoked(token);
    }

    @Test
    void reportWhenItsNodeIsGoneThenAnotherOneWorksOnIt() throws NoSuchAlgorithmException {
        Person.Created token = person.create("a");
        String hash = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(token.secret().getBytes(US_ASCII)));
        StoredTokens stored = new StoredTokens(product.database);

        // As a node leaves it that was killed after its answer.
        stored.update(
                "insert into API_TOKEN_LEAK_REPORT (ID, REALM_ID, SECRET_HASH, DUE_AT) values (?, ?, ?, 0)",
                UUID.randomUUID().toString(),
                admin.get("/demo").path("id").asText(),
                hash);

        awaitRevoked(token);
        await("the report to be done")
                .until(() -> stored.query("select ID from API_TOKEN_LEAK_REPORT where SECRET_HASH = ?", hash)
                        .isEmpty());
    }

    @Test
    void reportWhenTenThousandThenOneAnswerForAll() throws InterruptedException {
        List<Person.Created> real = IntStream.range(0, 50)
                .mapToObj(i -> person.create("token " + i))
                .toList();
        List<String> tokens = new ArrayList<>();
        real.forEach(token -> tokens.add(token.secret()));
        while (tokens.size() < 10_000) {
            tokens.add(UnknownSecret.secret());
        }
        Collections.shuffle(tokens, new Random(1));

        Set<String> answers = new HashSet<>();
        for (int i = 0; i < tokens.size(); i += 100) {
            Http.Answer answer = report(tokens.subList(i, i + 100));
            answers.add(answer.status() + " '" + answer.body() + "'");
        }

        assertThat(answers).containsExactly("202 '{}'");
        for (Person.Created token : real) {
            awaitRevoked(token);
        }
    }

    /** The figure is for docs/secret-scanning.md; the test fails on a difference that no chance explains. */
    @Test
    void reportThenTakesAsLongForExistingAsForUnknownTokens() {
        int calls = 500;
        List<String> existing = new ArrayList<>();
        admin.setting("demo", "max-per-user", String.valueOf(calls));
        try {
            for (int i = 0; i < calls; i++) {
                existing.add(person.create("token " + i).secret());
            }
        } finally {
            admin.setting("demo", "max-per-user", "");
        }
        List<Boolean> order = new ArrayList<>();
        IntStream.range(0, calls).forEach(i -> order.addAll(List.of(true, false)));
        Collections.shuffle(order, new Random(1));
        IntStream.range(0, 100).forEach(i -> report(List.of(UnknownSecret.secret())));

        List<Double> ofExisting = new ArrayList<>();
        List<Double> ofUnknown = new ArrayList<>();
        for (boolean exists : order) {
            String token = exists ? existing.get(ofExisting.size()) : UnknownSecret.secret();
            long begun = System.nanoTime();
            Http.Answer answer = report(List.of(token));
            (exists ? ofExisting : ofUnknown).add((System.nanoTime() - begun) / 1e6);
            assertThat(answer.status()).isEqualTo(202);
        }

        double t = welch(ofExisting, ofUnknown);
        System.out.printf(
                Locale.ROOT,
                "leak reports, %d calls each: existing %.3f ms (sd %.3f), unknown %.3f ms (sd %.3f), Welch's t = %.2f%n",
                calls,
                mean(ofExisting),
                Math.sqrt(variance(ofExisting)),
                mean(ofUnknown),
                Math.sqrt(variance(ofUnknown)),
                t);
        assertThat(Math.abs(t)).isLessThan(6);
    }

    private static double welch(List<Double> a, List<Double> b) {
        return (mean(a) - mean(b)) / Math.sqrt(variance(a) / a.size() + variance(b) / b.size());
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(value -> value).average().orElseThrow();
    }

    private static double variance(List<Double> values) {
        double mean = mean(values);
        return values.stream()
                        .mapToDouble(value -> (value - mean) * (value - mean))
                        .sum()
                / (values.size() - 1);
    }

    private Http.Answer report(List<String> tokens) {
        return report("demo", tokens);
    }

    private Http.Answer report(String realm, List<String> tokens) {
        return report(realm, Http.json(Map.of("tokens", tokens)), "application/json");
    }

    private Http.Answer report(String realm, HttpRequest.BodyPublisher body, String type) {
        return Http.send(Http.request(product.realm(realm) + "/api-tokens/revoke")
                .header("Content-Type", type)
                .POST(body));
    }

    private boolean isActive(Person.Created token) {
        return product.introspect(token.secret()).json().path("active").asBoolean();
    }

    private void awaitRevoked(Person.Created token) {
        await("the revocation").until(() -> !isActive(token));
    }
}
