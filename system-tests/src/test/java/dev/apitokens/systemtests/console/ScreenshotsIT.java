package dev.apitokens.systemtests.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.StoredTokens;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The pictures of the README, of what people see now. With {@code -Dscreenshots.update} they take the place of those that
 * are checked in; without, those must be pictures of the same size.
 */
class ScreenshotsIT {

    private static final Path CHECKED_IN = Path.of("../docs/images");
    private static final String REALM = "acme";
    private static final String NO_REAL_TOKEN = "kcat_" + "ExampleOnly".repeat(4) + "00000";
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 640;
    private static final long LARGEST = 150_000;

    @RegisterExtension
    private final Consoles consoles = new Consoles();

    private final Product product = Product.shared();
    private final Admin admin = product.admin();

    @Test
    void accountConsoleThenATokenThatIsShownOnce() throws IOException {
        Person person = product.newPerson("editor");
        person.create("Laptop");
        AccountConsole console = consoles.person(person.username(), "en-GB");
        console.page.setViewportSize(WIDTH, HEIGHT);
        String secret = console.create("CI of the web shop");
        assertThat(console.page.getByTestId("created-token")).isVisible();

        console.replaceText(secret, NO_REAL_TOKEN);
        console.replaceText(product.graphQl.baseUrl().toString(), "http://localhost:8081");

        console.page.getByTestId("created-token").scrollIntoViewIfNeeded();
        assertThat(console.page.getByTestId("token")).hasText(NO_REAL_TOKEN);
        assertThat(console.page.content()).doesNotContain(secret);
        check(console, "account-console");
    }

    @Test
    void adminConsoleThenWhoHasWhat() throws IOException {
        admin.createRealm(REALM);
        admin.updateRealm(REALM, Map.of("adminTheme", "api-tokens"));
        for (String api : List.of("graphql-api", "mcp-server")) {
            ClientBuilder.named(api).isResourceServer().createIn(REALM, admin);
        }
        Person alice = person("alice");
        Person bob = person("bob");
        Instant soon = Instant.now().plus(60, ChronoUnit.DAYS);
        Person.Created used = alice.create(Map.of("name", "CI of the web shop", "expiresAt", soon.toString()));
        alice.create(Map.of("name", "AI assistant", "resources", List.of("mcp-server")));
        bob.create("Laptop");
        bob.revoke(bob.create("Old laptop").id());
        new StoredTokens(product.database)
                .update(
                        "update API_TOKEN set LAST_USED_AT = ?, LAST_USED_BY = 'graphql-api' where ID = ?",
                        String.valueOf(Instant.now().minus(Duration.ofHours(2)).toEpochMilli()),
                        used.id());
        person("carol");
        admin.adminRoles(REALM, "carol", "realm-admin");
        AdminConsole console = consoles.admin(REALM, "carol", "/" + REALM + "/api-tokens");
        // As wide as the console needs to show its navigation.
        console.page.setViewportSize(1280, 780);
        assertThat(console.rows()).hasCount(4);
        check(console, "admin-console");
    }

    private Person person(String name) {
        admin.call(
                "POST",
                "/" + REALM + "/users",
                Map.of(
                        "username",
                        name,
                        "enabled",
                        true,
                        "email",
                        name + "@example.org",
                        "firstName",
                        name,
                        "lastName",
                        "Example",
                        "credentials",
                        List.of(Map.of("type", "password", "value", name, "temporary", false))));
        return Person.login(product.realm(REALM), "cli", name);
    }

    private static void check(Console console, String name) throws IOException {
        Path taken = console.picture(name);
        Path checkedIn = CHECKED_IN.resolve(name + ".png");
        if (System.getProperty("screenshots.update") != null) {
            Files.createDirectories(CHECKED_IN);
            Files.copy(taken, checkedIn, StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(checkedIn).as("made by -Dscreenshots.update").exists();
        assertThat(Files.size(checkedIn)).isLessThan(LARGEST);
        BufferedImage now = ImageIO.read(taken.toFile());
        BufferedImage before = ImageIO.read(checkedIn.toFile());
        assertThat(before.getWidth()).isEqualTo(now.getWidth());
        assertThat(before.getHeight()).isEqualTo(now.getHeight());
    }
}
