package dev.apitokens.keycloak.audit;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.RevocationCause;
import dev.apitokens.keycloak.model.UsedFrom;
import dev.apitokens.keycloak.policy.ApiTokenError;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.ClientConnection;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Tells of what happens to tokens. An event is part of the session's transaction; mails and metrics follow once that has
 * been committed.
 */
public final class ApiTokenEvents {

    private static final Pattern BEYOND_FIRST_PLANE = Pattern.compile("[^\\x{0}-\\x{FFFF}]");

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Actor actor;

    /**
     * @param session the session that makes the change
     * @param realm the realm of the tokens
     * @param actor by whom the change is made
     */
    public ApiTokenEvents(KeycloakSession session, RealmModel realm, Actor actor) {
        this.session = session;
        this.realm = realm;
        this.actor = actor;
    }

    /**
     * By whom a change is made.
     *
     * @param userId id of the user who makes it, or null: nobody in particular
     * @param clientId client id of the client that the person uses, or that makes it itself, or null: none
     * @param userSessionId id of the login, or null: there is none
     */
    public record Actor(
            @Nullable String userId,
            @Nullable String clientId,
            @Nullable String userSessionId) {

        /** Nobody who is logged in: the holder of a token, or the realm's rules. */
        public static final Actor NONE = new Actor(null, null, null);

        /** A resource server or a gateway, which nobody is logged in to. */
        public static Actor client(String clientId) {
            return new Actor(null, clientId, null);
        }

        /** An admin, whose client and login the admin event names. */
        public static Actor admin(String userId) {
            return new Actor(userId, null, null);
        }
    }

    /** A person made a token. */
    public void created(ApiToken token) {
        record(EventType.UPDATE_CREDENTIAL, "created", token).success();
        String realmName = realm.getName();
        AfterCommit.of(session)
                .count(() -> TokenMetrics.created(realmName))
                .mail(key(token, ApiTokenEmail.Kind.CREATED, null), token);
    }

    /** A person gave a token another name. */
    public void renamed(ApiToken token) {
        record(EventType.UPDATE_CREDENTIAL, "renamed", token).success();
    }

    /** A person said otherwise what a token is for. */
    public void described(ApiToken token) {
        record(EventType.UPDATE_CREDENTIAL, "described", token).success();
    }

    /** A person gave a token another secret. */
    public void rotated(ApiToken token) {
        record(EventType.UPDATE_CREDENTIAL, "rotated", token).success();
        AfterCommit.of(session).mail(key(token, ApiTokenEmail.Kind.ROTATED, null), token);
    }

    /**
     * A secret of a token was used that a rotation had ended.
     *
     * @param mailed whether its owner gets a mail about that, and not about what follows from it
     */
    public void reused(ApiToken token, boolean mailed) {
        record(EventType.UPDATE_CREDENTIAL, ApiTokenEventDetails.SECRET_REUSED, token)
                .success();
        String realmName = realm.getName();
        AfterCommit after = AfterCommit.of(session).count(() -> TokenMetrics.reused(realmName));
        if (mailed) {
            after.mail(key(token, ApiTokenEmail.Kind.REUSED, null), token);
        }
    }

    /** A token was used from a network that it was not used from before. That is no event: introspection has one. */
    public void usedFromNewNetwork(ApiToken token, UsedFrom use) {
        AfterCommit.of(session)
                .mail(
                        new ApiTokenEmail.Key(
                                token.addressee(),
                                realm.getName(),
                                ApiTokenEmail.Kind.NETWORK,
                                null,
                                TokensPage.address(session, realm, false),
                                use.address()),
                        token);
    }

    /** A person limited a token further. */
    public void narrowed(ApiToken token) {
        record(EventType.UPDATE_CREDENTIAL, "narrowed", token).success();
    }

    /** A token was revoked. Unless they did it themselves, its owner gets a mail: one for all that one transaction revokes. */
    public void revoked(ApiToken token, RevocationCause cause) {
        record(EventType.REMOVE_CREDENTIAL, "revoked", token)
                .detail(Details.REASON, cause.code())
                .success();
        String realmName = realm.getName();
        AfterCommit after = AfterCommit.of(session).count(() -> TokenMetrics.revoked(realmName, cause));
        if (cause != RevocationCause.REVOKED_BY_USER) {
            after.mail(key(token, ApiTokenEmail.Kind.REVOKED, cause), token);
        }
    }

    private ApiTokenEmail.Key key(ApiToken token, ApiTokenEmail.Kind kind, @Nullable RevocationCause cause) {
        return new ApiTokenEmail.Key(
                token.addressee(),
                realm.getName(),
                kind,
                cause,
                // Nobody sees a machine's tokens there.
                token.contact() == null ? TokensPage.address(session, realm, actor.userId() != null) : null,
                null);
    }

    /**
     * A person tried what they may not. As all events, this one is part of the session's transaction, which must not be the
     * one that the refusal rolls back.
     *
     * @param type what it would have been
     * @param userId id of the person
     * @param tokenId id of the token, or null: none, or the person has none of that id
     */
    public void refused(EventType type, String userId, @Nullable String tokenId, ApiTokenError error) {
        EventBuilder event = event(type, userId);
        if (tokenId != null) {
            event.detail(ApiTokenEventDetails.API_TOKEN_ID, tokenId);
        }
        event.storeImmediately(false).error(error.code());
    }

    private EventBuilder record(EventType type, String action, ApiToken token) {
        return event(type, token.userId())
                .detail(ApiTokenEventDetails.API_TOKEN_ACTION, action)
                .detail(ApiTokenEventDetails.API_TOKEN_ID, token.id())
                .detail(ApiTokenEventDetails.API_TOKEN_NAME, storable(token.name()))
                .detail(ApiTokenEventDetails.API_TOKEN_HINT, token.hint());
    }

    private EventBuilder event(EventType type, String userId) {
        ClientConnection connection = session.getContext().getConnection();
        EventBuilder event =
                connection == null ? new EventBuilder(realm, session) : new EventBuilder(realm, session, connection);
        return event.event(type)
                .user(userId)
                .client(actor.clientId())
                .session(actor.userSessionId())
                .detail(Details.CREDENTIAL_TYPE, ApiTokenEventDetails.API_TOKEN);
    }

    // Keycloak's event table can't hold what is beyond Unicode's first plane (an emoji) where its column is MariaDB's
    // or MySQL's utf8mb3, and the whole request would fail. The id tells the token all the same.
    private static String storable(String name) {
        return BEYOND_FIRST_PLANE.matcher(name).replaceAll("\uFFFD");
    }
}
