package dev.apitokens.systemtests.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Check;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Exchange;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a resource server demands of tokens, beside what the realm does: the same at each of the ways to use one. */
class ResourceServerRulesIT {

    private static final Product PRODUCT = Product.shared();
    private static final Admin ADMIN = PRODUCT.admin();
    private static final String DEMO = PRODUCT.realm("demo");

    private final List<String> servers = new ArrayList<>();

    private String server(String rule, String value) {
        String server = ClientBuilder.unique()
                .isResourceServer()
                .isGateway()
                .allowsCheck()
                .attribute(rule, value)
                .createIn("demo", ADMIN);
        servers.add(server);
        return server;
    }

    /** What they demand, the form would show to everybody in the realm. */
    @AfterEach
    void removeServers() {
        servers.forEach(server -> ADMIN.call("DELETE", "/demo/clients/" + ADMIN.clientUuid("demo", server), null));
    }

    private static Map<String, Object> body(String name, Duration lifetime, String... resources) {
        return Map.of(
                "name",
                name,
                "expiresAt",
                Instant.now().plus(lifetime).truncatedTo(ChronoUnit.SECONDS).toString(),
                "resources",
                List.of(resources));
    }

    private static boolean isGoodAt(String server, Person.Created token) {
        boolean isActive = Introspection.at(DEMO + "/protocol/openid-connect/token/introspect", server, token.secret())
                .json()
                .path("active")
                .asBoolean();
        assertThat(new Exchange(DEMO).call(server, token.secret()).status() == 200)
                .isEqualTo(isActive);
        assertThat(new Exchange(DEMO)
                                .call("mcp-server", token.secret(), "audience", server)
                                .status()
                        == 200)
                .isEqualTo(isActive);
        assertThat(new Check(DEMO).bearer("?resource=" + server, token.secret()).status() == 200)
                .isEqualTo(isActive);
        return isActive;
    }

    private static Stream<JsonNode> offered(Person person, String server) {
        JsonNode servers = person.get("/settings").json().path("resourceServers");
        return Stream.iterate(0, i -> i + 1)
                .limit(servers.size())
                .map(servers::get)
                .filter(one -> one.path("id").asText().equals(server));
    }

    @Test
    void requiredRoleThenOnlyForThoseWhoHaveIt() {
        String server = server("api-tokens.required-role", "editor");
        Person editor = PRODUCT.newPerson("editor");
        Person reader = PRODUCT.newPerson();

        assertThat(offered(editor, server)).hasSize(1);
        assertThat(offered(reader, server)).isEmpty();
        editor.create(Map.of("name", "a", "resources", List.of(server)));
        Http.Answer refused = reader.post(Map.of("name", "a", "resources", List.of(server)));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.error()).isEqualTo("role_required");
        assertThat(isGoodAt(server, editor.create("full"))).isTrue();
        Person.Created elsewhere = reader.create("full");
        assertThat(isGoodAt(server, elsewhere)).isFalse();
        assertThat(PRODUCT.introspect(elsewhere.secret()).json().path("active").asBoolean())
                .isTrue();
    }

    @Test
    void requiredRoleWhenThereIsNoneOfThatNameThenForNobody() {
        String server = server("api-tokens.required-role", "no such role");

        assertThat(isGoodAt(server, PRODUCT.newPerson("editor").create("a"))).isFalse();
    }

    @Test
    void maxLifetimeDaysThenTheStricterHolds() {
        String server = server("api-tokens.max-lifetime-days", "7");
        Person person = PRODUCT.newPerson();

        assertThat(offered(person, server))
                .singleElement()
                .satisfies(
                        one -> assertThat(one.path("maxLifetimeDays").asInt()).isEqualTo(7));
        assertThat(person.post(body("a", Duration.ofDays(8), server)).error()).isEqualTo("expiration_too_far");
        assertThat(person.post(Map.of("name", "a", "resources", List.of(server)))
                        .error())
                .isEqualTo("expiration_required");
        assertThat(isGoodAt(server, person.create(body("b", Duration.ofDays(7), server, "mcp-server"))))
                .isTrue();
        assertThat(isGoodAt(server, person.create(body("c", Duration.ofDays(8)))))
                .isFalse();
        assertThat(isGoodAt(server, person.create("never ends"))).isFalse();
    }

    @Test
    void limitedOnlyThenNoneThatIsLimitedToNothing() {
        String server = server("api-tokens.limited-only", "true");
        Person person = PRODUCT.newPerson();

        assertThat(isGoodAt(server, person.create("full"))).isFalse();
        assertThat(isGoodAt(server, person.create(Map.of("name", "b", "resources", List.of(server, "mcp-server")))))
                .isTrue();
        assertThat(ADMIN.events("demo").of("INTROSPECT_TOKEN_ERROR", person.username()))
                .isNotEmpty()
                .allMatch(event -> event.at("/details/reason").asText().equals("not_limited"));
    }
}
