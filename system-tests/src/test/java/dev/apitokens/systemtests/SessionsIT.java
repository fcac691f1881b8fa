package dev.apitokens.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** A token does not hang on a login session. */
class SessionsIT {

    private final Product product = Product.shared();

    @Test
    void introspectWhenPersonIsLoggedOutAndServerRestartedThenActive() {
        Person person = product.newPerson();
        Person.Created token = person.create("a");
        Admin admin = product.admin();

        admin.call("POST", "/demo/users/" + admin.userId("demo", person.username()) + "/logout", Map.of());
        assertThat(person.get("").status()).isEqualTo(401);
        assertThat(product.introspect(token.secret()).body()).contains("\"active\":true");

        product.keycloak.restart();
        assertThat(product.introspect(token.secret()).body()).contains("\"active\":true");
        assertThat(product.graphQl(token.secret(), "{ viewer { username } }").status())
                .isEqualTo(200);
    }
}
