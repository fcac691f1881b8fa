package dev.apitokens.keycloak.verification;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.PresentedToken;
import dev.apitokens.keycloak.model.ResourceServer;
import dev.apitokens.keycloak.policy.Origin;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.UserModel;

/** What the checks of a token came to. That a token may be used is a promise, which only they can make. */
public sealed interface Verdict {

    /** It may be used at that resource server by that person. */
    final class Active implements Verdict {

        private final PresentedToken presented;
        private final UserModel user;
        private final ResourceServer resourceServer;
        private final Origin origin;

        Active(PresentedToken presented, UserModel user, ResourceServer resourceServer, Origin origin) {
            this.presented = presented;
            this.user = user;
            this.resourceServer = resourceServer;
            this.origin = origin;
        }

        public PresentedToken presented() {
            return presented;
        }

        /** The token, whichever of its secrets was presented. */
        public ApiToken token() {
            return presented.token();
        }

        public UserModel user() {
            return user;
        }

        public ResourceServer resourceServer() {
            return resourceServer;
        }

        /** Where it is used from. */
        public Origin origin() {
            return origin;
        }
    }

    /** It may be seen, rotated or revoked, by whoever holds it. */
    final class Held implements Verdict {

        private final PresentedToken presented;

        Held(PresentedToken presented) {
            this.presented = presented;
        }

        public PresentedToken presented() {
            return presented;
        }

        /** The token, whichever of its secrets was presented. */
        public ApiToken token() {
            return presented.token();
        }
    }

    /** It may not; the token is null when none was found. */
    record Inactive(InactiveReason reason, @Nullable ApiToken token) implements Verdict {

        /** The token as far as an event of this realm may name it: null for one of another realm, too. */
        public @Nullable ApiToken nameable() {
            return reason == InactiveReason.OTHER_REALM ? null : token;
        }

        public static Inactive because(InactiveReason reason) {
            return new Inactive(reason, null);
        }
    }
}
