package dev.apitokens.systemtests.cluster;

import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFException;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Await;
import dev.apitokens.systemtests.client.Exchange;
import dev.apitokens.systemtests.client.FineGrained;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Mailbox;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.StoredTokens;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People of an LDAP server: what their tokens are worth when it is away, and when they are. */
class UserStoreIT {

    private static final String PERSON = "lena";
    private static final String CREATED = "A new API token was created";

    private final Product product = Product.shared();
    private final StoredTokens tokens = new StoredTokens(product.database);
    private InMemoryDirectoryServer ldap;
    private String component = "";

    @BeforeEach
    void startLdap() throws Exception {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=example,dc=org");
        config.setSchema(null);
        config.addAdditionalBindCredentials("cn=admin", "admin");
        config.setListenerConfigs(
                InMemoryListenerConfig.createLDAPConfig("loopback", InetAddress.getLoopbackAddress(), 0, null));
        ldap = new InMemoryDirectoryServer(config);
        ldap.add("dn: dc=example,dc=org", "objectClass: domain", "dc: example");
        ldap.add("dn: ou=people,dc=example,dc=org", "objectClass: organizationalUnit", "ou: people");
        add(PERSON);
        ldap.startListening();
    }

    private void add(String username) throws LDAPException, LDIFException {
        ldap.add(
                "dn: uid=" + username + ",ou=people,dc=example,dc=org",
                "objectClass: inetOrgPerson",
                "objectClass: organizationalPerson",
                "uid: " + username,
                "cn: First",
                "sn: Last",
                "mail: " + username + "@example.org",
                "userPassword: " + username);
    }

    @AfterEach
    void remove() {
        if (!component.isEmpty()) {
            product.admin().call("DELETE", "/demo/components/" + component, null);
        }
        ldap.shutDown(true);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void introspectWhenUserStoreIsAwayThenUnavailableAndNeverInactive(boolean imported) throws LDAPException {
        federate(imported, "NO_CACHE");
        Person.Created token = product.person(PERSON).create("from LDAP");
        assertThat(product.introspect(token.secret()).body()).contains("\"active\":true");
        int port = ldap.getListenPort();

        ldap.shutDown(true);

        for (int i = 0; i < 3; i++) {
            Http.Answer away = product.introspect(token.secret());
            assertThat(away.status()).as(away.body()).isEqualTo(503);
            assertThat(away.error()).isEqualTo("temporarily_unavailable");
        }
        Http.Answer exchange = new Exchange(product.realm("demo")).call("graphql-api", token.secret());
        assertThat(exchange.status()).as(exchange.body()).isEqualTo(503);
        assertThat(exchange.error()).isEqualTo("temporarily_unavailable");
        assertThat(product.graphQl(token.secret(), "{ viewer { username } }").status())
                .isEqualTo(503);
        ldap.startListening();
        assertThat(ldap.getListenPort()).isEqualTo(port);
        assertThat(product.introspect(token.secret()).body()).contains("\"active\":true");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void adminWhenUserStoreIsAwayThenTokensAreListedFoundAndEnded(boolean imported) {
        federate(imported, "NO_CACHE");
        Person.Created token = product.person(PERSON).create("from LDAP");
        Admin admin = product.admin();
        String path = "/demo/api-tokens/" + token.id();
        String owner = admin.get(path).path("userId").asText();
        String filter = "?userId=" + owner;

        ldap.shutDown(true);

        JsonNode listed = admin.get("/demo/api-tokens" + filter);
        assertThat(listed).hasSize(1);
        assertThat(listed.at("/0/id").asText()).isEqualTo(token.id());
        assertThat(listed.at("/0/status").asText()).isEqualTo("active");
        assertThat(listed.at("/0/access/revoke").asBoolean()).isTrue();
        assertThat(listed.at("/0/username").isNull()).isEqualTo(!imported);
        assertThat(admin.call("GET", "/demo/api-tokens/export" + filter, null).body())
                .contains(token.id());
        assertThat(admin.get("/demo/api-tokens/owners" + filter)
                        .at("/owners/0/userId")
                        .asText())
                .isEqualTo(owner);
        assertThat(admin.call("POST", "/demo/api-tokens/lookup", Map.of("token", token.secret()))
                        .json()
                        .path("id")
                        .asText())
                .isEqualTo(token.id());
        assertThat(admin.get(path).path("blockedReason").isNull()).isTrue();

        assertThat(admin.send("DELETE", path, null).status()).isEqualTo(204);

        assertThat(isActive(token)).isFalse();
        assertThat(admin.events("demo").ofAdmins("api-tokens/" + token.id()))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.path("representation").asText()).contains(token.id()));
    }

    /** A permission that denies somebody has Keycloak's filter go by the rows of users, which these have none of. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void adminWhenFineGrainedPermissionsDenySomebodyThenPeopleOfTheDirectoryAreThereAllTheSame(boolean imported)
            throws Exception {
        String realm = "directory-" + (imported ? "copied" : "asked");
        String denied = "lars";
        add(denied);
        Admin root = product.admin();
        root.createRealm(realm);
        federate(realm, imported, "DEFAULT", Map.of());
        String name = root.createUser(realm);
        String local = root.createUser(realm);
        Person.Created token = Person.login(product.realm(realm), "cli", PERSON).create("from LDAP");
        Person.Created second =
                Person.login(product.realm(realm), "cli", PERSON).create("second");
        Person.Created hidden =
                Person.login(product.realm(realm), "cli", denied).create("hidden");
        Person.Created known = Person.login(product.realm(realm), "cli", local).create("of the realm");
        FineGrained.permitEverybody(root, realm, name, "view", "manage");
        String tokens = "/" + realm + "/api-tokens";
        String owner = root.get(tokens + "/" + token.id()).path("userId").asText();
        String deniedOwner = root.get(tokens + "/" + hidden.id()).path("userId").asText();
        FineGrained.deny(root, realm, name, deniedOwner, "view", "manage");
        Admin manager = new Admin(product.server, realm, "cli", name);

        assertThat(manager.get(tokens).findValuesAsText("id"))
                .containsExactlyInAnyOrder(token.id(), second.id(), known.id());
        assertThat(manager.get(tokens + "?userId=" + owner).findValuesAsText("id"))
                .containsExactlyInAnyOrder(token.id(), second.id());
        assertThat(manager.get(tokens + "?userId=" + deniedOwner)).isEmpty();
        assertThat(manager.get(tokens + "/count").path("count").asInt()).isEqualTo(3);
        assertThat(manager.call("GET", tokens + "/export", null).body())
                .contains(token.id(), second.id(), known.id())
                .doesNotContain(hidden.id());
        assertThat(manager.get(tokens + "/owners").path("owners").findValuesAsText("userId"))
                .contains(owner)
                .doesNotContain(deniedOwner);

        assertThat(manager.call("POST", tokens + "/revoke", Map.of("ids", List.of(token.id(), hidden.id())))
                        .json()
                        .path("revoked")
                        .asInt())
                .isEqualTo(1);
        assertThat(manager.call("POST", tokens + "/revoke", Map.of("all", true))
                        .json()
                        .path("revoked")
                        .asInt())
                .isEqualTo(2);
        assertThat(root.get(tokens + "/" + hidden.id()).path("revokedAt").isNull())
                .isTrue();
        root.call("DELETE", "/" + realm, null);
    }

    /** What a directory takes for a new password is told by Keycloak's event, though Keycloak keeps none. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void passwordWhenAnAdminSetsItInTheDirectoryThenRevoked(boolean imported) {
        federate(imported, "DEFAULT", Map.of("editMode", List.of("WRITABLE")));
        Person.Created token = product.person(PERSON).create("from LDAP");
        Admin admin = product.admin();
        admin.setting("demo", "revoke-on-password-change", "true");
        try {
            admin.call(
                    "PUT",
                    "/demo/users/" + admin.userId("demo", PERSON) + "/reset-password",
                    Map.of("type", "password", "value", "another", "temporary", false));
        } finally {
            admin.setting("demo", "revoke-on-password-change", "");
        }

        assertThat(isActive(token)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void introspectWhenThePersonLeftTheDirectoryThenInactiveWithinTheInterval(boolean imported) throws LDAPException {
        federate(imported, "DEFAULT");
        Person.Created token = product.person(PERSON).create("from LDAP");
        assertThat(isActive(token)).isTrue();

        ldap.delete("uid=" + PERSON + ",ou=people,dc=example,dc=org");

        await("a look into the directory").until(() -> !isActive(token));
        assertThat(product.admin().events("demo").of("INTROSPECT_TOKEN_ERROR"))
                .filteredOn(event -> event.at("/details/token_id").asText().equals(token.id()))
                .isNotEmpty()
                .allSatisfy(event ->
                        assertThat(event.at("/details/reason").asText()).isEqualTo("user_not_found"));
    }

    /** Whom Keycloak keeps a copy of comes back as somebody else, unless it is told to keep that, too. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void introspectWhenThePersonIsMissingForAMomentThenActiveAgain(boolean imported) {
        federate(imported, "DEFAULT", Map.of("removeInvalidUsersEnabled", List.of("false")));
        Person.Created token = product.person(PERSON).create("from LDAP");
        assertThat(isActive(token)).isTrue();

        filter("(!(uid=" + PERSON + "))");
        await("the person to be missed").until(() -> !isActive(token));
        if (!imported) {
            await("the person to be noted as missing").until(() -> isMissing(token));
        }
        filter("(uid=" + PERSON + ")");

        await("the person to be there again").until(() -> isActive(token));
        await("the person to be noted as present").until(() -> !isMissing(token));
        assertThat(product.person(PERSON)
                        .get("/" + token.id())
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("active");
    }

    @Test
    void introspectWhenTheCopyOfAMissingPersonIsRemovedThenInactiveAndTheRowsAreKept() {
        federate(true, "DEFAULT");
        Person.Created token = product.person(PERSON).create("from LDAP");

        filter("(!(uid=" + PERSON + "))");

        await("the person to be missed").until(() -> !isActive(token));
        assertThat(isMissing(token)).isTrue();
    }

    @Test
    void removeWhenAnAdminDoesThenTheTokensAreGoneThoughTheDirectoryHasThePerson() {
        federate(true, "DEFAULT");
        Person.Created token = product.person(PERSON).create("from LDAP");
        Admin admin = product.admin();

        admin.call("DELETE", "/demo/users/" + admin.userId("demo", PERSON), null);

        Person again = product.person(PERSON);
        assertThat(isActive(token)).isFalse();
        assertThat(again.get("").json()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void removeWhenTheDirectoryIsThenInactiveAtOnceAndPurgedWhenTheTimeHasCome(boolean imported) {
        federate(imported, "DEFAULT");
        Person.Created token = product.person(PERSON).create("from LDAP");
        String owner = tokens.query("select USER_ID from API_TOKEN where ID = ?", token.id())
                .get(0);

        product.admin().call("DELETE", "/demo/components/" + component, null);
        component = "";

        await("the person to be gone").until(() -> !isActive(token));
        await("the person to be missed").until(() -> isMissing(token));
        assertThat(tokens.query("select ID from API_TOKEN where USER_ID = ?", owner))
                .containsExactly(token.id());
        tokens.update("update API_TOKEN_OWNER set MISSING_SINCE = 1 where USER_ID = ?", owner);
        await("the purge")
                .until(() -> tokens.query("select ID from API_TOKEN where USER_ID = ?", owner)
                        .isEmpty());
        assertThat(tokens.query("select USER_ID from API_TOKEN_OWNER where USER_ID = ?", owner))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void mailWhenTheAddressesOfTheDirectoryAreNotTrustedThenNone(boolean imported) {
        federate(imported, "DEFAULT");
        try (Mailbox mailbox = Mailbox.open(product.admin())) {
            product.person(PERSON).create("from LDAP");
            Person known = product.newPerson();
            known.create("by a person of the realm");

            mailbox.await(known.username(), CREATED);
            assertThat(mailbox.received(PERSON, CREATED)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void mailWhenTheyAreTrustedThenItsPeopleAreTold(boolean imported) {
        federate(imported, "DEFAULT", Map.of("trustEmail", List.of("true")));
        try (Mailbox mailbox = Mailbox.open(product.admin())) {
            product.person(PERSON).create("from LDAP");

            mailbox.await(PERSON, CREATED);
        }
    }

    /** Neither what a login reads of the directory nor a synchronization makes the address of a copy verified. */
    @Test
    void mailWhenTheyAreTrustedAfterTheImportThenOnlyToWhomAnAdminHasVerified() throws Exception {
        String verified = "lars";
        add(verified);
        federate(true, "DEFAULT");
        List.of(PERSON, verified).forEach(product::person);
        Admin admin = product.admin();

        set("trustEmail", "true");
        admin.call("POST", "/demo/user-storage/" + component + "/sync?action=triggerFullSync", null);
        admin.updateUser("demo", verified, Map.of("emailVerified", true));

        try (Mailbox mailbox = Mailbox.open(admin)) {
            product.person(PERSON).create("from LDAP");
            product.person(verified).create("from LDAP");
            mailbox.await(verified, CREATED);
            assertThat(mailbox.received(PERSON, CREATED)).isEmpty();
        }
    }

    @Test
    void mailWhenTheyAreTrustedAndThereIsNoImportThenAtOnce() {
        federate(false, "DEFAULT");
        product.person(PERSON);

        set("trustEmail", "true");

        try (Mailbox mailbox = Mailbox.open(product.admin())) {
            product.person(PERSON).create("from LDAP");
            mailbox.await(PERSON, CREATED);
        }
    }

    private boolean isActive(Person.Created token) {
        Http.Answer answer = product.introspect(token.secret());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("active").asBoolean();
    }

    private boolean isMissing(Person.Created token) {
        List<String> since = tokens.query(
                "select MISSING_SINCE from API_TOKEN_OWNER where USER_ID = (select USER_ID from API_TOKEN where ID = ?)",
                token.id());
        assertThat(since).hasSize(1);
        return !since.contains("null");
    }

    /** Lets Keycloak see only some of the directory. */
    private void filter(String filter) {
        set("customUserSearchFilter", filter);
    }

    private void set(String option, String value) {
        ObjectNode representation =
                product.admin().get("/demo/components/" + component).deepCopy();
        representation.withObject("/config").putArray(option).add(value);
        product.admin().call("PUT", "/demo/components/" + component, representation);
    }

    private void federate(boolean imported, String cachePolicy) {
        federate(imported, cachePolicy, Map.of());
    }

    private void federate(boolean imported, String cachePolicy, Map<String, List<String>> options) {
        component = federate("demo", imported, cachePolicy, options);
    }

    private String federate(String realm, boolean imported, String cachePolicy, Map<String, List<String>> options) {
        Map<String, List<String>> config = new HashMap<>(Map.ofEntries(
                Map.entry("vendor", List.of("other")),
                Map.entry("connectionUrl", List.of("ldap://127.0.0.1:" + ldap.getListenPort())),
                Map.entry("connectionTimeout", List.of(String.valueOf(Await.PATIENCE.toMillis()))),
                Map.entry("authType", List.of("simple")),
                Map.entry("bindDn", List.of("cn=admin")),
                Map.entry("bindCredential", List.of("admin")),
                Map.entry("usersDn", List.of("ou=people,dc=example,dc=org")),
                Map.entry("usernameLDAPAttribute", List.of("uid")),
                Map.entry("rdnLDAPAttribute", List.of("uid")),
                Map.entry("uuidLDAPAttribute", List.of("entryUUID")),
                Map.entry("userObjectClasses", List.of("inetOrgPerson, organizationalPerson")),
                Map.entry("editMode", List.of("READ_ONLY")),
                Map.entry("importEnabled", List.of(String.valueOf(imported))),
                Map.entry("cachePolicy", List.of(cachePolicy))));
        config.putAll(options);
        Admin admin = product.admin();
        Http.Answer created = admin.call(
                "POST",
                "/" + realm + "/components",
                Map.of(
                        "name",
                        "ldap",
                        "providerId",
                        "ldap",
                        "providerType",
                        "org.keycloak.storage.UserStorageProvider",
                        "parentId",
                        admin.get("/" + realm).path("id").asText(),
                        "config",
                        config));
        String location = created.header("Location");
        return location.substring(location.lastIndexOf('/') + 1);
    }
}
