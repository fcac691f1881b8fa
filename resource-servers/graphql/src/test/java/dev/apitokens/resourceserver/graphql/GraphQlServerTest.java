package dev.apitokens.resourceserver.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.apitokens.resourceserver.demo.DemoServerContract;
import dev.apitokens.resourceserver.security.JwtContract;
import dev.apitokens.resourceserver.security.refusal.BearerChallenge;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GraphQlServerTest extends JwtContract implements DemoServerContract {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String CREATE = "mutation($name: String!) { createProject(name: $name) { name createdBy } }";

    GraphQlServerTest() {
        super(GraphQlServerApplication.class);
    }

    @Override
    protected HttpRequest.Builder whoami(URI base) {
        return request(base, "{ viewer { username } }", Map.of());
    }

    @Override
    protected String username(String body) {
        return JSON.readTree(body).at("/data/viewer/username").asString();
    }

    @Test
    void viewerWhenApiTokenThenEverythingAboutItsOwner() throws Exception {
        Map<String, Object> claims = authorizationServer.claims(authorizationServer.issue("alice", "editor", "user"));
        claims.put("exp", 1_900_000_000L);

        JsonNode viewer = query(
                        "{ viewer { id username name email roles scopes apiToken { id name expiresAt } } }",
                        authorizationServer.issue(claims))
                .at("/data/viewer");

        assertThat(viewer).isEqualTo(JSON.readTree("""
                        {"id": "id-of-alice", "username": "alice", "name": "alice Example",
                         "email": "alice@example.org", "roles": ["editor", "user"],
                         "scopes": ["profile", "email", "projects:read", "projects:write"],
                         "apiToken": {"id": "token-of-alice", "name": "CI of alice",
                                      "expiresAt": "2030-03-17T17:46:40Z"}}"""));
    }

    @Test
    void viewerWhenJwtThenItsPersonAndTheApiTokenItWasExchangedFor() throws Exception {
        JsonNode viewer = query(
                        "{ viewer { id username roles scopes apiToken { id name expiresAt } } }",
                        authorizationServer.sign(authorizationServer.jwtClaims("alice", "editor")))
                .at("/data/viewer");

        assertThat(viewer).isEqualTo(JSON.readTree("""
                        {"id": "id-of-alice", "username": "alice", "roles": ["editor"],
                         "scopes": ["profile", "email", "projects:read", "projects:write"],
                         "apiToken": {"id": "token-of-alice", "name": "CI of alice", "expiresAt": null}}"""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "{}",
                "{",
                "{'extensions':null}",
                "{'query':null}",
                "{'query':7}",
                "{'query':'{ viewer { username } }','variables':[]}",
                "{'query':'{ viewer { username } }','variables':'x'}",
                "{'query':'{ viewer { username } }','extensions':7}"
            })
    void operationWhenItIsNoneThenBadRequestAsJson(String body) throws Exception {
        HttpResponse<String> answer = post(body.replace('\'', '"'), "application/json");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).at("/errors/0/message").asString())
                .isNotBlank();
    }

    @ParameterizedTest
    @ResourceLock(Resources.LOCALE)
    @CsvSource(
            delimiter = '|',
            value = {
                "{ nobody } | Field 'nobody' in type 'Query' is undefined",
                "{ viewer | Invalid syntax",
            })
    void operationWhenItCannotBeDoneThenSaidInEnglishWhateverTheMachineSpeaks(String query, String said)
            throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            for (String asked : List.of("", "de", "en")) {
                HttpRequest.Builder request = request(base(), query, Map.of());
                if (!asked.isEmpty()) {
                    request.header("Accept-Language", asked);
                }
                HttpResponse<String> answer = send(request, authorizationServer.issue("alice"));

                assertThat(JSON.readTree(answer.body()).at("/errors/0/message").asString())
                        .contains(said);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'query':'{ viewer { username } }','extensions':null}",
                "{'query':'{ viewer { username } }','variables':null,'operationName':null}",
                "{'query':'{ viewer { username } }','id':7,'another':{}}"
            })
    void operationWhenOptionalMembersAreNullThenAnswered(String body) throws Exception {
        assertThat(username(post(body.replace('\'', '"'), "application/json").body()))
                .isEqualTo("alice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*/*", "application/*", "x", "multipart/form-data", "text/plain", "application/json;charset=nope"
            })
    void operationWhenContentTypeIsNotJsonThenUnsupported(String type) throws Exception {
        assertThat(post("{\"query\":\"{ viewer { username } }\"}", type).statusCode())
                .isEqualTo(415);
    }

    private HttpResponse<String> post(String body, String type) throws Exception {
        return send(
                HttpRequest.newBuilder(base().resolve("/graphql"))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body)),
                authorizationServer.issue("alice", "editor"));
    }

    @Test
    void createProjectWhenJwtThenRoleAndScopeDecideAsForAnApiToken() throws Exception {
        assertThat(create("By JWT", authorizationServer.sign(authorizationServer.jwtClaims("alice", "editor")))
                        .statusCode())
                .isEqualTo(200);
        assertThat(create("Forbidden", authorizationServer.sign(authorizationServer.jwtClaims("bob")))
                        .statusCode())
                .isEqualTo(403);
        Map<String, Object> claims = authorizationServer.jwtClaims("alice", "editor");
        claims.put("scope", "projects:read");
        assertScopesNeeded(create("Forbidden", authorizationServer.sign(claims)), "createProject", "projects:write");
    }

    @Test
    void viewerWhenTokenDoesNotExpireThenNoExpiration() throws Exception {
        assertThat(query("{ viewer { apiToken { expiresAt } } }", authorizationServer.issue("alice"))
                        .at("/data/viewer/apiToken/expiresAt")
                        .isNull())
                .isTrue();
    }

    @Test
    void viewerWhenClaimsAreFewThenNulls() throws Exception {
        Map<String, Object> claims = authorizationServer.claims(authorizationServer.issue("alice"));
        claims.keySet().retainAll(Set.of("active", "aud", "sub", "username"));

        JsonNode answer = query(
                "{ viewer { id username name email roles scopes apiToken { id } } }",
                authorizationServer.issue(claims));

        assertThat(answer).isEqualTo(JSON.readTree("""
                        {"data": {"viewer": {"id": "id-of-alice", "username": "alice", "name": null, "email": null,
                         "roles": [], "scopes": [], "apiToken": null}}}"""));
    }

    @Test
    void createProjectWhenEditorThenMadeAndListed() throws Exception {
        String token = authorizationServer.issue("alice", "editor");

        HttpResponse<String> answer = create("Shop", token);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()))
                .isEqualTo(JSON.readTree("{\"data\":{\"createProject\":{\"name\":\"Shop\",\"createdBy\":\"alice\"}}}"));
        assertThat(projectNames(token)).contains("Shop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/graphql-response+json", "*/*"})
    void createProjectWhenNoEditorThenForbiddenAndNothingMade(String accept) throws Exception {
        String token = authorizationServer.issue("bob", "user");

        HttpResponse<String> answer =
                send(request(base(), CREATE, Map.of("name", "Forbidden")).setHeader("Accept", accept), token);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().allValues("WWW-Authenticate"))
                .containsExactly(
                        "Bearer error=\"insufficient_scope\", error_description=\"The token's owner lacks the permission\"");
        JsonNode error = JSON.readTree(answer.body()).at("/errors/0");
        assertThat(error.at("/extensions/classification").asString()).isEqualTo("FORBIDDEN");
        assertThat(error.at("/path/0").asString()).isEqualTo("createProject");
        assertThat(projectNames(token)).doesNotContain("Forbidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/graphql-response+json"})
    void createProjectWhenTokenMayOnlyReadThenChallengeNamesTheScopeAndNothingIsMade(String accept) throws Exception {
        String token = authorizationServer.issueLimited("alice", "projects:read", "editor");

        HttpResponse<String> answer =
                send(request(base(), CREATE, Map.of("name", "Forbidden")).setHeader("Accept", accept), token);

        assertScopesNeeded(answer, "createProject", "projects:write");
        assertThat(projectNames(token)).doesNotContain("Forbidden").contains("Website");
    }

    @Test
    void createProjectWhenTokenMayOnlyWriteThenMade() throws Exception {
        assertThat(create("Written blindly", authorizationServer.issueLimited("alice", "projects:write", "editor"))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "projects:write"})
    void projectsWhenTokenMayNotReadThenChallengeNamesTheScope(String scope) throws Exception {
        HttpResponse<String> answer = send(
                request(base(), "{ viewer { username } first: projects { id } projects { id } }", Map.of()),
                authorizationServer.issueLimited("alice", scope, "editor"));

        assertScopesNeeded(answer, "first", "projects:read");
    }

    @Test
    void createProjectWhenRoleAndScopeMissingThenChallengeNamesNoScope() throws Exception {
        assertThat(create("Forbidden", authorizationServer.issueLimited("bob", "projects:read"))
                        .headers()
                        .allValues("WWW-Authenticate"))
                .containsExactly(BearerChallenge.INSUFFICIENT_SCOPE);
    }

    private static void assertScopesNeeded(HttpResponse<String> answer, String field, String scope) {
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().allValues("WWW-Authenticate"))
                .containsExactly("Bearer error=\"insufficient_scope\", scope=\"" + scope
                        + "\", error_description=\"The token lacks a scope\"");
        JsonNode error = JSON.readTree(answer.body()).at("/errors/0");
        assertThat(error.at("/path/0").asString()).isEqualTo(field);
        assertThat(error.at("/extensions").toString())
                .isEqualTo("{\"scopes\":[\"" + scope + "\"],\"classification\":\"FORBIDDEN\"}");
    }

    @Test
    void createProjectWhenRoleLostThenForbiddenOnTheNextCallAndReadingStillWorks() throws Exception {
        String before = authorizationServer.issue("alice", "editor");
        assertThat(create("Before", before).statusCode()).isEqualTo(200);

        String after = authorizationServer.issue("alice");

        assertThat(create("After", after).statusCode()).isEqualTo(403);
        assertThat(projectNames(after)).contains("Before").doesNotContain("After");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\u0007b"})
    void createProjectWhenNameUnacceptableThenBadRequest(String name) throws Exception {
        assertBadName(name);
    }

    @Test
    void createProjectWhenNameTooLongThenBadRequest() throws Exception {
        assertBadName("x".repeat(101));
    }

    private void assertBadName(String name) throws Exception {
        HttpResponse<String> answer = create(name, authorizationServer.issue("alice", "editor"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body())
                        .at("/errors/0/extensions/classification")
                        .asString())
                .isEqualTo("BAD_REQUEST");
    }

    @Test
    void createProjectWhenEventStreamAskedForThenNotAcceptableAndNothingMade() throws Exception {
        String token = authorizationServer.issue("alice", "editor");

        HttpResponse<String> answer = send(
                request(base(), CREATE, Map.of("name", "Streamed")).setHeader("Accept", "text/event-stream"), token);

        assertThat(answer.statusCode()).isEqualTo(406);
        assertThat(projectNames(token)).doesNotContain("Streamed");
    }

    @Test
    void graphiqlWhenTokenThenNotFound() throws Exception {
        assertThat(send(HttpRequest.newBuilder(base().resolve("/graphiql")), authorizationServer.issue("alice"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void bodyWhenNotJsonThenBadRequestAndNotLogged() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        log.start();
        root.addAppender(log);
        try {
            String token = authorizationServer.issue("alice");
            assertThat(send(whoami(base()).POST(BodyPublishers.ofString(token)), token)
                            .statusCode())
                    .isEqualTo(400);
        } finally {
            root.detachAppender(log);
        }

        assertThat(List.copyOf(log.list)).isEmpty();
    }

    private HttpResponse<String> create(String name, String token) throws Exception {
        return send(request(base(), CREATE, Map.of("name", name)), token);
    }

    private String projectNames(String token) throws Exception {
        return query("{ projects { id name createdBy createdAt } }", token)
                .at("/data/projects")
                .toString();
    }

    private JsonNode query(String query, String token) throws Exception {
        HttpResponse<String> answer = send(request(base(), query, Map.of()), token);
        assertThat(answer.statusCode()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static HttpRequest.Builder request(URI base, String query, Map<String, Object> variables) {
        return HttpRequest.newBuilder(base.resolve("/graphql"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(Map.of("query", query, "variables", variables))));
    }
}
