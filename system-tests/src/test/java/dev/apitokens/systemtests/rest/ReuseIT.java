package dev.apitokens.systemtests.rest;

import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Exchange;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Mailbox;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.StoredTokens;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The use of a secret that a rotation has ended: somebody has a copy. */
class ReuseIT {

    private static final Product PRODUCT = Product.shared();
    private static final Admin ADMIN = PRODUCT.admin();
    private static final String MAIL = "An old secret of an API token of yours was used";

    private final Person person = PRODUCT.newPerson();

    @AfterEach
    void restore() {
        ADMIN.setting("demo", "revoke-on-reuse", "");
    }

    /** Where a secret can be presented. */
    enum Use {
        INTROSPECTION {
            @Override
            void of(String secret) {
                assertThat(PRODUCT.introspect(secret).body()).isEqualTo("{\"active\":false}");
            }
        },
        OWN_INTROSPECTION {
            @Override
            void of(String secret) {
                assertThat(Introspection.at(PRODUCT.realm("demo") + "/api-tokens/introspect", "graphql-api", secret)
                                .body())
                        .isEqualTo("{\"active\":false}");
            }
        },
        EXCHANGE {
            @Override
            void of(String secret) {
                assertThat(new Exchange(PRODUCT.realm("demo"))
                                .call("mcp-server", secret, "audience", "graphql-api")
                                .status())
                        .isEqualTo(400);
            }
        },
        SELF {
            @Override
            void of(String secret) {
                assertThat(Http.send(Http.request(PRODUCT.realm("demo") + "/api-tokens/self")
                                        .header("Authorization", "Bearer " + secret))
                                .status())
                        .isEqualTo(401);
            }
        };

        abstract void of(String secret);
    }

    private List<JsonNode> reuses() {
        return ADMIN.events("demo").of("UPDATE_CREDENTIAL", person.username()).stream()
                .filter(event -> event.at("/details/api_token_action").asText().equals("secret_reused"))
                .toList();
    }

    private static boolean isActive(String secret) {
        return PRODUCT.introspect(secret).json().path("active").asBoolean();
    }

    private static void assertNoted(JsonNode token) {
        assertThat(token.path("previousSecretReusedAt").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void useWhenSecretWasRotatedAwayThenToldOnceAndTheTokenGoesOn(Use use) {
        Person.Created token = person.create("a");
        Person.Created rotated = person.rotate(token.id(), Map.of());
        assertThat(rotated.json().path("previousSecretReusedAt").isNull()).isTrue();

        use.of(token.secret());

        await("the event").until(() -> reuses().size() == 1);
        assertThat(reuses().get(0).at("/details/api_token_id").asText()).isEqualTo(token.id());
        use.of(token.secret());
        assertThat(isActive(rotated.secret())).isTrue();
        assertThat(reuses()).hasSize(1);
        assertNoted(person.get("/" + token.id()).json());
        assertNoted(ADMIN.get("/demo/api-tokens/" + token.id()));
    }

    @Test
    void useWhenRotatedAgainThenToldAgain() {
        Person.Created token = person.create("a");
        Person.Created second = person.rotate(token.id(), Map.of());
        Use.INTROSPECTION.of(token.secret());
        await("the first event").until(() -> reuses().size() == 1);
        person.rotate(token.id(), Map.of());

        assertThat(person.get("/" + token.id())
                        .json()
                        .path("previousSecretReusedAt")
                        .isNull())
                .isTrue();
        Use.INTROSPECTION.of(second.secret());
        await("the second event").until(() -> reuses().size() == 2);
    }

    @ParameterizedTest
    @EnumSource
    void useWhenRotatedAwayLongAgoThenToldOnceWhileTheOthersGoOn(Use use) {
        Person.Created token = person.create("a");
        person.rotate(token.id(), Map.of());
        Person.Created third = person.rotate(token.id(), Map.of());
        Person.Created fourth = person.rotate(token.id(), Map.of("graceSeconds", 3600));

        use.of(token.secret());

        await("the event").until(() -> reuses().size() == 1);
        use.of(token.secret());
        assertThat(isActive(third.secret())).isTrue();
        assertThat(isActive(fourth.secret())).isTrue();
        assertThat(reuses()).hasSize(1);
        assertNoted(person.get("/" + token.id()).json());
    }

    @Test
    void useWhenRotatedAwayLongAgoAndRealmWantsItSoThenTokenIsRevoked() {
        ADMIN.setting("demo", "revoke-on-reuse", "true");
        Person.Created token = person.create("a");
        person.rotate(token.id(), Map.of());
        Person.Created third = person.rotate(token.id(), Map.of());

        Use.INTROSPECTION.of(token.secret());

        assertThat(isActive(third.secret())).isFalse();
    }

    @Test
    void rotateWhenVeryOftenThenSecretsOfTheLastYearAreKept() {
        Person.Created token = person.create("a");
        Person.Created second = person.rotate(token.id(), Map.of());
        for (int i = 0; i < 53; i++) {
            person.rotate(token.id(), Map.of());
        }

        assertThat(new StoredTokens(PRODUCT.database)
                        .query("select count(*) from API_TOKEN_EARLIER_SECRET where TOKEN_ID = ?", token.id()))
                .containsExactly("52");
        Use.INTROSPECTION.of(token.secret());
        assertThat(reuses()).isEmpty();
        Use.INTROSPECTION.of(second.secret());
        await("the event").until(() -> reuses().size() == 1);
    }

    @Test
    void useWhenInItsGraceOrUnknownOrRevokedThenNothingIsTold() {
        Person.Created token = person.create("a");
        Person.Created rotated = person.rotate(token.id(), Map.of("graceSeconds", 3600));
        assertThat(isActive(token.secret())).isTrue();
        person.revoke(token.id());

        assertThat(isActive(token.secret())).isFalse();
        assertThat(isActive(rotated.secret())).isFalse();
        assertThat(reuses()).isEmpty();
    }

    @Test
    void useOfAJwtOfTheOldSecretThenNothingIsTold() {
        Person.Created token = person.create("a");
        String jwt = new Exchange(PRODUCT.realm("demo"))
                .jwt("mcp-server", token.secret(), "audience", "graphql-api")
                .text();
        person.rotate(token.id(), Map.of());

        assertThat(isActive(jwt)).isFalse();
        assertThat(reuses()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void useWhenRealmWantsItSoThenTokenIsRevoked(Use use) {
        ADMIN.setting("demo", "revoke-on-reuse", "true");
        Person.Created token = person.create("a");
        Person.Created rotated = person.rotate(token.id(), Map.of());

        use.of(token.secret());

        await("the revocation").until(() -> !isActive(rotated.secret()));
        assertThat(reuses()).hasSize(1);
        JsonNode told = ADMIN.get("/demo/api-tokens/" + token.id());
        assertThat(told.path("status").asText()).isEqualTo("revoked");
        assertThat(told.path("revocationReason").asText()).isEqualTo("secret_reused");
        assertThat(ADMIN.events("demo").of("REMOVE_CREDENTIAL", person.username()))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.at("/details/reason").asText()).isEqualTo("secret_reused"));
    }

    @Test
    void useWhenRealmWantsItSoThenTheNextAnswerIsNo() {
        ADMIN.setting("demo", "revoke-on-reuse", "true");
        for (int i = 0; i < 20; i++) {
            Person.Created token = person.create("a");
            Person.Created rotated = person.rotate(token.id(), Map.of());
            Use.INTROSPECTION.of(token.secret());
            assertThat(isActive(rotated.secret())).isFalse();
        }
    }

    @Test
    void useThenOwnerGetsOneMail() {
        try (Mailbox mailbox = Mailbox.open(ADMIN)) {
            Person.Created token = person.create("of the mail");
            person.rotate(token.id(), Map.of());
            Use.INTROSPECTION.of(token.secret());

            Mailbox.Mail mail = mailbox.await(person.username(), MAIL);
            assertThat(mail.text()).contains("of the mail", "somebody has a copy");

            ADMIN.setting("demo", "revoke-on-reuse", "true");
            Person.Created other = person.create("revoked by it");
            person.rotate(other.id(), Map.of());
            Use.INTROSPECTION.of(other.secret());
            assertThat(mailbox.await(person.username(), "API tokens of yours were revoked")
                            .text())
                    .contains("revoked by it", "there may be a copy of it");
            assertThat(mailbox.received(person.username(), MAIL)).hasSize(1);
        }
    }
}
