package dev.apitokens.systemtests.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.client.Await;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A token does not hang on a login session. It restarts the server, which nobody uses meanwhile. */
@Isolated
class SessionsIT {

    private final Product product = Product.shared();
    private final String openIdConnect = product.realm("demo") + "/protocol/openid-connect";

    @Test
    void introspectWhenPersonHasLoggedOutAndServerRestartedThenActive() {
        String name = product.admin().createUser("demo");
        Http.Answer login = Http.postForm(
                openIdConnect + "/token",
                Map.of("grant_type", "password", "client_id", "demo-cli", "username", name, "password", name));
        Person person = new Person(
                product.realm("demo"), name, login.json().path("access_token").asText());
        Person.Created token = person.create("a");
        // A logout that counted as not-before would end a token of a second before.
        Await.nextSecond();

        Http.Answer logout = Http.postForm(
                openIdConnect + "/logout",
                Map.of(
                        "client_id",
                        "demo-cli",
                        "refresh_token",
                        login.json().path("refresh_token").asText()));

        assertThat(logout.status()).isEqualTo(204);
        assertThat(person.get("").status()).isEqualTo(401);
        assertThat(product.introspect(token.secret()).body()).contains("\"active\":true");

        product.keycloak.restart();
        assertThat(product.introspect(token.secret()).body()).contains("\"active\":true");
        assertThat(product.graphQl(token.secret(), "{ viewer { username } }").status())
                .isEqualTo(200);
    }
}
