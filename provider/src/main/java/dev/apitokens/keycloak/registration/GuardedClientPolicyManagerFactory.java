package dev.apitokens.keycloak.registration;

import dev.apitokens.keycloak.model.RunningKeycloak;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.ClientPolicyManager;
import org.keycloak.services.clientpolicy.DefaultClientPolicyManager;
import org.keycloak.services.clientpolicy.DefaultClientPolicyManagerFactory;

/**
 * Keycloak's client policies, and before them the one rule of {@link AdminOnlyAttributes}. A policy or a registration
 * policy would have to be configured in each realm, and could be switched off there by accident; every way to write a
 * client comes past the manager of the policies.
 */
public final class GuardedClientPolicyManagerFactory extends DefaultClientPolicyManagerFactory {

    @Override
    public ClientPolicyManager create(KeycloakSession session) {
        if (!RunningKeycloak.fits()) {
            return super.create(session);
        }
        return new DefaultClientPolicyManager(session) {
            @Override
            public void triggerOnEvent(ClientPolicyContext context) throws ClientPolicyException {
                AdminOnlyAttributes.check(context);
                super.triggerOnEvent(context);
            }
        };
    }

    /** Before Keycloak's own, whose id it has. */
    @Override
    public int order() {
        return super.order() + 1;
    }
}
