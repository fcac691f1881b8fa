package dev.apitokens.systemtests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Await;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.StoredTokens;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A token gets another secret, and the one before lives on for as long as its owner wants. */
class RotationIT {

    private static final int CALLERS = 4;

    private final Product product = Product.shared();
    private final Admin admin = product.admin();
    private final Person person = product.newPerson();

    @Test
    void rotateThenTheSameTokenWithAnotherSecretAndEvent() {
        Person.Created token = person.create(
                Map.of("name", "a", "scopes", List.of("projects:read"), "resources", List.of("graphql-api")));

        Person.Created rotated = person.rotate(token.id(), Map.of());

        assertThat(rotated.id()).isEqualTo(token.id());
        assertThat(rotated.secret()).isNotEqualTo(token.secret()).startsWith("kcat_");
        assertThat(rotated.json().path("hint").asText())
                .isEqualTo("kcat_…" + rotated.secret().substring(50));
        for (String same : List.of("name", "scopes", "resources", "createdAt", "expiresAt", "status")) {
            assertThat(rotated.json().path(same))
                    .as(same)
                    .isEqualTo(token.json().path(same));
        }
        assertThat(rotated.json().path("rotatedAt").asText()).isNotBlank();
        assertThat(rotated.json().path("previousSecretExpiresAt").isNull()).isTrue();
        JsonNode event = admin.events("demo")
                .of("UPDATE_CREDENTIAL", person.username())
                .get(0)
                .path("details");
        assertThat(event.path("api_token_action").asText()).isEqualTo("rotated");
        assertThat(event.path("api_token_id").asText()).isEqualTo(token.id());
        assertThat(person.get("").body()).doesNotContain(rotated.secret(), token.secret());
    }

    @Test
    void rotateThenAnswerIsNotStored() {
        Http.Answer answer = rotate(person.create("a").id(), "{}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @Test
    void rotateWhenItLivesToTheLastYearThenToItsEndOnceMore() {
        String last = "9999-12-31T23:59:59Z";
        Person.Created token = person.create(Map.of("name", "a", "expiresAt", last));

        Person.Created rotated = person.rotate(token.id(), Map.of());

        assertThat(rotated.json().path("expiresAt").asText()).isEqualTo(last);
        assertThat(product.introspect(rotated.secret()).json().path("exp").asLong())
                .isEqualTo(Instant.parse(last).getEpochSecond());
    }

    @Test
    void rotateWhenThereIsNoGraceThenOldSecretDiesAtOnce() {
        Person.Created token = person.create("a");

        Person.Created rotated = person.rotate(token.id(), Map.of());

        assertThat(isActive(rotated.secret())).isTrue();
        assertThat(isActive(token.secret())).isFalse();
        assertThat(lastRefusal()).isEqualTo("rotated");
    }

    @Test
    void rotateWhenThereIsGraceThenBothWorkAndUseOfTheOldSecretIsAnEvent() {
        Person.Created token = person.create("a");

        Person.Created rotated = person.rotate(token.id(), Map.of("graceSeconds", 3600));

        Instant end =
                Instant.parse(rotated.json().path("previousSecretExpiresAt").asText());
        assertThat(end).isBetween(Instant.now().plusSeconds(3000), Instant.now().plusSeconds(3600));
        JsonNode old = product.introspect(token.secret()).json();
        assertThat(old.path("active").asBoolean()).isTrue();
        assertThat(old.path("exp").asLong()).isEqualTo(end.getEpochSecond());
        assertThat(lastUse().path("api_token_secret").asText()).isEqualTo("previous");
        assertThat(product.introspect(rotated.secret()).json().has("exp")).isFalse();
        assertThat(lastUse().has("api_token_secret")).isFalse();
    }

    @Test
    void rotateWhenAgainThenTheEarlierGraceEnds() {
        Person.Created token = person.create("a");
        Person.Created second = person.rotate(token.id(), Map.of("graceSeconds", 3600));

        Person.Created third = person.rotate(token.id(), Map.of("graceSeconds", 3600));

        assertThat(isActive(third.secret())).isTrue();
        assertThat(isActive(second.secret())).isTrue();
        assertThat(isActive(token.secret())).isFalse();
        assertThat(lastRefusal()).isEqualTo("rotated");
    }

    @Test
    void rotateThenGraceNeverOutlivesTheOldExpirationNorTheNewOne() {
        Instant soon = Instant.now().plusSeconds(900).truncatedTo(ChronoUnit.SECONDS);
        Person.Created token = person.create(Map.of("name", "a", "expiresAt", soon.toString()));
        Map<String, Object> never = new HashMap<>();
        never.put("expiresAt", null);
        never.put("graceSeconds", 604_800);
        Person.Created rotated = person.rotate(token.id(), never);

        assertThat(rotated.json().path("expiresAt").isNull()).isTrue();
        assertThat(product.introspect(token.secret()).json().path("exp").asLong())
                .isEqualTo(soon.getEpochSecond());

        Person.Created endless = person.create("b");
        person.rotate(endless.id(), Map.of("expiresAt", soon.toString(), "graceSeconds", 604_800));
        assertThat(product.introspect(endless.secret()).json().path("exp").asLong())
                .isEqualTo(soon.getEpochSecond());
    }

    @Test
    void rotateWhenNoExpirationIsGivenThenLivesAsLongAgain() {
        Person.Created token = person.create(Map.of(
                "name",
                "a",
                "expiresAt",
                Instant.now().plus(30, ChronoUnit.DAYS).toString()));
        new StoredTokens(product.database)
                .update(
                        "update API_TOKEN set CREATED_AT = CREATED_AT - 864000000,"
                                + " EXPIRES_AT = EXPIRES_AT - 864000000 where ID = ?",
                        token.id());

        Person.Created rotated = person.rotate(token.id(), Map.of());

        assertThat(Instant.parse(rotated.json().path("expiresAt").asText()))
                .isBetween(
                        Instant.now().plus(30, ChronoUnit.DAYS).minusSeconds(300),
                        Instant.now().plus(30, ChronoUnit.DAYS));
    }

    @Test
    void rotateWhenRevokedThenNeitherSecretWorksAndNoMoreRotation() {
        Person.Created token = person.create("a");
        Person.Created rotated = person.rotate(token.id(), Map.of("graceSeconds", 3600));

        assertThat(person.revoke(token.id()).status()).isEqualTo(204);

        assertThat(isActive(rotated.secret())).isFalse();
        assertThat(isActive(token.secret())).isFalse();
        assertThat(rotate(token.id(), "{}").status()).isEqualTo(409);
        assertThat(rotate(token.id(), "{}").error()).isEqualTo("invalid_request");
    }

    /** Made a day ago for an hour. */
    private Person.Created expired(String name) {
        Person.Created token = person.create(name);
        long now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toEpochMilli();
        new StoredTokens(product.database)
                .update(
                        "update API_TOKEN set CREATED_AT = " + (now - 86_400_000L) + ", EXPIRES_AT = "
                                + (now - 82_800_000L) + " where ID = ?",
                        token.id());
        return token;
    }

    @Test
    void rotateWhenExpiredThenANewLifeAsLongAsTheOne() {
        Person.Created token = expired("a");
        assertThat(isActive(token.secret())).isFalse();

        Person.Created renewed = person.rotate(token.id(), Map.of("graceSeconds", 3600));

        assertThat(renewed.id()).isEqualTo(token.id());
        assertThat(renewed.json().path("status").asText()).isEqualTo("active");
        Instant end = Instant.parse(renewed.json().path("expiresAt").asText());
        assertThat(end).isBetween(Instant.now().plusSeconds(3500), Instant.now().plusSeconds(3601));
        assertThat(isActive(renewed.secret())).isTrue();
        assertThat(isActive(token.secret()))
                .as("there is no grace for what had ended")
                .isFalse();
        // A program that went on with what had expired is no copy.
        assertThat(person.get("/" + token.id())
                        .json()
                        .path("previousSecretReusedAt")
                        .isNull())
                .isTrue();
        assertThat(person.post(Map.of("name", "A")).error()).isEqualTo("name_in_use");
    }

    @Test
    void rotateWhenExpiredAndNameOrLimitDoNotAllowItThenRefusedAndItStays() {
        Person.Created token = expired("a");
        Person.Created other = person.create("A");

        assertThat(rotate(token.id(), "{}").error()).isEqualTo("name_in_use");
        person.rename(other.id(), "b");
        product.admin().setting("demo", "max-per-user", "1");
        try {
            assertThat(rotate(token.id(), "{}").error()).isEqualTo("too_many_tokens");
        } finally {
            product.admin().setting("demo", "max-per-user", "");
        }
        assertThat(person.get("/" + token.id()).json().path("status").asText()).isEqualTo("expired");
        assertThat(rotate(token.id(), "{}").status()).isEqualTo(200);
    }

    @Test
    void rotateWhenExpiredAndRevokedThenRefused() {
        Person.Created token = expired("a");
        person.revoke(token.id());

        assertThat(rotate(token.id(), "{}").status()).isEqualTo(409);
        assertThat(rotate(token.id(), "{}").error()).isEqualTo("invalid_request");
    }

    @Test
    void rotateWhenNotBeforeLiesBetweenThenOldSecretIsNotBroughtBack() throws InterruptedException {
        Person.Created token = person.create("a");
        Await.nextSecond();
        admin.call("POST", "/demo/users/" + admin.userId("demo", person.username()) + "/logout", Map.of());
        Person again = product.person(person.username());

        Person.Created rotated = again.rotate(token.id(), Map.of("graceSeconds", 3600));

        assertThat(isActive(rotated.secret())).isTrue();
        assertThat(isActive(token.secret())).isFalse();
        assertThat(lastRefusal()).isEqualTo("not_before");
    }

    @Test
    void rotateWhenLifetimesAreLimitedThenANewLifeBegins() {
        Person.Created token = person.create("a");
        admin.setting("demo", "max-lifetime-days", "10");
        try {
            assertThat(isActive(token.secret())).isFalse();
            assertThat(rotate(token.id(), "{}").error()).isEqualTo("expiration_required");
            Map<String, String> tooFar =
                    Map.of("expiresAt", Instant.now().plus(11, ChronoUnit.DAYS).toString());
            assertThat(rotate(token.id(), tooFar).error()).isEqualTo("expiration_too_far");
            Person.Created rotated = person.rotate(
                    token.id(),
                    Map.of("expiresAt", Instant.now().plus(9, ChronoUnit.DAYS).toString()));
            assertThat(isActive(rotated.secret())).isTrue();
        } finally {
            admin.setting("demo", "max-lifetime-days", "");
        }
    }

    @Test
    void rotateWhenRequiredRoleIsMissingThenRefusedAndEvent() {
        Person.Created token = person.create("a");
        admin.setting("demo", "required-role", "editor");
        try {
            assertThat(rotate(token.id(), "{}").error()).isEqualTo("role_required");
        } finally {
            admin.setting("demo", "required-role", "");
        }
        assertThat(admin.events("demo")
                        .of("UPDATE_CREDENTIAL_ERROR", person.username())
                        .get(0)
                        .path("error")
                        .asText())
                .isEqualTo("role_required");
        assertThat(isActive(token.secret())).isTrue();
    }

    @Test
    void rotateWhenSomebodyElsesThenNotFound() {
        Person.Created token = person.create("a");

        Http.Answer answer = product.newPerson().call("POST", "/" + token.id() + "/rotate", Http.json(Map.of()));

        assertThat(answer.error()).isEqualTo("not_found");
        assertThat(isActive(token.secret())).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"graceSeconds":-1}                   | invalid_request
            {"graceSeconds":604801}               | invalid_request
            {"graceSeconds":1.5}                  | invalid_request
            {"graceSeconds":"60"}                 | invalid_request
            {"graceSeconds":99999999999999999999} | invalid_request
            {"expiresAt":1}                       | invalid_request
            {"expiresAt":{}}                      | invalid_request
            {"expiresAt":"tomorrow"}              | invalid_expiration
            {"expiresAt":"2020-01-01T00:00:00Z"}  | invalid_expiration
            {"name":"b"}                          | invalid_request
            not JSON                              | invalid_request
            """)
    void rotateWhenBodyIsBadThenItsErrorAndNothingChanges(String body, String error) {
        Person.Created token = person.create("a");

        Http.Answer answer = rotate(token.id(), body.strip());

        assertThat(answer.status()).as(answer.error()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(error);
        assertThat(isActive(token.secret())).isTrue();
    }

    @Test
    void rotateWhenUnderLoadThenNotOneWrongAnswer() throws Exception {
        List<Secret> secrets = new ArrayList<>();
        Person.Created token = person.create("a");
        Secret latest = new Secret(token.secret(), 0);
        secrets.add(latest);
        AtomicBoolean ends = new AtomicBoolean();
        AtomicInteger answers = new AtomicInteger();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<List<Seen>>> calls = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                int first = i;
                calls.add(callers.submit(() -> introspectUntil(ends, secrets, first, answers)));
            }
            for (long grace : new long[] {2, 0, 3}) {
                Secret old = latest;
                old.lastRotationBegins = System.currentTimeMillis();
                Person.Created rotated = person.rotate(token.id(), Map.of("graceSeconds", grace));
                long now = System.currentTimeMillis();
                String end = rotated.json().path("previousSecretExpiresAt").asText("null");
                old.endsFrom = end.equals("null")
                        ? old.lastRotationBegins
                        : Instant.parse(end).toEpochMilli();
                old.endsUntil = end.equals("null") ? now : old.endsFrom;
                latest = new Secret(rotated.secret(), now);
                synchronized (secrets) {
                    secrets.add(latest);
                }
                // The load goes on over the end of the grace.
                Await.past(Instant.ofEpochMilli(old.endsUntil + 700));
            }
            Await.await("answers enough to look at")
                    .until(() -> answers.get() > 50 || calls.stream().anyMatch(Future::isDone));
            ends.set(true);
            List<Seen> seen = new ArrayList<>();
            for (Future<List<Seen>> call : calls) {
                seen.addAll(call.get());
            }
            assertThat(seen).hasSizeGreaterThan(50).noneMatch(Seen::isWrong);
            assertThat(seen).anyMatch(call -> call.active).anyMatch(call -> !call.active);
        } finally {
            ends.set(true);
            callers.shutdownNow();
        }
    }

    /** A secret, and between which two times it ends. */
    private static final class Secret {

        final String value;
        final long since;
        volatile long lastRotationBegins = Long.MAX_VALUE;
        volatile long endsFrom = Long.MAX_VALUE;
        volatile long endsUntil = Long.MAX_VALUE;

        Secret(String value, long since) {
            this.value = value;
            this.since = since;
        }

        @Override
        public String toString() {
            return "secret of " + since;
        }
    }

    /** An answer, and between which two times the server gave it. */
    private record Seen(Secret secret, long beganAt, long endedAt, boolean active) {

        boolean isWrong() {
            return active ? beganAt >= secret.endsUntil : endedAt < secret.endsFrom;
        }
    }

    private List<Seen> introspectUntil(AtomicBoolean ends, List<Secret> secrets, int first, AtomicInteger answers) {
        List<Seen> seen = new ArrayList<>();
        for (int i = first; !ends.get(); i++) {
            Secret secret;
            synchronized (secrets) {
                secret = secrets.get(Math.max(0, secrets.size() - 1 - i % 3));
            }
            long beganAt = System.currentTimeMillis();
            boolean active = isActive(secret.value);
            seen.add(new Seen(secret, beganAt, System.currentTimeMillis(), active));
            answers.incrementAndGet();
        }
        return seen;
    }

    private Http.Answer rotate(String id, Map<String, String> body) {
        return person.call("POST", "/" + id + "/rotate", Http.json(body));
    }

    private Http.Answer rotate(String id, String body) {
        return person.call("POST", "/" + id + "/rotate", HttpRequest.BodyPublishers.ofString(body));
    }

    private boolean isActive(String secret) {
        Http.Answer answer = product.introspect(secret);
        assertThat(answer.status()).isEqualTo(200);
        return answer.json().path("active").asBoolean();
    }

    private String lastRefusal() {
        return admin.events("demo")
                .last("INTROSPECT_TOKEN_ERROR")
                .at("/details/reason")
                .asText();
    }

    private JsonNode lastUse() {
        return admin.events("demo").last("INTROSPECT_TOKEN").path("details");
    }
}
