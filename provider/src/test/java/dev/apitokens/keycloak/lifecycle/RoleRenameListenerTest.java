package dev.apitokens.keycloak.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.keycloak.fixtures.Fake;
import dev.apitokens.keycloak.fixtures.TestRealm;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.models.RoleModel;

class RoleRenameListenerTest {

    private final TestRealm realm = new TestRealm();

    @BeforeEach
    void limit() {
        realm.attribute("api-tokens.max-per-user.few", "2");
        realm.attribute("api-tokens.max-per-user.fewer", "1");
        realm.attribute("api-tokens.required-role", "few");
        realm.attribute("few", "few");
    }

    private void rename(String before, String now, @Nullable String clientId) {
        new RoleRenameListener()
                .onEvent(Fake.of(RoleModel.RoleNameChangeEvent.class)
                        .returns("getRealm", realm.model())
                        .returns("getPreviousName", before)
                        .returns("getNewName", now)
                        .returns("getClientId", clientId)
                        .make());
    }

    @Test
    void onEventThenSettingsNameTheRoleAsItIsCalledNow() {
        rename("few", "some", null);

        assertThat(realm.attributes())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "api-tokens.max-per-user.some",
                        "2",
                        "api-tokens.max-per-user.fewer",
                        "1",
                        "api-tokens.required-role",
                        "some",
                        "few",
                        "few"));
    }

    @Test
    void onEventWhenRoleOfAClientOrOnlyDescribedAnewThenNothing() {
        Map<String, String> before = Map.copyOf(realm.attributes());

        rename("few", "some", "api");
        rename("few", "few", null);
        rename("nobody", "somebody", null);

        assertThat(realm.attributes()).isEqualTo(before);
    }

    /** Keycloak could not store it, and the rename would fail: it is a fault that is told instead. */
    @Test
    void onEventWhenTheNameIsTooLongForALimitThenTheLimitStays() {
        rename("few", "x".repeat(255), null);

        assertThat(realm.attributes()).containsEntry("api-tokens.max-per-user.few", "2");
    }
}
