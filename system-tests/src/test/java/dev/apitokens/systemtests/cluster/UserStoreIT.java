package dev.apitokens.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.LDAPException;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Exchange;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People of an LDAP server: what their tokens are worth when it is away. */
class UserStoreIT {

    private static final String PERSON = "lena";

    private final Product product = Product.shared();
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
        ldap.add(
                "dn: uid=" + PERSON + ",ou=people,dc=example,dc=org",
                "objectClass: inetOrgPerson",
                "objectClass: organizationalPerson",
                "uid: " + PERSON,
                "cn: Lena",
                "sn: Lind",
                "mail: lena@example.org",
                "userPassword: " + PERSON);
        ldap.startListening();
    }

    @AfterEach
    void remove() {
        product.admin().call("DELETE", "/demo/components/" + component, null);
        ldap.shutDown(true);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void introspectWhenUserStoreIsAwayThenUnavailableAndNeverInactive(boolean imported) throws LDAPException {
        federate(imported);
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

    private void federate(boolean imported) {
        Map<String, List<String>> config = Map.ofEntries(
                Map.entry("vendor", List.of("other")),
                Map.entry("connectionUrl", List.of("ldap://127.0.0.1:" + ldap.getListenPort())),
                Map.entry("connectionTimeout", List.of("2000")),
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
                Map.entry("cachePolicy", List.of("NO_CACHE")));
        Admin admin = product.admin();
        Http.Answer created = admin.call(
                "POST",
                "/demo/components",
                Map.of(
                        "name",
                        "ldap",
                        "providerId",
                        "ldap",
                        "providerType",
                        "org.keycloak.storage.UserStorageProvider",
                        "parentId",
                        admin.get("/demo").path("id").asText(),
                        "config",
                        config));
        String location = created.header("Location");
        component = location.substring(location.lastIndexOf('/') + 1);
    }
}
