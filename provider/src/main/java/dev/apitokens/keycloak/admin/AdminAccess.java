package dev.apitokens.keycloak.admin;

import static dev.apitokens.keycloak.model.ApiTokenQuery.Visibility.EVERYBODY;
import static dev.apitokens.keycloak.model.ApiTokenQuery.Visibility.PERMITTED;

import dev.apitokens.keycloak.audit.ApiTokenEvents;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenQuery;
import jakarta.ws.rs.ForbiddenException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.authorization.fgap.AdminPermissionsSchema;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** What the admin may see and do, by Keycloak's roles and fine-grained permissions on the owners of tokens. */
final class AdminAccess {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AdminPermissionEvaluator permissions;

    AdminAccess(KeycloakSession session, RealmModel realm, AdminPermissionEvaluator permissions) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
    }

    /** Whose tokens the admin may see; refuses who may see nobody's. */
    ApiTokenQuery.Visibility requireVisibility() {
        permissions.users().requireQuery();
        if (permissions.users().canView()) {
            return EVERYBODY;
        }
        if (!hasFineGrainedPermissions()) {
            throw new ForbiddenException();
        }
        return PERMITTED;
    }

    private boolean hasFineGrainedPermissions() {
        return AdminPermissionsSchema.SCHEMA.isAdminPermissionsEnabled(realm);
    }

    void requireView(ApiToken token) {
        UserModel owner = owner(token);
        if (owner == null) {
            permissions.users().requireView();
        } else {
            permissions.users().requireView(owner);
        }
    }

    void requireRevoke(ApiToken token) {
        if (!mayRevoke(owner(token))) {
            throw new ForbiddenException();
        }
    }

    void requireViewRealm() {
        permissions.realm().requireViewRealm();
    }

    void requireManageRealm() {
        permissions.realm().requireManageRealm();
    }

    boolean mayManageEverybody() {
        return permissions.users().canManage();
    }

    /** Those of the tokens that the admin may revoke, by their owners. */
    List<String> revocable(Map<String, String> owners) {
        // With fine-grained permissions, who may manage everybody may be denied somebody.
        if (mayManageEverybody() && !hasFineGrainedPermissions()) {
            return List.copyOf(owners.keySet());
        }
        Map<String, Boolean> allowed = new HashMap<>();
        return owners.entrySet().stream()
                .filter(entry -> allowed.computeIfAbsent(
                        entry.getValue(), userId -> mayRevoke(session.users().getUserById(realm, userId))))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What the admin may do with a person's tokens, as Keycloak tells it of users. */
    Map<String, Boolean> told(@Nullable UserModel owner) {
        return Map.of("revoke", mayRevoke(owner));
    }

    /** Those of nobody who is still there may revoke who may manage everybody. */
    private boolean mayRevoke(@Nullable UserModel owner) {
        return owner == null
                ? permissions.users().canManage()
                : permissions.users().canManage(owner);
    }

    @Nullable
    UserModel owner(ApiToken token) {
        return owner(token, session);
    }

    /** Whose token it is, as that session reads it; null: nobody who is still there. */
    static @Nullable UserModel owner(ApiToken token, KeycloakSession reader) {
        return reader.users().getUserById(reader.getContext().getRealm(), token.userId());
    }

    ApiTokenEvents.Actor actor() {
        return ApiTokenEvents.Actor.admin(permissions.adminAuth().getUser().getId());
    }
}
