package dev.apitokens.systemtests.lifecycle;

import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What Keycloak's health tells of API tokens. */
class HealthIT {

    private static final String REALM = "health";
    private static final String CHECK = "API tokens: settings";

    private final Product product = Product.shared();
    private final Admin admin = product.admin();

    @Test
    void healthWhenSettingsCannotBeReadThenTellsAndTakesNobodyOut() {
        admin.createRealm(REALM);
        Person.login(product.realm(REALM), "cli", admin.createUser(REALM)).create("a");
        admin.setting(REALM, "max-per-user", "many");
        admin.setting(REALM, "enabled", "False");

        await("the sample").until(() -> unreadable() == 2);

        for (String path : List.of("", "/well")) {
            assertThat(health(path).status()).as(path).isEqualTo(200);
            assertThat(checks(path)).as(path).contains(CHECK);
            assertThat(health(path).body()).as(path).doesNotContain("many", "False");
        }
        for (String path : List.of("/ready", "/live")) {
            assertThat(checks(path)).as(path).doesNotContain(CHECK);
        }

        admin.setting(REALM, "max-per-user", "5");
        admin.setting(REALM, "enabled", "true");

        await("the next sample").until(() -> unreadable() == 0);
        assertThat(health("").status()).isEqualTo(200);
    }

    private long unreadable() {
        return StreamSupport.stream(health("").json().path("checks").spliterator(), false)
                .filter(check -> check.path("name").asText().equals(CHECK))
                .mapToLong(
                        check -> check.path("data").path("unreadable." + REALM).asLong())
                .sum();
    }

    private List<String> checks(String path) {
        return StreamSupport.stream(health(path).json().path("checks").spliterator(), false)
                .map((JsonNode check) -> check.path("name").asText())
                .toList();
    }

    private Http.Answer health(String path) {
        return Http.send(Http.request(product.management + "/health" + path));
    }
}
