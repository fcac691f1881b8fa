package dev.apitokens.keycloak.verification;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.PresentedToken;
import dev.apitokens.keycloak.model.ResourceServer;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.UserModel;

/** What the checks of a token came to. */
public sealed interface Verdict {

    /** It may be used at that resource server by that person. */
    record Active(PresentedToken presented, UserModel user, ResourceServer resourceServer) implements Verdict {

        /** The token, whichever of its secrets was presented. */
        public ApiToken token() {
            return presented.token();
        }
    }

    /** It may be used by whoever holds it to see or to revoke the token itself. */
    record Held(PresentedToken presented, UserModel user) implements Verdict {}

    /** It may not; the token is null when none was found. */
    record Inactive(InactiveReason reason, @Nullable ApiToken token) implements Verdict {

        public static Inactive because(InactiveReason reason) {
            return new Inactive(reason, null);
        }
    }

    /** Whether it may cannot be told: the store of its person is out of reach. */
    record Unavailable() implements Verdict {}
}
