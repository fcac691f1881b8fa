package dev.apitokens.systemtests.lifecycle;

import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.launcher.Ports;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Mailbox;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.client.RawHttp;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.StoredTokens;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mails, as a real mail server gets them. */
class MailIT {

    private static final String HOSTILE = "<img src=x onerror=alert(1)> & \"Bob's\" ${7*7} {0}";
    private static final String ESCAPED = "&lt;img src=x onerror=alert(1)&gt; &amp; &quot;Bob&#39;s&quot; ${7*7} {0}";
    private static final String CREATED = "A new API token was created";
    private static final String EXPIRING = "API tokens of yours are about to expire";

    private static Mailbox mailbox;

    private final Product product = Product.shared();
    private final Admin admin = product.admin();

    @BeforeAll
    static void open() {
        mailbox = Mailbox.open(Product.shared().admin());
    }

    @AfterAll
    static void close() {
        mailbox.close();
    }

    private Person speaking(String language) {
        Person person = product.newPerson();
        admin.updateUser("demo", person.username(), Map.of("attributes", Map.of("locale", List.of(language))));
        return person;
    }

    @ParameterizedTest
    @CsvSource({
        "en, A new API token was created, can act in your name, See your API tokens",
        "de, Ein neues API-Token wurde erstellt, in Ihrem Namen handeln, Ihre API-Tokens ansehen"
    })
    void createThenOwnerIsToldInTheirLanguageWithoutSecret(
            String language, String subject, String advice, String link) {
        Person person = speaking(language);

        Person.Created token = person.create(HOSTILE);

        Mailbox.Mail mail = mailbox.await(person.username(), subject);
        String hint = token.json().path("hint").asText();
        String page = product.realm("demo") + "/account/api-tokens";
        assertThat(mail.html())
                .contains(ESCAPED, hint, advice, link, "href=\"" + page + "\"")
                .doesNotContain("<img");
        assertThat(mail.text()).contains(HOSTILE, hint, advice, page);
        // Not doesNotContain: its message would print the secret.
        String random = token.secret().substring(token.secret().indexOf('_') + 1);
        assertThat((mail.html() + mail.text()).contains(random)).as("a secret").isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "en, API tokens of yours were revoked, Your password was changed.",
        "de, API-Tokens von Ihnen wurden widerrufen, Ihr Passwort wurde geändert."
    })
    void revokeWhenSeveralAtOnceThenOneMailNamesAllAndWhy(String language, String subject, String why) {
        Person person = speaking(language);
        person.create(HOSTILE);
        person.create("Another");
        admin.setting("demo", "revoke-on-password-change", "true");
        try {
            admin.call(
                    "PUT",
                    "/demo/users/" + admin.userId("demo", person.username()) + "/reset-password",
                    Map.of("type", "password", "value", "new", "temporary", false));
        } finally {
            admin.setting("demo", "revoke-on-password-change", "");
        }

        Mailbox.Mail mail = mailbox.await(person.username(), subject);
        assertThat(mail.html()).contains(ESCAPED, "Another", why).doesNotContain("<img");
        assertThat(mail.text()).contains(HOSTILE, "Another", why);
        assertThat(mailbox.received(person.username(), subject)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "en, An API token of yours was rotated, The old secret stops working",
        "de, Ein API-Token von Ihnen wurde erneuert, Das alte Geheimnis gilt"
    })
    void rotateThenOwnerIsToldWithTheNewHint(String language, String subject, String advice) {
        Person person = speaking(language);

        Person.Created rotated = person.rotate(person.create(HOSTILE).id(), Map.of());

        Mailbox.Mail mail = mailbox.await(person.username(), subject);
        String hint = rotated.json().path("hint").asText();
        assertThat(mail.html()).contains(ESCAPED, hint, advice).doesNotContain("<img");
        assertThat(mail.text()).contains(HOSTILE, hint, advice);
    }

    @ParameterizedTest
    @CsvSource({
        "en, API tokens of yours were revoked, They were found where they should not be",
        "de, API-Tokens von Ihnen wurden widerrufen, gefunden"
    })
    void reportWhenLeakedThenOwnerIsToldWhy(String language, String subject, String why) {
        Person person = speaking(language);
        Person.Created token = person.create(HOSTILE);

        Http.send(Http.request(product.realm("demo") + "/api-tokens/revoke")
                .header("Content-Type", "application/json")
                .POST(Http.json(Map.of("tokens", List.of(token.secret())))));

        Mailbox.Mail mail = mailbox.await(person.username(), subject);
        assertThat(mail.html()).contains(ESCAPED, why).doesNotContain("<img");
        assertThat(mail.text()).contains(HOSTILE, why);
    }

    @ParameterizedTest
    @CsvSource({
        "en, API tokens of yours were revoked, An administrator revoked them.",
        "de, API-Tokens von Ihnen wurden widerrufen, Ein Administrator hat sie widerrufen."
    })
    void revokeWhenByAdminThenOwnerIsToldWhy(String language, String subject, String why) {
        Person person = speaking(language);
        Person.Created token = person.create(HOSTILE);

        admin.call("DELETE", "/demo/api-tokens/" + token.id(), null);

        Mailbox.Mail mail = mailbox.await(person.username(), subject);
        assertThat(mail.html()).contains(ESCAPED, why).doesNotContain("<img");
        assertThat(mail.text()).contains(HOSTILE, why);
    }

    /** Who holds a token shows no login, so that the address which the request says it was sent to proves nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"DELETE /self", "POST /revoke"})
    void revokeWhenTheHostIsForgedThenTheMailDoesNotLinkThere(String call) throws IOException {
        Person person = speaking("en");
        Person.Created token = person.create("a");
        String body =
                call.startsWith("POST") ? Http.JSON.writeValueAsString(Map.of("tokens", List.of(token.secret()))) : "";

        String answer = RawHttp.send(
                product.keycloak.baseUrl(),
                call.replace(" ", " /realms/demo/api-tokens") + " HTTP/1.1",
                "Host: evil.example",
                "Authorization: Bearer " + token.secret(),
                "Content-Type: application/json",
                "Content-Length: " + body.length(),
                "Connection: close",
                "",
                body);

        assertThat(answer).startsWith("HTTP/1.1 20");
        Mailbox.Mail mail = mailbox.await(person.username(), "API tokens of yours were revoked");
        assertThat(mail.html() + mail.text()).doesNotContain("evil.example");
    }

    @Test
    void revokeWhenByOwnerThenNoMail() {
        Person person = product.newPerson();
        assertThat(person.revoke(person.create("a").id()).status()).isEqualTo(204);
        person.create("b");

        await("both mails")
                .until(() -> mailbox.received(person.username(), CREATED).size() == 2);
        assertThat(mailbox.received(person.username(), "API tokens of yours were revoked"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "en, API tokens of yours are about to expire, create a new token in time",
        "de, API-Tokens von Ihnen laufen bald ab, erstellen Sie rechtzeitig ein neues Token"
    })
    void expiryWhenNearThenOwnerIsToldOnce(String language, String subject, String advice) {
        Person person = speaking(language);
        Person.Created near = expiring(person, HOSTILE, 3);
        expiring(person, "Far away", 20);

        Mailbox.Mail mail = mailbox.await(person.username(), subject);

        String hint = near.json().path("hint").asText();
        assertThat(mail.html())
                .contains(ESCAPED, hint, advice)
                .contains(" UTC")
                .doesNotContain("<img")
                .doesNotContain("Far away");
        assertThat(mail.text()).contains(HOSTILE, hint, advice).doesNotContain("Far away");
        product.metrics.awaitRuns("expiry-notices");
        assertThat(mailbox.received(person.username(), subject)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "en, API tokens of yours are about to expire, Refused everywhere for now: a role is missing",
        "de, API-Tokens von Ihnen laufen bald ab, Zurzeit überall abgelehnt: Es fehlt eine Rolle"
    })
    void expiryWhenBlockedThenTheMailSaysSo(String language, String subject, String why) {
        Person person = speaking(language);
        admin.setting("demo", "expiry-notice-days", "0");
        try {
            expiring(person, "Blocked as well", 3);
            admin.setting("demo", "required-role", "nobody has it");
            admin.setting("demo", "expiry-notice-days", "");

            Mailbox.Mail mail = mailbox.await(person.username(), subject);

            assertThat(mail.html()).contains("Blocked as well", why);
            assertThat(mail.text()).contains("Blocked as well", why);
        } finally {
            admin.setting("demo", "expiry-notice-days", "");
            admin.setting("demo", "required-role", "");
        }
    }

    @Test
    void expiryWhenNoticeIsSwitchedOffThenNoMail() {
        Person person = product.newPerson();
        admin.setting("demo", "expiry-notice-days", "0");
        try {
            expiring(person, "a", 3);
            product.metrics.awaitRuns("expiry-notices");
            assertThat(mailbox.received(person.username(), EXPIRING)).isEmpty();
        } finally {
            admin.setting("demo", "expiry-notice-days", "");
        }
        mailbox.await(person.username(), EXPIRING);
    }

    /** Of several notices that are due, whoever was told late needs one only; and the next when its time has come. */
    @Test
    void expiryWhenSeveralNoticesThenOneMailForEach() {
        Person person = product.newPerson();
        admin.setting("demo", "expiry-notice-days", "20,7,1");
        try {
            Person.Created token = expiring(person, "In steps", 3);
            mailbox.await(person.username(), EXPIRING);
            product.metrics.awaitRuns("expiry-notices");
            assertThat(mailbox.received(person.username(), EXPIRING)).hasSize(1);

            long soon = Instant.now().plus(20, ChronoUnit.HOURS).toEpochMilli();
            long toldBefore = Instant.now().minus(2, ChronoUnit.DAYS).toEpochMilli();
            new StoredTokens(product.database)
                    .update(
                            "update API_TOKEN set EXPIRES_AT = " + soon + ", EXPIRY_NOTICE_SENT_AT = " + toldBefore
                                    + " where ID = ?",
                            token.id());

            await("the second mail")
                    .until(() -> mailbox.received(person.username(), EXPIRING).size() == 2);
            product.metrics.awaitRuns("expiry-notices");
            assertThat(mailbox.received(person.username(), EXPIRING)).hasSize(2);
        } finally {
            admin.setting("demo", "expiry-notice-days", "");
        }
    }

    @Test
    void anyWhenMailServerIsDownThenNothingFailsAndExpiryIsToldLater() {
        String[] failed = {"realm=\"demo\"", "outcome=\"failed\""};
        String[] notices = {"realm=\"demo\"", "outcome=\"failed\"", "kind=\"expiring\""};
        double before = product.metrics.sum("api_tokens_mails_total", failed);
        double noticesBefore = product.metrics.sum("api_tokens_mails_total", notices);
        Person person = product.newPerson();
        Mailbox.use(admin, Ports.free());
        try {
            Person.Created token = expiring(person, "a", 3);
            assertThat(product.introspect(token.secret()).body()).contains("\"active\":true");
            await("failures of both mails")
                    .until(() -> product.metrics.sum("api_tokens_mails_total", notices) > noticesBefore
                            && product.metrics.sum("api_tokens_mails_total", failed) >= before + 2);
        } finally {
            Mailbox.use(admin, mailbox.port());
        }

        mailbox.await(person.username(), EXPIRING);
        assertThat(mailbox.received(person.username(), CREATED)).isEmpty();
    }

    @Test
    void anyWhenAddressIsNotVerifiedThenNoMail() {
        Person stranger = product.newPerson();
        admin.updateUser("demo", stranger.username(), Map.of("emailVerified", false));
        stranger.create("a");
        expiring(stranger, "b", 3);
        Person known = product.newPerson();
        expiring(known, "b", 3);

        mailbox.await(known.username(), EXPIRING);
        mailbox.await(known.username(), CREATED);
        product.metrics.awaitRuns("expiry-notices");

        assertThat(mailbox.received(stranger.username(), CREATED)).isEmpty();
        assertThat(mailbox.received(stranger.username(), EXPIRING)).isEmpty();
    }

    /** A token that was made for less is about to expire from the beginning, and whoever made it knows. */
    @Test
    void expiryWhenWholeLifeIsNoLongerThanTheNoticeThenNoMail() {
        Person person = product.newPerson();
        Instant week = Instant.now().plus(7, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        person.create(Map.of("name", "For a week", "expiresAt", week.toString()));
        expiring(person, "For long", 3);

        assertThat(mailbox.await(person.username(), EXPIRING).text())
                .contains("For long")
                .doesNotContain("For a week");
        product.metrics.awaitRuns("expiry-notices");
        assertThat(mailbox.received(person.username(), EXPIRING)).hasSize(1);
    }

    /** One that was made a month ago. */
    private Person.Created expiring(Person person, String name, int days) {
        Instant expiresAt = Instant.now().plus(days, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        Person.Created token = person.create(Map.of("name", name, "expiresAt", expiresAt.toString()));
        long made = Instant.now().minus(30, ChronoUnit.DAYS).toEpochMilli();
        new StoredTokens(product.database)
                .update("update API_TOKEN set CREATED_AT = " + made + " where ID = ?", token.id());
        return token;
    }
}
