package dev.apitokens.systemtests.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What tokens may be used for, and their secrets, on the API Tokens page. */
class ApiTokensAccessIT {

    @RegisterExtension
    private final Consoles consoles = new Consoles();

    private final Product product = Product.shared();
    private final Admin admin = product.admin();
    private final Person person = product.newPerson("editor");

    @Test
    void createWhenLimitedThenOnlyWhatIsChosen() {
        AccountConsole console = signIn("en");
        console.name().fill("reader");
        console.page.getByTestId("api-token-access-limited").check();
        Locator help = console.page.locator("#api-token-access-help");
        assertThat(help).containsText("Choose where the token may be used.");
        console.createButton().click();
        assertThat(console.page.getByTestId("api-token-access-graphql-api")).hasAttribute("aria-invalid", "true");
        assertThat(person.get("").json()).isEmpty();

        console.page.getByTestId("api-token-access-graphql-api").check();
        assertThat(help).containsText("Choose what the token may do.");
        Locator group = console.page
                .getByTestId("api-token-access-graphql-api-projects:read")
                .locator("..");
        assertThat(group).containsText("See your projects");
        console.page.getByTestId("api-token-access-graphql-api-projects:read").check();
        console.assertAccessible("access");
        String secret = console.create("reader");

        JsonNode token = person.get("").json().path(0);
        assertThat(token.path("scopes").toString()).isEqualTo("[\"projects:read\"]");
        assertThat(token.path("resources").toString()).isEqualTo("[\"graphql-api\"]");
        assertThat(product.introspect(secret, "mcp-server").body()).isEqualTo("{\"active\":false}");
        Locator created = console.page.getByTestId("created-token");
        // One API, so that there is none to pick.
        assertThat(created.getByTestId("connect-api")).hasCount(0);
        created.getByTestId("connect-client").selectOption("curl");
        assertThat(created).containsText(product.graphQl.baseUrl() + "/graphql");
        assertThat(console.row("reader")).containsText("GraphQL API");
        assertThat(console.row("reader")).containsText("See your projects");
        console.openCreate();
        assertThat(console.page.getByTestId("api-token-access-full")).isChecked();
    }

    @Test
    void narrowThenLessFromTheNextCallOn() {
        Person.Created token = person.create("wide");
        AccountConsole console = signIn("en");
        assertThat(console.row("wide")).containsText("Full access");

        console.act("wide", "narrow");
        assertThat(console.page.getByTestId("confirm-narrow")).isDisabled();
        console.page.getByTestId("api-token-less-limited").check();
        // Others may have made more of them in the realm.
        console.page
                .getByRole(AriaRole.DIALOG)
                .locator("[role=group] > label:first-child input")
                .all()
                .forEach(Locator::uncheck);
        console.page.getByTestId("api-token-less-graphql-api").check();
        console.page.getByTestId("api-token-less-graphql-api-projects:write").uncheck();
        console.assertAccessible("narrow");
        console.page.getByTestId("confirm-narrow").click();

        assertThat(console.page.getByTestId("last-alert")).containsText("is narrowed");
        assertThat(console.row("wide")).not().containsText("Full access");
        assertThat(console.row("wide")).containsText("See your projects");
        assertThat(product.introspect(token.secret()).json().path("scope").asText())
                .contains("projects:read")
                .doesNotContain("projects:write");
        assertThat(product.introspect(token.secret(), "mcp-server").body()).isEqualTo("{\"active\":false}");

        console.act("wide", "narrow");
        assertThat(console.page.getByTestId("api-token-less-mcp-server")).hasCount(0);
        console.page.getByTestId("api-token-less-graphql-api").uncheck();
        assertThat(console.page.locator("#api-token-less-help")).containsText("Choose where");
    }

    @Test
    void narrowWhenToNetworksThenFromThereOnlyAndFullAccessStaysFull() {
        Person.Created token = person.create("roaming");
        AccountConsole console = signIn("en");
        Locator networks = console.page.getByTestId("api-token-less-addresses");
        Locator help = console.page.locator("#api-token-less-addresses-help");

        console.act("roaming", "narrow");
        networks.fill("example.com");
        console.page.getByTestId("confirm-narrow").click();
        assertThat(help).containsText("Enter IPv4 or IPv6 networks");
        networks.fill("192.0.2.0/24, 2001:db8::/32");
        console.page.getByTestId("confirm-narrow").click();

        assertThat(console.page.getByTestId("last-alert")).containsText("is narrowed");
        JsonNode narrowed = person.get("/" + token.id()).json();
        assertThat(narrowed.path("addresses").toString()).isEqualTo("[\"192.0.2.0/24\",\"2001:db8::/32\"]");
        assertThat(narrowed.path("resources")).isEmpty();
        assertThat(console.row("roaming")).containsText("Full access");
        assertThat(isActive(token, "192.0.2.7")).isTrue();
        assertThat(isActive(token, "198.51.100.7")).isFalse();

        console.act("roaming", "narrow");
        assertThat(networks).hasValue("192.0.2.0/24 2001:db8::/32");
        networks.fill("");
        assertThat(help).containsText(Pattern.compile("Enter networks within .192\\.0\\.2\\.0/24, 2001:db8::/32"));
        networks.fill("198.51.100.0/24");
        console.page.getByTestId("confirm-narrow").click();
        assertThat(help).containsText(Pattern.compile("Enter networks within .192\\.0\\.2\\.0/24, 2001:db8::/32"));
        console.assertAccessible("narrow-networks");
        networks.fill("192.0.2.7");
        console.page.getByTestId("confirm-narrow").click();
        assertThat(console.row("roaming")).containsText(Pattern.compile("From .192\\.0\\.2\\.7/32"));
        assertThat(isActive(token, "192.0.2.8")).isFalse();
    }

    @Test
    void usesThenEachAddressWithItsAgent() {
        Person.Created token = person.create("travelling");
        List<String> addresses = List.of("192.0.2.1", "198.51.100.2", "2001:db8::3");
        addresses.forEach(address -> introspect(token, address, "agent of " + address));
        await("the uses to be stored")
                .until(() -> person.get("/" + token.id()).json().path("uses").size() == addresses.size());
        AccountConsole console = signIn("en");
        console.openDetails("travelling");

        for (String address : addresses) {
            assertThat(console.page
                            .getByTestId("use")
                            .filter(new Locator.FilterOptions().setHasText("agent of " + address))
                            .locator("code"))
                    .hasText(address);
        }
        console.assertAccessible("uses");
    }

    private boolean isActive(Person.Created token, String address) {
        return introspect(token, address, "curl").path("active").asBoolean();
    }

    private JsonNode introspect(Person.Created token, String address, String agent) {
        return Introspection.at(
                        product.realm("demo") + "/protocol/openid-connect/token/introspect",
                        "graphql-api",
                        Map.of("token", token.secret(), "client_address", address, "user_agent", agent))
                .json();
    }

    @Test
    void rotateThenNewSecretIsShownOnceAndOldOneWorksInItsGrace() {
        Person.Created token = person.create("turning");
        person.create("other");
        AccountConsole console = signIn("en");

        console.act("turning", "rotate");
        console.page.getByTestId("api-token-new-expiration").selectOption("30d");
        console.page.getByTestId("api-token-grace").selectOption("3600");
        console.assertAccessible("rotate");
        console.page.getByTestId("confirm-rotate").click();

        String secret = console.takeSecret();
        assertThat(secret).matches("kcat_[0-9A-Za-z]{49}").isNotEqualTo(token.secret());
        assertThat(console.page.getByTestId("created-token")).containsText("\"turning\" has a new secret");
        assertThat(console.page.getByTestId("details")).containsText("Old secret ends in");
        console.assertAccessible("rotated");
        assertThat(console.row("turning")).containsText("Old secret ends in");
        assertThat(console.rows()).hasCount(2);
        assertThat(product.introspect(secret).json().path("exp").isNumber()).isTrue();
        assertThat(product.introspect(token.secret()).json().path("active").asBoolean())
                .isTrue();
        console.page.reload();
        assertThat(console.row("turning")).isVisible();
        assertThat(console.page.content()).doesNotContain(secret);
    }

    @Test
    void listWhenAdminTookAccessAwayThenShown() {
        String client = ClientBuilder.unique().isResourceServer().createIn("demo", admin);
        String path = "/demo/clients/" + admin.clientUuid("demo", client);
        try {
            person.create(Map.of("name", "both", "resources", List.of(client, "graphql-api")));
            person.create(Map.of("name", "gone", "resources", List.of(client)));
            admin.call("PUT", path, Map.of("clientId", client, "attributes", Map.of("api-tokens.enabled", "false")));
            AccountConsole console = signIn("de");

            assertThat(console.row("both")).containsText("GraphQL API");
            assertThat(console.row("both")).containsText("Nicht mehr vorhanden: " + client);
            assertThat(console.row("gone")).containsText("Nirgends");
            assertThat(console.row("gone")).not().containsText("Voller Zugriff");
            console.assertAccessible("removed-access");
        } finally {
            admin.call("DELETE", path, null);
        }
    }

    private AccountConsole signIn(String locale) {
        return consoles.person(person.username(), locale);
    }
}
