package dev.apitokens.keycloak.audit;

import dev.apitokens.keycloak.model.ApiTokenUsedEvent;
import dev.apitokens.keycloak.model.PresentedToken;
import dev.apitokens.keycloak.model.ResourceServer;
import dev.apitokens.keycloak.policy.Origin;
import java.time.Clock;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/** The one way to tell that a token was used: by the event of the request, and for the token's last use. */
public final class TokenUse {

    private final KeycloakSession session;
    private final Clock clock;

    public TokenUse(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /**
     * The request succeeded: its event is complete but for what every use tells.
     *
     * @param user whose token it is
     * @param resourceServer where it was used
     * @param origin where it was used from
     */
    public void succeeded(
            EventBuilder event,
            PresentedToken presented,
            UserModel user,
            ResourceServer resourceServer,
            Origin origin) {
        if (presented.isPrevious()) {
            event.detail(ApiTokenEventDetails.API_TOKEN_SECRET, ApiTokenEventDetails.PREVIOUS);
        }
        event.user(user).success();
        session.getKeycloakSessionFactory()
                .publish(new ApiTokenUsedEvent(
                        presented.token().realmId(),
                        presented.token().id(),
                        clock.instant(),
                        resourceServer.client().getClientId(),
                        origin));
    }
}
