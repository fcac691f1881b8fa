package dev.apitokens.systemtests.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.OwnRealm;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.StoredTokens;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People who are in the realm by an organization, and whom Keycloak removes with their membership. */
@OwnRealm
class ManagedMembersIT {

    private final Product product = Product.shared();
    private final Admin admin = product.admin();
    private final StoredTokens database = new StoredTokens(product.database);
    private final String realm = "managed-" + UUID.randomUUID();
    private String organization = "";

    @BeforeEach
    void makeOrganization() {
        admin.createRealm(realm);
        admin.updateRealm(realm, Map.of("organizationsEnabled", true));
        String location = admin.call(
                        "POST",
                        "/" + realm + "/organizations",
                        Map.of("name", "Acme", "alias", "acme", "domains", List.of(Map.of("name", "acme.example.org"))))
                .header("Location");
        organization = "/" + realm + "/organizations/" + location.substring(location.lastIndexOf('/') + 1);
    }

    /** The id of somebody who came by an identity provider of the organization: its own column is how Keycloak knows. */
    private String managed() {
        String userId = member();
        database.update("update USER_GROUP_MEMBERSHIP set MEMBERSHIP_TYPE = 'MANAGED' where USER_ID = ?", userId);
        return userId;
    }

    /** The id of somebody whom the realm has anyway. */
    private String member() {
        String userId = admin.userId(realm, admin.createUser(realm));
        admin.call("POST", organization + "/members", userId);
        return userId;
    }

    @AfterEach
    void removeRealm() {
        admin.call("DELETE", "/" + realm, null);
    }

    /** A token with all that is stored about a person. */
    private Person.Created usedToken(String userId) {
        String username =
                admin.get("/" + realm + "/users/" + userId).path("username").asText();
        Person.Created token =
                Person.login(product.realm(realm), "cli", username).create("a");
        database.usedFrom(token.id(), "192.0.2.1");
        assertThat(traces(token, userId)).containsExactly("1", "1", "1");
        return token;
    }

    private List<String> traces(Person.Created token, String userId) {
        return database.query(
                "select count(*) from API_TOKEN where USER_ID = ? union all"
                        + " select count(*) from API_TOKEN_OWNER where USER_ID = ? union all"
                        + " select count(*) from API_TOKEN_ORIGIN where TOKEN_ID = ?",
                userId,
                userId,
                token.id());
    }

    @Test
    void removeMemberWhenManagedThenNoTraceOfThemIsLeft() {
        String userId = managed();
        Person.Created token = usedToken(userId);

        admin.call("DELETE", organization + "/members/" + userId, null);

        assertThat(admin.send("GET", "/" + realm + "/users/" + userId, null).status())
                .isEqualTo(404);
        assertThat(traces(token, userId)).containsExactly("0", "0", "0");
    }

    @Test
    void removeMemberWhenTheyStayInTheRealmThenTheirTokensDo() {
        String userId = member();
        Person.Created token = usedToken(userId);

        admin.call("DELETE", organization + "/members/" + userId, null);

        assertThat(traces(token, userId)).containsExactly("1", "1", "1");
    }

    @Test
    void removeOrganizationThenNoTraceOfItsManagedMembersIsLeft() {
        String managed = managed();
        Person.Created gone = usedToken(managed);
        String member = member();
        Person.Created kept = usedToken(member);

        admin.call("DELETE", organization, null);

        assertThat(admin.send("GET", "/" + realm + "/users/" + managed, null).status())
                .isEqualTo(404);
        assertThat(traces(gone, managed)).containsExactly("0", "0", "0");
        assertThat(traces(kept, member)).containsExactly("1", "1", "1");
    }
}
