package dev.apitokens.systemtests.client;

import java.util.List;
import java.util.Map;

/** Makes admins who may see and manage the members of one group, by Keycloak's fine-grained permissions v2. */
public final class GroupAdmin {

    private GroupAdmin() {}

    /**
     * Gives a user that permission, and switches fine-grained permissions on in the realm.
     *
     * @param scopes {@code view-members}, {@code manage-members}
     */
    public static void permit(Admin admin, String realm, String username, String groupId, String... scopes) {
        admin.updateRealm(realm, Map.of("adminPermissionsEnabled", true));
        admin.adminRoles(realm, username, "query-users");
        String server =
                "/" + realm + "/clients/" + admin.clientUuid(realm, "admin-permissions") + "/authz/resource-server";
        String policy = admin.call(
                        "POST",
                        server + "/policy/user",
                        Map.of("name", "is " + username, "users", List.of(admin.userId(realm, username))))
                .json()
                .path("id")
                .asText();
        admin.call(
                "POST",
                server + "/permission/scope",
                Map.of(
                        "name",
                        "group of " + username,
                        "resourceType",
                        "Groups",
                        "resources",
                        List.of(groupId),
                        "scopes",
                        List.of(scopes),
                        "policies",
                        List.of(policy)));
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
