package dev.apitokens.keycloak.admin;

import static dev.apitokens.keycloak.model.ApiTokenQuery.Visibility.EVERYBODY;
import static dev.apitokens.keycloak.model.ApiTokenQuery.Visibility.MANAGED_CLIENT;
import static dev.apitokens.keycloak.model.ApiTokenQuery.Visibility.PERMITTED;

import dev.apitokens.keycloak.audit.ApiTokenEvents;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenQuery;
import dev.apitokens.keycloak.model.ServiceAccount;
import dev.apitokens.keycloak.model.UserStoreUnavailableException;
import jakarta.ws.rs.ForbiddenException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.authorization.fgap.AdminPermissionsSchema;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** What the admin may see and do, by Keycloak's roles and fine-grained permissions on the owners of tokens. */
final class AdminAccess {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AdminPermissionEvaluator permissions;
    private final OwnerReader owners;

    AdminAccess(KeycloakSession session, RealmModel realm, AdminPermissionEvaluator permissions) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.owners = new OwnerReader(session);
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

    /**
     * The same for tokens of the service account of a client, which who manages the client may see as well.
     *
     * @param clientId client id, or null: nothing is said of a client
     */
    ApiTokenQuery.Visibility requireVisibility(@Nullable String clientId) {
        ClientModel client =
                clientId == null || clientId.isBlank() ? null : realm.getClientByClientId(clientId.strip());
        return client != null && permissions.clients().canManage(client) ? MANAGED_CLIENT : requireVisibility();
    }

    /** Refuses who may see nobody's tokens, be it a person's or a machine's. */
    void requireAnySight() {
        if (!mayManageSomeClients()) {
            requireVisibility();
        }
    }

    /** Refuses who may see neither clients nor tokens, and so has no business with where tokens are good. */
    void requireViewResourceServers() {
        if (!permissions.clients().canView()) {
            requireVisibility();
        }
    }

    /** Refuses who manages no client. */
    void requireClients() {
        if (!mayManageSomeClients()) {
            throw new ForbiddenException();
        }
    }

    private boolean mayManageSomeClients() {
        return permissions.clients().canManage() || hasFineGrainedPermissions();
    }

    /** The clients that the admin names. */
    AdminClients clients() {
        return new AdminClients(session, realm, permissions);
    }

    /** Refuses who may not give the token another secret: nobody may give one to a person's but they themselves. */
    void requireManageClientOf(ApiToken token) {
        UserModel owner = owner(token);
        ServiceAccount account =
                owner == null ? null : ServiceAccount.of(realm, owner).orElse(null);
        if (account == null) {
            throw new ForbiddenException();
        }
        permissions.clients().requireManage(account.client());
    }

    private boolean mayManageClientOf(UserModel owner) {
        return ServiceAccount.of(realm, owner)
                .filter(account -> permissions.clients().canManage(account.client()))
                .isPresent();
    }

    AdminAuth admin() {
        return permissions.adminAuth();
    }

    private boolean hasFineGrainedPermissions() {
        return AdminPermissionsSchema.SCHEMA.isAdminPermissionsEnabled(realm);
    }

    void requireView(ApiToken token) {
        UserModel owner = owner(token);
        if ((owner == null || !mayManageClientOf(owner)) && !mayView(owner)) {
            throw new ForbiddenException();
        }
    }

    /** Whether the admin may see the user; null: somebody who is not there. */
    boolean mayView(@Nullable UserModel user) {
        return user == null
                ? permissions.users().canView()
                : permissions.users().canView(decidable(user));
    }

    /** Refuses who may not see the token, or no events: they tell more than it. */
    void requireViewEvents(ApiToken token) {
        requireView(token);
        permissions.realm().requireViewEvents();
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
    List<String> revocable(Map<String, String> byToken) {
        // With fine-grained permissions, who may manage everybody may be denied somebody.
        if (mayManageEverybody() && !hasFineGrainedPermissions()) {
            return List.copyOf(byToken.keySet());
        }
        Map<String, Boolean> allowed = new HashMap<>();
        return byToken.entrySet().stream()
                .filter(entry -> allowed.computeIfAbsent(entry.getValue(), userId -> mayRevoke(owners.find(userId))))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What the admin may do with an owner's tokens, as Keycloak tells it of users. */
    Map<String, Boolean> told(@Nullable UserModel owner) {
        boolean rotate = owner != null && mayManageClientOf(owner);
        return Map.of("revoke", isDecidable(owner) && mayRevoke(owner), "rotate", rotate);
    }

    /** Those of nobody who is still there may revoke who may manage everybody. */
    private boolean mayRevoke(@Nullable UserModel owner) {
        return owner == null
                ? permissions.users().canManage()
                : permissions.users().canManage(decidable(owner)) || mayManageClientOf(owner);
    }

    /** Fine-grained permissions go by groups, among others, and those of somebody whose directory is away are with it. */
    private boolean isDecidable(@Nullable UserModel owner) {
        return owner == null || !hasFineGrainedPermissions() || !OwnerReader.isUnread(owner);
    }

    private UserModel decidable(UserModel owner) {
        if (!isDecidable(owner)) {
            throw new UserStoreUnavailableException();
        }
        return owner;
    }

    OwnerReader owners() {
        return owners;
    }

    @Nullable
    UserModel owner(ApiToken token) {
        return owners.find(token.userId());
    }

    ApiTokenEvents.Actor actor() {
        return ApiTokenEvents.Actor.admin(permissions.adminAuth().getUser().getId());
    }
}
