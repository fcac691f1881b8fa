package dev.apitokens.keycloak.account;

import dev.apitokens.keycloak.model.RunningKeycloak;
import java.time.Clock;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocolFactory;
import org.keycloak.protocol.oidc.OIDCLoginProtocolService;

/**
 * Takes the place of Keycloak's OpenID Connect, same id and higher order, for the one endpoint of it that is no provider of its own:
 * {@link RevocationEndpoint}. All else is Keycloak's.
 */
public final class RevocationProtocolFactory extends OIDCLoginProtocolFactory {

    private final Clock clock = Clock.systemUTC();

    @Override
    public Object createProtocolEndpoint(KeycloakSession session, EventBuilder event) {
        if (!RunningKeycloak.fits()) {
            return super.createProtocolEndpoint(session, event);
        }
        return new OIDCLoginProtocolService(session, event) {
            @Override
            public Object revoke() {
                return new RevocationEndpoint(session, event, clock);
            }
        };
    }

    @Override
    public int order() {
        return super.order() + 1;
    }
}
