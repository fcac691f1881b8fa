package dev.apitokens.keycloak.change;

import dev.apitokens.keycloak.audit.ApiTokenEvents;
import dev.apitokens.keycloak.audit.TokenRevocation;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.Owner;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * What a change under the owner's lock works with. Everything is read by the session of that transaction: the request's
 * own would take its connection from it, and lose it with the commit.
 */
public final class OwnerWork {

    private final KeycloakSession session;
    private final Owner owner;
    private final ApiTokenEvents.Actor actor;
    private final boolean isOwnerThere;

    OwnerWork(KeycloakSession session, Owner owner, ApiTokenEvents.Actor actor) {
        this(session, owner, actor, true);
    }

    private OwnerWork(KeycloakSession session, Owner owner, ApiTokenEvents.Actor actor, boolean isOwnerThere) {
        this.session = session;
        this.owner = owner;
        this.actor = actor;
        this.isOwnerThere = isOwnerThere;
    }

    /** The same where the owner is known to be gone, whom a cache may have a moment longer. */
    OwnerWork ofNobody() {
        return new OwnerWork(session, owner, actor, false);
    }

    public KeycloakSession session() {
        return session;
    }

    public RealmModel realm() {
        return session.getContext().getRealm();
    }

    public Owner owner() {
        return owner;
    }

    /** The owner as they are now, or null: gone. */
    public @Nullable UserModel user() {
        return isOwnerThere ? session.users().getUserById(realm(), owner.userId()) : null;
    }

    public ApiTokenProvider store() {
        return session.getProvider(ApiTokenProvider.class);
    }

    public ApiTokenEvents events() {
        return new ApiTokenEvents(session, realm(), actor);
    }

    public TokenRevocation revocation() {
        return new TokenRevocation(session, owner.realmId(), actor);
    }

    /**
     * The owner's token with that id.
     *
     * @throws dev.apitokens.keycloak.rest.ApiTokenErrorException when there is none
     */
    public ApiToken token(String id) {
        return store().find(owner, id).orElseThrow(ChangeErrors::notFound);
    }
}
