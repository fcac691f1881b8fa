package dev.apitokens.systemtests.protocol;

import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.launcher.LogFile;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Check;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Exchange;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Mailbox;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.StoredTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where tokens may be used from, and where they were. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AddressesIT {

    private static final String REALM = "addresses";
    private static final String API = "api";
    private static final String RULED = "ruled";

    private final Product product = Product.shared();
    private final Admin admin = product.admin();
    private Person person;

    @BeforeAll
    void makeRealm() {
        admin.createRealm(REALM);
        ClientBuilder.named(API).isResourceServer().isGateway().allowsCheck().createIn(REALM, admin);
        ClientBuilder.named(RULED)
                .isResourceServer()
                .attribute("api-tokens.addresses-required", "true")
                .createIn(REALM, admin);
    }

    @BeforeEach
    void newPerson() {
        person = Person.login(product.realm(REALM), "cli", admin.createUser(REALM));
    }

    @AfterEach
    void restore() {
        for (String setting : List.of(
                "addresses-required", "record-addresses", "new-address-notice", "lease-seconds", "self-rotation")) {
            admin.setting(REALM, setting, "");
        }
    }

    private Person.Created bound(String... networks) {
        return person.create(Map.of("name", "bound " + Instant.now(), "addresses", List.of(networks)));
    }

    private JsonNode introspect(String server, String token, String... origin) {
        Map<String, String> form = new HashMap<>(Map.of("token", token));
        for (int i = 0; i < origin.length; i += 2) {
            form.put(origin[i], origin[i + 1]);
        }
        return Introspection.at(product.realm(REALM) + "/protocol/openid-connect/token/introspect", server, form)
                .json();
    }

    private boolean isActiveFrom(String address, Person.Created token) {
        return introspect(API, token.secret(), "client_address", address)
                .path("active")
                .asBoolean();
    }

    @Test
    void introspectWhenBoundThenOnlyFromThereAndOnlyIfItIsSaid() {
        Person.Created token = bound("192.0.2.7/24", "2001:db8::/32");

        assertThat(token.json().path("addresses").toString()).isEqualTo("[\"192.0.2.0/24\",\"2001:db8::/32\"]");
        assertThat(isActiveFrom("192.0.2.200", token)).isTrue();
        assertThat(isActiveFrom("2001:db8:1::7", token)).isTrue();
        assertThat(isActiveFrom("::ffff:192.0.2.9", token)).isTrue();
        assertThat(introspect(API, token.secret(), "client_address", "198.51.100.7")
                        .toString())
                .isEqualTo("{\"active\":false}");
        for (String unsaid : List.of("", "unknown", "localhost", "192.0.2.7, 192.0.2.8", "192.0.2.0/24")) {
            assertThat(isActiveFrom(unsaid, token)).as(unsaid).isFalse();
        }
        assertThat(introspect(API, token.secret()).path("active").asBoolean()).isFalse();
        assertThat(product.metrics.sum(
                        "api_tokens_introspections_total",
                        "realm=\"" + REALM + "\"",
                        "outcome=\"address_not_allowed\""))
                .isGreaterThanOrEqualTo(7);
    }

    @Test
    void exchangeAndCheckWhenBoundThenTheSame() {
        Person.Created token = bound("192.0.2.0/24");
        Exchange exchange = new Exchange(product.realm(REALM));
        Check check = new Check(product.realm(REALM));

        String jwt = exchange.jwt(API, token.secret(), "audience", API, "client_address", "192.0.2.7")
                .text();
        assertThat(exchange.call(API, token.secret(), "audience", API, "client_address", "192.0.3.7")
                        .status())
                .isEqualTo(400);
        assertThat(exchange.call(API, token.secret(), "audience", API).status()).isEqualTo(400);
        assertThat(introspect(API, jwt, "client_address", "192.0.2.7")
                        .path("active")
                        .asBoolean())
                .isTrue();
        assertThat(introspect(API, jwt, "client_address", "192.0.3.7").toString())
                .isEqualTo("{\"active\":false}");
        String resource = "?resource=" + API;
        assertThat(check.bearer(resource + "&client_address=192.0.2.7", token.secret())
                        .status())
                .isEqualTo(200);
        assertThat(check.bearer(resource + "&client_address=192.0.3.7", token.secret())
                        .status())
                .isEqualTo(401);
        assertThat(check.bearer(resource, token.secret()).status()).isEqualTo(401);
        assertThat(check.bearer(resource + "&client_address=nowhere", token.secret())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void selfWhenBoundThenFromWhereTheCallComes() {
        admin.setting(REALM, "self-rotation", "true");
        Person.Created here = bound("127.0.0.0/8", "::1");
        Person.Created elsewhere = bound("192.0.2.0/24");

        assertThat(self("GET", "/self", here).status()).isEqualTo(200);
        assertThat(self("GET", "/self", elsewhere).status()).isEqualTo(401);
        assertThat(self("POST", "/self/rotate", elsewhere).status()).isEqualTo(401);
        Http.Answer rotated = self("POST", "/self/rotate", here);
        assertThat(rotated.status()).isEqualTo(200);
        Person.SECRETS.add(rotated.json().path("token").asText());
    }

    private Http.Answer self(String method, String path, Person.Created token) {
        return Http.send(Http.request(product.realm(REALM) + "/api-tokens" + path)
                .header("Authorization", "Bearer " + token.secret())
                .header("Content-Type", "application/json")
                .method(method, Http.json(Map.of())));
    }

    @Test
    void leaseWhenBoundThenNone() {
        admin.setting(REALM, "lease-seconds", "10");
        Person.Created free = person.create("free");
        await("a lease")
                .until(() ->
                        introspect(API, free.secret()).path("lease_seconds").asInt() > 0);

        Person.Created token = bound("192.0.2.0/24");

        JsonNode claims = introspect(API, token.secret(), "client_address", "192.0.2.7");
        assertThat(claims.path("active").asBoolean()).isTrue();
        assertThat(claims.path("lease_seconds").asInt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"192.0.2.0/24\"",
                "{}",
                "[null]",
                "[1]",
                "[\"\"]",
                "[\"example.com\"]",
                "[\"192.0.2.0/33\"]",
                "[\"192.0.2\"]",
                "[\"fe80::1%eth0\"]",
                "[\"192.0.2.0/24,198.51.100.0/24\"]"
            })
    void createWhenAddressesAreBadThenRefused(String addresses) throws Exception {
        Http.Answer answer = person.post(Map.of("name", "x", "addresses", Http.JSON.readTree(addresses)));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_request");
        assertThat(person.get("").json()).isEmpty();
    }

    static List<Integer> sizes() {
        return List.of(32, 33);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void createWhenThereAreManyThenThirtyTwoAtTheMost(int size) {
        List<String> networks = IntStream.range(0, size)
                .mapToObj(i -> "2001:db8:ffff:ffff:ffff:ffff:ffff:" + Integer.toHexString(0xf000 + i))
                .toList();

        Http.Answer answer = person.post(Map.of("name", "many", "addresses", networks));

        assertThat(answer.status()).isEqualTo(size > 32 ? 400 : 201);
        if (answer.status() == 201) {
            Person.SECRETS.add(answer.json().path("token").asText());
            assertThat(answer.json().path("addresses")).hasSize(32);
        }
    }

    @Test
    void changeThenNarrowingOnly() {
        Person.Created token = bound("192.0.2.0/24");

        for (List<String> wider :
                List.of(List.<String>of(), List.of("192.0.0.0/16"), List.of("192.0.2.0/25", "198.51.100.0/24"))) {
            Http.Answer answer = person.change(token.id(), Map.of("addresses", wider));
            assertThat(answer.error()).as(wider.toString()).isEqualTo("invalid_request");
        }
        assertThat(person.change(token.id(), Map.of("addresses", List.of("192.0.2.0/25")))
                        .json()
                        .path("addresses")
                        .toString())
                .isEqualTo("[\"192.0.2.0/25\"]");
        assertThat(isActiveFrom("192.0.2.200", token)).isFalse();
        assertThat(isActiveFrom("192.0.2.100", token)).isTrue();
        Person.Created free = person.create("free");
        assertThat(person.change(free.id(), Map.of("addresses", List.of("192.0.2.0/24")))
                        .status())
                .isEqualTo(200);
        assertThat(isActiveFrom("198.51.100.7", free)).isFalse();
        Person.Created rotated = person.rotate(token.id(), Map.of());
        assertThat(rotated.json().path("addresses").toString()).isEqualTo("[\"192.0.2.0/25\"]");
        assertThat(isActiveFrom("192.0.2.200", rotated)).isFalse();
    }

    @Test
    void boundWhenDemandedThenNoTokenWithout() {
        Person.Created free = person.create("free");
        assertThat(introspect(RULED, free.secret(), "client_address", "192.0.2.7")
                        .path("active")
                        .asBoolean())
                .isFalse();
        assertThat(person.post(Map.of("name", "x", "resources", List.of(RULED))).error())
                .isEqualTo("invalid_request");
        Person.Created bound = bound("192.0.2.0/24");
        assertThat(introspect(RULED, bound.secret(), "client_address", "192.0.2.7")
                        .path("active")
                        .asBoolean())
                .isTrue();

        admin.setting(REALM, "addresses-required", "true");
        assertThat(isActiveFrom("192.0.2.7", free)).isFalse();
        assertThat(isActiveFrom("192.0.2.7", bound)).isTrue();
        assertThat(person.post(Map.of("name", "y")).error()).isEqualTo("invalid_request");
        assertThat(person.get("/settings").json().path("addressesRequired").asBoolean())
                .isTrue();
    }

    @Test
    void useThenTheLastFiveAddressesForOwnerAndAdmin() {
        Person.Created token = person.create("used");
        for (int i = 1; i <= 7; i++) {
            introspect(API, token.secret(), "client_address", "192.0.2." + i, "user_agent", "agent " + i);
        }

        await("the addresses").until(() -> uses(token).size() == 5);
        assertThat(uses(token).findValuesAsText("address"))
                .containsExactly("192.0.2.7", "192.0.2.6", "192.0.2.5", "192.0.2.4", "192.0.2.3");
        assertThat(uses(token).path(0).path("userAgent").asText()).isEqualTo("agent 7");
        assertThat(uses(token).path(0).path("at").asText()).isNotEmpty();
        assertThat(admin.get("/" + REALM + "/api-tokens/" + token.id()).path("uses"))
                .isEqualTo(uses(token));
        assertThat(admin.get("/" + REALM + "/api-tokens?search=" + person.username())
                        .path(0)
                        .path("uses"))
                .isEqualTo(uses(token));
        assertThat(person.get("").json().path(0).path("uses")).isEqualTo(uses(token));

        introspect(API, token.secret(), "client_address", "2001:db8::1", "user_agent", "x".repeat(5000));
        await("the next address")
                .until(() -> uses(token).path(0).path("address").asText().equals("2001:db8::1"));
        assertThat(uses(token)).hasSize(5);
        assertThat(uses(token).path(0).path("userAgent").asText()).hasSize(255);
    }

    private JsonNode uses(Person.Created token) {
        return person.get("/" + token.id()).json().path("uses");
    }

    @Test
    void useWhenNotWantedOrLongAgoThenForgotten() {
        Person.Created token = person.create("used");
        introspect(API, token.secret(), "client_address", "192.0.2.1");
        introspect(API, token.secret(), "client_address", "192.0.2.2");
        await("the addresses").until(() -> uses(token).size() == 2);
        new StoredTokens(product.database)
                .update(
                        "update API_TOKEN_ORIGIN set USED_AT = "
                                + Instant.now().minus(Duration.ofDays(31)).toEpochMilli()
                                + " where ADDRESS = '192.0.2.1' and TOKEN_ID = ?",
                        token.id());
        await("the old one to be forgotten").until(() -> uses(token).size() == 1);

        admin.setting(REALM, "record-addresses", "false");
        await("all to be forgotten").until(() -> uses(token).isEmpty());
        introspect(API, token.secret(), "client_address", "192.0.2.3");
        await("the use")
                .until(() ->
                        !person.get("/" + token.id()).json().path("lastUsedAt").isNull());
        assertThat(uses(token)).isEmpty();
    }

    @Test
    void useWhenFromANewNetworkThenAMailIfTheRealmWantsIt() {
        admin.setting(REALM, "new-address-notice", "true");
        try (Mailbox mailbox = Mailbox.open(admin)) {
            Mailbox.use(admin, REALM, mailbox.port());
            String subject = "An API token of yours was used from a new network";
            Person.Created token = person.create("travels");
            introspect(API, token.secret(), "client_address", "192.0.2.1");
            await("the first address").until(() -> uses(token).size() == 1);
            introspect(API, token.secret(), "client_address", "192.0.2.250");
            await("its neighbour").until(() -> uses(token).size() == 2);
            introspect(API, token.secret(), "client_address", "198.51.100.7");

            Mailbox.Mail mail = mailbox.await(person.username(), subject);
            assertThat(mail.text()).contains("travels", "198.51.100.7").doesNotContain("192.0.2.");
            assertThat(mailbox.received(person.username(), subject)).hasSize(1);
        }
    }

    @Test
    void logThenHoldsNoAddress() throws Exception {
        Person.Created token = person.create("logged");
        introspect(API, token.secret(), "client_address", "203.0.113.77", "user_agent", "unmistakable/1.0");
        await("the address").until(() -> uses(token).size() == 1);

        String log = new LogFile(product.keycloak.log()).text();
        assertThat(log).doesNotContain("203.0.113.77").doesNotContain("unmistakable/1.0");
        assertThat(admin.events(REALM).of("INTROSPECT_TOKEN", person.username()).toString())
                .doesNotContain("203.0.113.77");
    }
}
