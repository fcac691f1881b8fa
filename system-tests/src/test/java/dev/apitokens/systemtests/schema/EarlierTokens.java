package dev.apitokens.systemtests.schema;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.launcher.Database;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.ClientScopes;
import dev.apitokens.systemtests.client.Deployment;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.client.UnknownSecret;
import dev.apitokens.systemtests.product.StoredTokens;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** A person of a realm of their own, and the tokens that they had before an upgrade, each limited to a scope of an API. */
public final class EarlierTokens {

    private static final String REALM = "earlier";
    private static final String API = "library";
    private static final String SCOPE = "books:read";
    private static final String OTHER_SCOPE = "books:write";

    private final String username;
    private final List<Token> tokens = new ArrayList<>();

    private EarlierTokens(String username) {
        this.username = username;
    }

    private record Token(String id, String name, String secret) {}

    /** Makes the realm, in a Keycloak that may know nothing of API tokens. */
    public static EarlierTokens inNewRealm(Admin admin) {
        admin.createRealm(REALM);
        for (String scope : List.of(SCOPE, OTHER_SCOPE)) {
            new ClientScopes(admin, REALM).create(scope);
        }
        ClientBuilder.named(API)
                .isResourceServer()
                .with("optionalClientScopes", List.of(SCOPE, OTHER_SCOPE))
                .createIn(REALM, admin);
        return new EarlierTokens(admin.createUser(REALM));
    }

    /**
     * Makes the tables of earlier versions in the database of that Keycloak, one state after the other, and a token as each could hold
     * it.
     *
     * @param last the change set that an installation has stopped at
     */
    public void makeUntil(String last, Database database) {
        StoredTokens stored = new StoredTokens(database);
        Changelog changelog = Changelog.ofNow(database);
        List<String> states = changelog.ids();
        for (String state : states.subList(0, states.indexOf(last) + 1)) {
            changelog.apply(1);
            Token token = new Token(UUID.randomUUID().toString(), "Made at " + state, UnknownSecret.secret());
            Person.SECRETS.add(token.secret());
            insert(
                    token,
                    Schema.of(database),
                    states.indexOf(state) >= states.indexOf(Migration.SCOPES_GET_IDS),
                    stored);
            tokens.add(token);
        }
    }

    private void insert(Token token, Schema schema, boolean scopesHaveIds, StoredTokens stored) {
        String now = String.valueOf(Instant.now().toEpochMilli());
        boolean knowsSearch = schema.columns("API_TOKEN").containsKey("NAME_SEARCH");
        stored.update(
                "insert into API_TOKEN (ID, REALM_ID, USER_ID, NAME, NAME_KEY, SECRET_HASH, HINT, CREATED_BY_CLIENT,"
                        + " CREATED_AT" + (knowsSearch ? ", IDLE_SINCE, NAME_SEARCH" : "")
                        + ") select ?, u.REALM_ID, u.ID, ?, ?, ?, ?, 'account-console', " + now
                        + (knowsSearch ? ", " + now + ", '" + token.name().toLowerCase(Locale.ROOT) + "'" : "")
                        + " from USER_ENTITY u join REALM r on r.ID = u.REALM_ID where r.NAME = ? and u.USERNAME = ?",
                token.id(),
                token.name(),
                sha256(token.name()),
                sha256(token.secret()),
                token.secret().substring(0, 9),
                REALM,
                username);
        stored.update(
                "insert into API_TOKEN_RESOURCE (TOKEN_ID, CLIENT_ID) select t.ID, c.ID from API_TOKEN t join CLIENT c"
                        + " on c.REALM_ID = t.REALM_ID where t.ID = ? and c.CLIENT_ID = ?",
                token.id(),
                API);
        stored.update(
                "insert into API_TOKEN_SCOPE (TOKEN_ID, SCOPE) select t.ID, " + (scopesHaveIds ? "c.ID" : "c.NAME")
                        + " from API_TOKEN t join CLIENT_SCOPE c on c.REALM_ID = t.REALM_ID where t.ID = ? and c.NAME"
                        + " = ?",
                token.id(),
                SCOPE);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The person, who may do nothing there while API tokens are switched off. */
    public Person owner(Deployment product) {
        return Person.login(product.realm(REALM), "cli", username);
    }

    /** What the API is answered about a token. */
    public Http.Answer introspect(Deployment product, String secret) {
        return Introspection.at(product.realm(REALM) + "/protocol/openid-connect/token/introspect", API, secret);
    }

    /** Has the person make one more by a server. */
    public void makeAt(Deployment product, String name) {
        Person.Created created =
                owner(product).create(Map.of("name", name, "scopes", List.of(SCOPE), "resources", List.of(API)));
        tokens.add(new Token(created.id(), name, created.secret()));
    }

    /** That they do what they did, and end when their owner says so, who says so of one. */
    public void assertWork(Deployment product) {
        Person owner = owner(product);
        Http.Answer list = owner.get("?max=1000&status=active");
        assertThat(list.status()).as(list.body()).isEqualTo(200);
        List<String> listed = list.json().findValuesAsText("id");
        for (Token token : tokens) {
            assertThat(listed).as(token.name()).contains(token.id());
            JsonNode claims = introspect(product, token.secret()).json();
            assertThat(claims.path("active").asBoolean()).as(token.name()).isTrue();
            assertThat(claims.path("aud").toString()).isEqualTo("[\"" + API + "\"]");
            assertThat(claims.path("scope").asText().split(" "))
                    .as(token.name())
                    .contains(SCOPE)
                    .doesNotContain(OTHER_SCOPE);
        }
        if (!tokens.isEmpty()) {
            Token first = tokens.remove(0);
            assertThat(owner.revoke(first.id()).status()).isEqualTo(204);
            assertThat(introspect(product, first.secret()).body()).isEqualTo("{\"active\":false}");
        }
    }
}
