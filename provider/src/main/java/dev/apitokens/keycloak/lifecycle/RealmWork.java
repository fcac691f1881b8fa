package dev.apitokens.keycloak.lifecycle;

import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.policy.ApiTokenSettings;
import java.time.Instant;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** What a transaction works with. */
record RealmWork(
        KeycloakSession session, RealmModel realm, ApiTokenSettings settings, ApiTokenProvider store, Instant now) {

    /** Whether people can use their tokens. Where they can't, it is not their doing that a token is idle. */
    boolean isInUse() {
        return settings.enabled();
    }
}
