package dev.apitokens.systemtests.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.launcher.LogFile;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.client.UnknownSecret;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.StoredTokens;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** After all others that share the product: no secret that was ever made is in a log, an event or the database. */
@Isolated
@Order(Integer.MAX_VALUE)
class SecretScanIT {

    private static final int RANDOM_START = "kcat_".length();

    private final Product product = Product.shared();

    @Test
    void scanWhenAllTestsRanThenNoSecretAnywhere() {
        Person person = product.newPerson();
        Person.Created control = person.create("control " + person.username());
        assertThat(product.introspect(control.secret()).status()).isEqualTo(200);
        assertThat(product.introspect(UnknownSecret.secret()).body()).isEqualTo("{\"active\":false}");
        assertThat(product.graphQl(control.secret(), "{ viewer { username } }").status())
                .isEqualTo(200);
        assertThat(Person.SECRETS).isNotEmpty();

        String events = product.admin().events("demo").all().toString();
        String database = String.join("\n", new StoredTokens(product.database).query("script"));
        String keycloakLog = new LogFile(product.keycloak.log()).text();
        // Each of these is found where it belongs: a scan of nothing would find no secret either.
        assertThat(events).contains(control.id());
        assertThat(database).contains(control.id()).contains("API_TOKEN");
        assertThat(keycloakLog).contains("INTROSPECT_TOKEN_ERROR");

        List<String> places = List.of(
                events,
                database,
                keycloakLog,
                new LogFile(product.graphQl.log()).text(),
                new LogFile(product.mcp.log()).text());
        for (String secret : Person.SECRETS) {
            String random = secret.substring(secret.indexOf('_') + 1);
            assertThat(random.length()).isGreaterThan(RANDOM_START);
            for (String place : places) {
                // Not assertThat(place).doesNotContain: its message would print the secret.
                assertThat(place.contains(random))
                        .as("a secret in " + place.substring(0, 40))
                        .isFalse();
            }
        }
    }
}
