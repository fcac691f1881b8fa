package dev.apitokens.keycloak.audit;

import static dev.apitokens.keycloak.model.ApiTokenBuilder.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.keycloak.fixtures.Fake;
import dev.apitokens.keycloak.fixtures.TestRealm;
import dev.apitokens.keycloak.model.Addressee;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.Owner;
import dev.apitokens.keycloak.model.RevocationCause;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.UserModel;

class EmailQueueTest {

    private static final int MOST = 10_000;

    private final TestRealm realm = new TestRealm();
    private final Queue<Runnable> work = new ArrayDeque<>();
    private final List<String> sent = new ArrayList<>();
    private boolean isServerDown;

    @BeforeEach
    void connect() {
        realm.smtp(Map.of("host", "mail.example.org"));
        realm.provide(
                ExecutorsProvider.class,
                Fake.of(ExecutorsProvider.class)
                        .returns(
                                "getExecutor",
                                Fake.of(ExecutorService.class)
                                        .answers("execute", arguments -> work.add((Runnable) arguments[0]))
                                        .make())
                        .make());
        EmailTemplateProvider[] self = new EmailTemplateProvider[1];
        self[0] = Fake.of(EmailTemplateProvider.class)
                .answers("setRealm", arguments -> self[0])
                .answers("setUser", arguments -> self[0])
                .answers("send", arguments -> send((String) arguments[0], (Map<?, ?>) arguments[3]))
                .make();
        realm.provide(EmailTemplateProvider.class, self[0]);
        person("alice-id", true, true);
    }

    /** The queue is the server's, not a test's. */
    @AfterEach
    void empty() {
        isServerDown = false;
        deliver();
    }

    private Object send(String subject, Map<?, ?> contents) {
        if (isServerDown) {
            throw Fake.thrown(new EmailException("down"));
        }
        sent.add(subject + " "
                + Objects.requireNonNull((List<?>) contents.get("tokens")).size());
        return subject;
    }

    private void person(String id, boolean enabled, boolean verified) {
        realm.user(Fake.of(UserModel.class)
                .returns("getId", id)
                .returns("isEnabled", enabled)
                .returns("getServiceAccountClientLink", null)
                .returns("getEmail", id + "@example.org")
                .returns("isEmailVerified", verified)
                .make());
    }

    private static ApiTokenEmail email(String userId, ApiTokenEmail.Kind kind, ApiToken... tokens) {
        return new ApiTokenEmail(
                new ApiTokenEmail.Key(
                        new Addressee(new Owner(TestRealm.ID, userId), null),
                        "test",
                        kind,
                        kind == ApiTokenEmail.Kind.REVOKED ? RevocationCause.UNUSED : null,
                        "https://example.org/page",
                        null),
                List.of(tokens));
    }

    private void queue(ApiTokenEmail email) {
        EmailQueue.send(realm.session(), email);
    }

    private void deliver() {
        while (!work.isEmpty()) {
            work.remove().run();
        }
    }

    @Test
    void sendThenNothingIsSentBeforeTheOtherThreadDoes() {
        queue(email("alice-id", ApiTokenEmail.Kind.CREATED, token("1").build()));
        assertThat(sent).isEmpty();

        deliver();
        assertThat(sent).containsExactly("apiTokensCreatedSubject 1");
    }

    @Test
    void sendWhenAboutTheSameThenOneMailOfAll() {
        queue(email("alice-id", ApiTokenEmail.Kind.REVOKED, token("1").build()));
        queue(email(
                "alice-id",
                ApiTokenEmail.Kind.REVOKED,
                token("2").build(),
                token("3").build()));
        queue(email("alice-id", ApiTokenEmail.Kind.ROTATED, token("4").build()));

        deliver();

        assertThat(sent).containsExactly("apiTokensRevokedSubject 3", "apiTokensRotatedSubject 1");
    }

    @Test
    void sendWhenNobodyIsReachableThenNoMail() {
        person("bob-id", false, true);
        person("carol-id", true, false);
        for (String user : List.of("bob-id", "carol-id", "gone")) {
            queue(email(user, ApiTokenEmail.Kind.CREATED, token("1").build()));
        }

        deliver();

        assertThat(sent).isEmpty();
    }

    @Test
    void sendWhenMailServerIsDownThenTheNextMailIsSentAllTheSame() {
        isServerDown = true;
        queue(email("alice-id", ApiTokenEmail.Kind.CREATED, token("1").build()));
        deliver();
        isServerDown = false;
        queue(email("alice-id", ApiTokenEmail.Kind.ROTATED, token("1").build()));
        deliver();

        assertThat(sent).containsExactly("apiTokensRotatedSubject 1");
    }

    @Test
    void sendWhenTooManyWaitThenDroppedButForMoreOfTheSame() {
        for (int i = 0; i < MOST; i++) {
            queue(email("person-" + i, ApiTokenEmail.Kind.REVOKED, token("1").build()));
        }
        queue(email("alice-id", ApiTokenEmail.Kind.REVOKED, token("1").build()));
        person("person-0", true, true);
        queue(email("person-0", ApiTokenEmail.Kind.REVOKED, token("2").build()));

        deliver();

        assertThat(sent).containsExactly("apiTokensRevokedSubject 2");
    }
}
