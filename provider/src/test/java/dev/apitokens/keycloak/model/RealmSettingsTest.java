package dev.apitokens.keycloak.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.keycloak.fixtures.TestRealm;
import dev.apitokens.keycloak.policy.ApiTokenSettings;
import org.junit.jupiter.api.Test;

class RealmSettingsTest {

    private final TestRealm realm = new TestRealm();

    @Test
    void ofWhenRealmIsDisabledThenSwitchedOffAndAllElseAsItIs() {
        realm.attribute("api-tokens.enabled", "true");
        realm.attribute("api-tokens.max-per-user", "7");
        realm.disable();

        ApiTokenSettings settings = RealmSettings.of(realm.model());

        assertThat(settings.enabled()).isFalse();
        assertThat(settings.maxPerUser()).isEqualTo(7);
        // What an admin has set is what there is when the realm is enabled again.
        assertThat(realm.attributes()).containsEntry("api-tokens.enabled", "true");
    }

    @Test
    void ofWhenRealmIsEnabledThenAsItSays() {
        assertThat(RealmSettings.of(realm.model()).enabled()).isTrue();

        realm.attribute("api-tokens.enabled", "false");
        assertThat(RealmSettings.of(realm.model()).enabled()).isFalse();
    }
}
