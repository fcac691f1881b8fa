package dev.apitokens.systemtests.protocol;

import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Exchange;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.StoredTokens;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers that may be used again, and how what ends or narrows a token waits until they are over. */
class LeaseIT {

    private static final String VIEWER = "{ viewer { username } }";
    private static final String WRITE = "mutation { createProject(name: \"Bridge\") { id } }";
    private static final int LEASE = 2;
    private static final Product PRODUCT = Product.shared();
    private static final Admin ADMIN = PRODUCT.admin();

    private final Person person = PRODUCT.newPerson("editor");

    @BeforeAll
    static void grantLeases() {
        ADMIN.setting("demo", "self-rotation", "true");
        ADMIN.setting("demo", "lease-seconds", String.valueOf(LEASE));
        Person.Created token = PRODUCT.newPerson().create("a");
        await("leases").until(() -> lease(PRODUCT.introspect(token.secret())) == LEASE);
    }

    @AfterAll
    static void grantNone() {
        ADMIN.setting("demo", "lease-seconds", "");
        ADMIN.setting("demo", "self-rotation", "");
    }

    private static int lease(Http.Answer introspection) {
        return introspection.json().path("lease_seconds").asInt(-1);
    }

    @Test
    void introspectWhenActiveThenMayBeUsedAgainAndElseNot() {
        Person.Created token = person.create("a");

        Http.Answer active = PRODUCT.introspect(token.secret());
        assertThat(active.header("Cache-Control")).isEqualTo("private, max-age=" + LEASE);
        assertThat(lease(active)).isEqualTo(LEASE);

        person.revoke(token.id());
        Http.Answer inactive = PRODUCT.introspect(token.secret());
        assertThat(inactive.header("Cache-Control")).isEqualTo("no-store");
        assertThat(inactive.body()).isEqualTo("{\"active\":false}");
    }

    @Test
    void introspectWhenTokenIsAboutToEndThenNoLongerThanThat() {
        Person.Created token = person.create("a");
        new StoredTokens(PRODUCT.database)
                .update(
                        "update API_TOKEN set EXPIRES_AT = "
                                + Instant.now()
                                        .plusSeconds(2 * LEASE)
                                        .truncatedTo(ChronoUnit.SECONDS)
                                        .toEpochMilli()
                                + " where ID = ?",
                        token.id());

        Instant before = Instant.now();
        Http.Answer answer = PRODUCT.introspect(token.secret());
        while (answer.json().path("active").asBoolean()) {
            Instant end = Instant.ofEpochSecond(answer.json().path("exp").asLong());
            assertThat(before.plusSeconds(lease(answer))).isBeforeOrEqualTo(end);
            before = Instant.now();
            answer = PRODUCT.introspect(token.secret());
        }
    }

    @Test
    void introspectWhenJwtThatATokenWasExchangedForThenMayBeUsedAgain() {
        Person.Created token = person.create("a");
        String jwt = new Exchange(PRODUCT.realm("demo"))
                .call("mcp-server", token.secret(), "audience", "graphql-api")
                .json()
                .path("access_token")
                .asText();

        assertThat(lease(PRODUCT.introspect(jwt))).isEqualTo(LEASE);
    }

    /** What ends a token, or takes something away from it, and is acknowledged. */
    enum Way {
        BY_OWNER {
            @Override
            Http.Answer end(Person person, Person.Created token) {
                return person.revoke(token.id());
            }
        },
        BY_HOLDER {
            @Override
            Http.Answer end(Person person, Person.Created token) {
                return Http.send(Http.request(PRODUCT.realm("demo") + "/api-tokens/self")
                        .header("Authorization", "Bearer " + token.secret())
                        .DELETE());
            }
        },
        BY_HOLDERS_ROTATION {
            @Override
            Http.Answer end(Person person, Person.Created token) {
                return Http.send(Http.request(PRODUCT.realm("demo") + "/api-tokens/self/rotate")
                        .header("Authorization", "Bearer " + token.secret())
                        .header("Content-Type", "application/json")
                        .POST(Http.json(Map.of())));
            }
        },
        BY_RESOURCE_SERVER {
            @Override
            Http.Answer end(Person person, Person.Created token) {
                return Introspection.at(
                        PRODUCT.realm("demo") + "/protocol/openid-connect/revoke", "graphql-api", token.secret());
            }
        },
        BY_ADMIN {
            @Override
            Http.Answer end(Person person, Person.Created token) {
                return ADMIN.send("DELETE", "/demo/api-tokens/" + token.id(), null);
            }
        },
        BY_FILTER {
            @Override
            Http.Answer end(Person person, Person.Created token) {
                return ADMIN.send("POST", "/demo/api-tokens/revoke", Map.of("ids", List.of(token.id())));
            }
        },
        BY_ROTATION {
            @Override
            Http.Answer end(Person person, Person.Created token) {
                return person.call("POST", "/" + token.id() + "/rotate", Http.json(Map.of()));
            }
        },
        BY_NARROWING {
            @Override
            Http.Answer end(Person person, Person.Created token) {
                return person.change(token.id(), Map.of("scopes", List.of("projects:read")));
            }
        },
        BY_SETTINGS {
            @Override
            Http.Answer end(Person person, Person.Created token) {
                return ADMIN.send("PUT", "/demo/api-tokens/settings", Map.of("enabled", false));
            }

            @Override
            void takeBack() {
                ADMIN.call("PUT", "/demo/api-tokens/settings", Map.of("enabled", true));
            }
        };

        abstract Http.Answer end(Person person, Person.Created token);

        /** What else would go on to hold for everybody. */
        void takeBack() {}
    }

    @ParameterizedTest
    @EnumSource
    void endThenAnsweredWhenNoLeaseIsOutAndRefusedFromThenOn(Way way) {
        Person.Created token = person.create("a");
        assertThat(PRODUCT.graphQl(token.secret(), WRITE).status()).isEqualTo(200);
        assertThat(PRODUCT.mcpTool(token.secret(), "whoami", Map.of()).status()).isEqualTo(200);

        long before = System.nanoTime();
        Http.Answer answer = way.end(person, token);
        try {
            Duration took = Duration.ofNanos(System.nanoTime() - before);
            int refusal = way == Way.BY_NARROWING ? 403 : 401;
            assertThat(PRODUCT.graphQl(token.secret(), WRITE).status()).isEqualTo(refusal);
            Http.Answer tool = PRODUCT.mcpTool(token.secret(), "create_project", Map.of("name", "b"));
            if (way == Way.BY_NARROWING) {
                // A missing permission is the tool's answer, for no login could give it.
                assertThat(tool.body()).contains("\"isError\":true", "projects:write");
            } else {
                assertThat(tool.status()).isEqualTo(401);
            }

            assertThat(answer.status()).as(answer.body()).isBetween(200, 204);
            assertThat(took).isGreaterThanOrEqualTo(Duration.ofSeconds(LEASE));
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        } finally {
            way.takeBack();
        }
    }

    /** What was asked for first may have been cut after it was done; who asks again is not told so earlier. */
    @ParameterizedTest
    @EnumSource
    void endWhenRepeatedThenWaitsAgain(Way way) {
        Person.Created token = person.create("a");
        way.end(person, token);
        try {
            long before = System.nanoTime();
            Http.Answer again = way.end(person, token);

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofSeconds(LEASE));
            if (way == Way.BY_HOLDER || way == Way.BY_HOLDERS_ROTATION) {
                assertThat(again.status()).isEqualTo(401);
                assertThat(again.header("WWW-Authenticate")).contains("invalid_token");
                assertThat(again.error()).isEqualTo("invalid_token");
            } else {
                assertThat(again.status()).as(again.body()).isBetween(200, 204);
            }
        } finally {
            way.takeBack();
        }
    }

    /** The report is acknowledged, not its end: that comes later, and the lease with it. */
    @Test
    void reportThenRefusedWhenItIsWorkedOnAndNoLeaseIsOut() {
        Person.Created token = person.create("a");
        assertThat(PRODUCT.graphQl(token.secret(), VIEWER).status()).isEqualTo(200);

        assertThat(Http.send(Http.request(PRODUCT.realm("demo") + "/api-tokens/revoke")
                                .header("Content-Type", "application/json")
                                .POST(Http.json(Map.of("tokens", List.of(token.secret())))))
                        .status())
                .isEqualTo(202);

        await("the revocation")
                .until(() -> PRODUCT.introspect(token.secret()).body().equals("{\"active\":false}"));
        await("the end of the lease")
                .until(() -> PRODUCT.graphQl(token.secret(), VIEWER).status() == 401);
    }

    @Test
    void changeWhenNothingIsNarrowedThenNotWaitedFor() {
        Person.Created token = person.create("a");

        for (Map<String, String> change : List.of(Map.of("name", "b"), Map.of("description", "for tests"))) {
            await("a change that is not waited for: " + change).until(() -> {
                long before = System.nanoTime();
                assertThat(person.change(token.id(), change).status()).isEqualTo(200);
                return Duration.ofNanos(System.nanoTime() - before).compareTo(Duration.ofSeconds(LEASE)) < 0;
            });
        }
    }

    @Test
    void changeWhenRefusedThenAtOnceAndAsEver() {
        Person.Created token = person.create("a");

        Http.Answer answer = person.change(token.id(), Map.of("name", ""));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_name");
    }

    /** What Keycloak adds to each answer, it adds to one that comes late as well; so it is with what browsers ask for. */
    @Test
    void changeThenHeadersAreThoseOfEveryAnswer() {
        Person.Created token = person.create("a");
        Http.Answer now = person.get("/" + token.id());
        Http.Answer late = person.change(token.id(), Map.of("scopes", List.of("projects:read")));

        assertThat(late.headers().map().keySet())
                .containsAll(now.headers().map().keySet());
    }
}
