package dev.apitokens.keycloak.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.keycloak.fixtures.Fake;
import dev.apitokens.keycloak.fixtures.TestRealm;
import dev.apitokens.keycloak.token.ApiTokenPrefix;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventStoreProvider;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.AuthDetails;
import org.keycloak.models.RealmModel;

class SettingsChangeTest {

    private final TestRealm realm = new TestRealm();
    private final List<AdminEvent> stored = new ArrayList<>();
    private final RealmModel audited = Fake.of(RealmModel.class)
            .returns("getName", "test")
            .returns("isAdminEventsEnabled", true)
            .returns("isAdminEventsDetailsEnabled", true)
            .answers("getEventsListenersStream", arguments -> Stream.empty())
            .make();

    private AdminEvent tell(Map<String, String> before, Map<String, String> after) {
        realm.provide(
                EventStoreProvider.class,
                Fake.of(EventStoreProvider.class)
                        .answers("onEvent", arguments -> stored.add((AdminEvent) arguments[0]))
                        .make());
        SettingsChange.between(before, after).tell(realm.session(), audited, cause(), null);
        return stored.get(stored.size() - 1);
    }

    private static AdminEvent cause() {
        AdminEvent cause = new AdminEvent();
        cause.setAuthDetails(new AuthDetails());
        return cause;
    }

    @Test
    void betweenWhenOnlyAttributesOfOthersDifferThenNone() {
        assertThat(SettingsChange.between(
                                Map.of("frontendUrl", "a", "api-tokens.prefix", "acme"),
                                Map.of("frontendUrl", "b", "api-tokens.prefix", "acme", "api-tokens.enabled", ""))
                        .isNone())
                .isTrue();
    }

    @Test
    void tellThenOldAndNewOfEach() {
        AdminEvent event = tell(
                Map.of("api-tokens.max-per-user", "5", "api-tokens.prefix", "acme"),
                Map.of("api-tokens.prefix", "other", "api-tokens.enabled", "false"));

        assertThat(event.getResourceTypeAsString()).isEqualTo("API_TOKEN_SETTINGS");
        assertThat(event.getResourcePath()).isEqualTo("api-tokens/settings");
        assertThat(event.getRepresentation())
                .isEqualTo("{\"api-tokens.enabled\":{\"from\":null,\"to\":\"false\"},"
                        + "\"api-tokens.max-per-user\":{\"from\":\"5\",\"to\":null},"
                        + "\"api-tokens.prefix\":{\"from\":\"acme\",\"to\":\"other\"}}");
    }

    @Test
    void tellWhenSomebodyPastedATokenThenItIsNowhere() {
        String secret = ApiTokenSecret.generate(ApiTokenPrefix.DEFAULT, new SecureRandom())
                .reveal();

        AdminEvent event = tell(Map.of("api-tokens.required-role", secret), Map.of("api-tokens." + secret, "x\ny"));

        assertThat(event.getRepresentation()).contains("(a token)", "x y").doesNotContain(secret);
    }
}
