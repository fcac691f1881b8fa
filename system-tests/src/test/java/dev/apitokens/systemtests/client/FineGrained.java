package dev.apitokens.systemtests.client;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Gives admins Keycloak's fine-grained permissions v2. */
public final class FineGrained {

    private FineGrained() {}

    /**
     * Lets a user see or manage the members of a group, and switches fine-grained permissions on in the realm.
     *
     * @param scopes {@code view-members}, {@code manage-members}
     */
    public static void permit(Admin admin, String realm, String username, String groupId, String... scopes) {
        switchOn(admin, realm, username);
        permission(admin, realm, "Groups", List.of(groupId), policy(admin, realm, username, "POSITIVE"), scopes);
    }

    /**
     * Lets a user see or manage everybody.
     *
     * @param scopes {@code view}, {@code manage}
     */
    public static void permitEverybody(Admin admin, String realm, String username, String... scopes) {
        switchOn(admin, realm, username);
        permission(admin, realm, "Users", List.of(), policy(admin, realm, username, "POSITIVE"), scopes);
    }

    /**
     * Lets a user see or manage one client.
     *
     * @param scopes {@code view}, {@code manage}
     */
    public static void permitClient(Admin admin, String realm, String username, String clientUuid, String... scopes) {
        admin.updateRealm(realm, Map.of("adminPermissionsEnabled", true));
        admin.adminRoles(realm, username, "query-clients");
        permission(admin, realm, "Clients", List.of(clientUuid), policy(admin, realm, username, "POSITIVE"), scopes);
    }

    /** Denies a user that for one person. */
    public static void deny(Admin admin, String realm, String username, String personId, String... scopes) {
        permission(admin, realm, "Users", List.of(personId), policy(admin, realm, username, "NEGATIVE"), scopes);
    }

    private static void switchOn(Admin admin, String realm, String username) {
        admin.updateRealm(realm, Map.of("adminPermissionsEnabled", true));
        admin.adminRoles(realm, username, "query-users");
    }

    private static String policy(Admin admin, String realm, String username, String logic) {
        return admin.call(
                        "POST",
                        server(admin, realm) + "/policy/user",
                        Map.of(
                                "name",
                                logic + " for " + username,
                                "logic",
                                logic,
                                "users",
                                List.of(admin.userId(realm, username))))
                .json()
                .path("id")
                .asText();
    }

    private static void permission(
            Admin admin, String realm, String type, List<String> resources, String policy, String... scopes) {
        admin.call(
                "POST",
                server(admin, realm) + "/permission/scope",
                Map.of(
                        "name",
                        "permission " + UUID.randomUUID(),
                        "resourceType",
                        type,
                        "resources",
                        resources,
                        "scopes",
                        List.of(scopes),
                        "policies",
                        List.of(policy)));
    }

    private static String server(Admin admin, String realm) {
        return "/" + realm + "/clients/" + admin.clientUuid(realm, "admin-permissions") + "/authz/resource-server";
    }

    /** Makes a group with one member. */
    public static String group(Admin admin, String realm, String name, String member) {
        admin.call("POST", "/" + realm + "/groups", Map.of("name", name));
        String id = admin.get("/" + realm + "/groups?exact=true&search=" + name)
                .path(0)
                .path("id")
                .asText();
        admin.call("PUT", "/" + realm + "/users/" + admin.userId(realm, member) + "/groups/" + id, null);
        return id;
    }
}
