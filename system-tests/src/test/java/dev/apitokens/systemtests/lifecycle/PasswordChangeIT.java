package dev.apitokens.systemtests.lifecycle;

import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.LoginPages;
import dev.apitokens.systemtests.client.Mailbox;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.StoredTokens;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A new password ends the person's tokens, where the realm wants it so, whoever sets it. */
class PasswordChangeIT {

    private static final String NEW = "a-new-password";
    private static final Pattern LINK = Pattern.compile("https?://\\S*action-token\\S*");

    private final Product product = Product.shared();
    private final Admin admin = product.admin();
    private final Person person = product.newPerson();
    private final Person.Created token = person.create("a");
    private final Person.Created other = person.create("b");
    private final Person bystander = product.newPerson();
    private final Person.Created bystanders = bystander.create("c");

    @BeforeEach
    void switchOn() {
        admin.setting("demo", "revoke-on-password-change", "true");
    }

    @AfterEach
    void switchOff() {
        admin.setting("demo", "revoke-on-password-change", "");
    }

    @Test
    void changeWhenByThePersonThenRevoked() {
        changeOwn();

        assertRevoked();
    }

    @Test
    void changeWhenByMailedLinkThenRevoked() {
        admin.updateRealm("demo", Map.of("resetPasswordAllowed", true));
        try (Mailbox mailbox = Mailbox.open(admin)) {
            LoginPages pages = new LoginPages(product.realm("demo"))
                    .open("UPDATE_PROFILE")
                    .forgotPassword()
                    .submit(Map.of("username", person.username()));
            Mailbox.Mail mail = mailbox.await(person.username(), "Reset password");
            assertThat(isActive(token)).as("nothing has changed yet").isTrue();
            Matcher link = LINK.matcher(mail.text());
            assertThat(link.find()).as(mail.text()).isTrue();

            pages.visit(link.group());
            pages.submit(Map.of("password-new", NEW, "password-confirm", NEW));
        } finally {
            admin.updateRealm("demo", Map.of("resetPasswordAllowed", false));
        }

        assertRevoked();
    }

    @Test
    void changeWhenByAdminThenRevoked() {
        admin.call(
                "PUT",
                "/demo/users/" + userId() + "/reset-password",
                Map.of("type", "password", "value", NEW, "temporary", false));

        assertRevoked();
    }

    @Test
    void changeWhenByAdminWithinTheWholePersonThenRevoked() {
        admin.updateUser("demo", person.username(), Map.of("firstName", "Another"));
        assertThat(isActive(token)).as("no new password").isTrue();

        admin.updateUser(
                "demo",
                person.username(),
                Map.of("credentials", List.of(Map.of("type", "password", "value", NEW, "temporary", false))));

        assertRevoked();
    }

    @Test
    void changeWhenRefusedThenTokensLive() {
        LoginPages pages = new LoginPages(product.realm("demo"))
                .open("UPDATE_PASSWORD")
                .submit(Map.of("username", person.username(), "password", person.username()));

        pages.submit(Map.of("password-new", NEW, "password-confirm", "something else"));

        assertThat(isActive(token)).isTrue();
    }

    @Test
    void changeWhenNotWantedThenTokensLive() {
        switchOff();

        changeOwn();

        assertThat(isActive(token)).isTrue();
    }

    private void changeOwn() {
        new LoginPages(product.realm("demo"))
                .open("UPDATE_PASSWORD")
                .submit(Map.of("username", person.username(), "password", person.username()))
                .submit(Map.of("password-new", NEW, "password-confirm", NEW));
        // Keycloak may redirect before it commits.
        await("the new password").until(() -> login().status() == 200);
    }

    private Http.Answer login() {
        return Http.postForm(
                product.realm("demo") + "/protocol/openid-connect/token",
                Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        "demo-cli",
                        "username",
                        person.username(),
                        "password",
                        NEW));
    }

    private void assertRevoked() {
        await("the new password").until(() -> login().status() == 200);
        assertThat(isActive(token)).isFalse();
        assertThat(isActive(other)).isFalse();
        assertThat(isActive(bystanders)).isTrue();
        assertThat(new StoredTokens(product.database)
                        .query("select REVOCATION_REASON from API_TOKEN where ID in (?, ?)", token.id(), other.id()))
                .containsExactly("password_changed", "password_changed");
        List<JsonNode> events = admin.events("demo").of("REMOVE_CREDENTIAL", person.username());
        assertThat(events)
                .extracting(event -> event.at("/details/reason").asText())
                .containsExactly("password_changed", "password_changed");
    }

    private String userId() {
        return admin.userId("demo", person.username());
    }

    private boolean isActive(Person.Created created) {
        return product.introspect(created.secret()).json().path("active").asBoolean();
    }
}
