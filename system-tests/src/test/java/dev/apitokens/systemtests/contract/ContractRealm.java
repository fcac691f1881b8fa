package dev.apitokens.systemtests.contract;

import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import java.util.Map;

/** A realm with one of each who may ask for something, or may not; and two in which nobody may. */
final class ContractRealm {

    static final String NAME = "contract";
    static final String BEHIND_TLS = "contract-tls";
    static final String DISABLED = "contract-disabled";
    static final String API = "api";
    static final String MACHINE = "machine";

    private final String server;
    private final Admin root;
    private final Person person;
    private final String whoMayNotManage;
    private final Admin admin;
    private final Admin nobody;
    private final String token;
    private final String held;
    private final String tokenOfMachine;

    ContractRealm(Product product) {
        server = product.server;
        root = product.admin();
        root.createRealm(BEHIND_TLS);
        resourceServer(BEHIND_TLS);
        root.updateRealm(BEHIND_TLS, Map.of("sslRequired", "all"));
        root.createRealm(DISABLED);
        root.updateRealm(DISABLED, Map.of("enabled", false));
        root.createRealm(NAME);
        resourceServer(NAME);
        ClientBuilder.named(MACHINE).hasServiceAccount().createIn(NAME, root);
        // Keycloak calls a JWT active for its audience only.
        ClientBuilder.named("app")
                .isPublic()
                .takesPasswords()
                .mapper("oidc-audience-mapper", Map.of("included.client.audience", API, "access.token.claim", "true"))
                .createIn(NAME, root);
        String name = root.createUser(NAME);
        person = Person.login(product.realm(NAME), "cli", name);
        whoMayNotManage = Person.login(product.realm(NAME), "app", name).accessToken();
        admin = newAdmin(product, "realm-admin");
        nobody = newAdmin(product);
        Person.Created created = person.create("is there");
        token = created.id();
        held = created.secret();
        Person.Created ofMachine = Person.created(
                admin.call("POST", "/" + NAME + "/api-tokens", Map.of("clientId", MACHINE, "name", "is there")));
        Person.SECRETS.add(ofMachine.secret());
        tokenOfMachine = ofMachine.id();
    }

    private void resourceServer(String realm) {
        ClientBuilder.named(API).isResourceServer().allowsCheck().createIn(realm, root);
    }

    private Admin newAdmin(Product product, String... roles) {
        String name = root.createUser(NAME);
        if (roles.length > 0) {
            root.adminRoles(NAME, name, roles);
        }
        return new Admin(product.server, NAME, "cli", name);
    }

    Person person() {
        return person;
    }

    /** Keycloak's address. */
    String server() {
        return server;
    }

    String account() {
        return "/realms/" + NAME + "/api-tokens";
    }

    String behindTls() {
        return "/realms/" + BEHIND_TLS + "/api-tokens";
    }

    String admin() {
        return "/admin/realms/" + NAME + "/api-tokens";
    }

    String introspection(String realm) {
        return "/realms/" + realm + "/protocol/openid-connect/token/introspect";
    }

    /** What parameters of addresses stand for, in calls that are secured so: an admin rotates machines' tokens only. */
    Map<String, String> values(String security) {
        return Map.of("realm", NAME, "clientId", API, "id", security.equals("admin") ? tokenOfMachine : token);
    }

    /** The secret of a token of the person's. */
    String held() {
        return held;
    }

    /** Who may call what is secured so. */
    String whoMay(String security) {
        return switch (security) {
            case "person" -> person.accessToken();
            case "admin" -> admin.bearer();
            default -> held;
        };
    }

    /** Who is known there, and may not. */
    String whoMayNot(String security) {
        return security.equals("person") ? whoMayNotManage : nobody.bearer();
    }

    /** Lets Keycloak's caches know nobody but the admin, whom it reads before a call is ours, and not yet what they may do. */
    void forgetPeople() {
        root.call("POST", "/" + NAME + "/clear-user-cache", null);
        root.get("/" + NAME + "/users/" + root.userId(NAME, admin.username()));
    }

    void setting(String name, String value) {
        root.setting(NAME, name, value);
    }
}
