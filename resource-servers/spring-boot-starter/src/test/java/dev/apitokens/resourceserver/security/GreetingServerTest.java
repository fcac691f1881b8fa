package dev.apitokens.resourceserver.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.resourceserver.security.caller.Caller;
import dev.apitokens.resourceserver.security.caller.Permission;
import dev.apitokens.resourceserver.security.refusal.BearerChallenge;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The security on the smallest server that can use it. */
class GreetingServerTest extends JwtContract {

    @SpringBootApplication(proxyBeanMethods = false)
    @Import(GreetingController.class) // Spring Boot's test support scans for no class inside of a test.
    static class GreetingServer {}

    @RestController
    static class GreetingController {

        @GetMapping("/greeting")
        String greeting(@AuthenticationPrincipal OAuth2AuthenticatedPrincipal principal) {
            return Caller.of(principal).username();
        }

        @GetMapping("/open")
        String open() {
            return "open";
        }

        @GetMapping("/role")
        @PreAuthorize("hasRole('editor')")
        String role() {
            return "editor";
        }

        @GetMapping("/scope")
        @PreAuthorize("hasAuthority('SCOPE_projects:read')")
        String scope() {
            return "projects:read";
        }

        @GetMapping("/permission")
        String permission(Authentication caller) {
            Permission.ofScopes("projects:read", "projects:write")
                    .withRole("editor")
                    .verify(caller);
            return "editor, projects:read, projects:write";
        }
    }

    GreetingServerTest() {
        super(
                GreetingServer.class,
                "--api-tokens.jwt=true",
                "--api-tokens.open-paths=/open",
                "--api-tokens.api-key-header=X-API-Key");
    }

    @Override
    protected HttpRequest.Builder whoami(URI base) {
        return HttpRequest.newBuilder(base.resolve("/greeting"));
    }

    @Override
    protected String username(String body) {
        return body;
    }

    @Test
    void callWhenPathIsOpenThenNeedsNoToken() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(base().resolve("/open")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("open");
    }

    @Test
    void callWhenTokenIsInTheOtherHeaderThenTheSame() throws Exception {
        String token = authorizationServer.issue("alice");
        HttpResponse<String> answer = send(whoami(base()).header("X-API-Key", token));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("alice");

        assertInvalidToken(send(whoami(base()).header("X-API-Key", "kcat_unknown")));
        assertThat(send(whoami(base()).header("X-API-Key", token).header("X-API-Key", token))
                        .statusCode())
                .isEqualTo(400);
        assertThat(send(whoami(base()).header("X-API-Key", token), token).statusCode())
                .isEqualTo(400);
    }

    @Test
    void callWhenRoleThenAllowed() throws Exception {
        assertThat(get("/role", authorizationServer.issue("alice", "editor")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void callWhenNoRoleThenForbiddenWithChallenge() throws Exception {
        HttpResponse<String> answer = get("/role", authorizationServer.issue("bob", "viewer"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().allValues("WWW-Authenticate")).containsExactly(BearerChallenge.INSUFFICIENT_SCOPE);
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"insufficient_scope\",\"error_description\":\"The token's owner lacks the"
                        + " permission\"}");
    }

    @Test
    void callWhenScopeThenAllowed() throws Exception {
        assertThat(get("/scope", authorizationServer.issue("bob")).statusCode()).isEqualTo(200);
    }

    @Test
    void callWhenRoleAndScopesThenAllowed() throws Exception {
        assertThat(get("/permission", authorizationServer.issue("alice", "editor"))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "projects:read", "projects:write", "projects:read:write", "editor"})
    void callWhenAnyScopeIsMissingThenChallengeNamesAllThatAreNeeded(String scope) throws Exception {
        HttpResponse<String> answer =
                get("/permission", authorizationServer.issueLimited("alice", scope, "editor", "SCOPE_projects:write"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().allValues("WWW-Authenticate"))
                .containsExactly("Bearer error=\"insufficient_scope\", scope=\"projects:read projects:write\","
                        + " error_description=\"The token lacks a scope\"");
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"insufficient_scope\",\"error_description\":\"The token lacks a scope\"}");
    }

    @Test
    void callWhenRoleIsMissingThenChallengeNamesNoScopeBecauseNoneWouldHelp() throws Exception {
        for (String token : List.of(
                authorizationServer.issue("bob", "ROLE_editor"), authorizationServer.issueLimited("bob", "editor"))) {
            HttpResponse<String> answer = get("/permission", token);

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.headers().allValues("WWW-Authenticate"))
                    .containsExactly(BearerChallenge.INSUFFICIENT_SCOPE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator",
                "/actuator/health",
                "/health/running",
                "/health/liveness",
                "/info",
                "/env",
                "/beans",
                "/metrics",
                "/heapdump",
                "/shutdown"
            })
    void actuatorWhenTokenThenNothingButHealthIsThere(String path) throws Exception {
        assertThat(get(path, authorizationServer.issue("alice", "editor")).statusCode())
                .isEqualTo(404);
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        return send(HttpRequest.newBuilder(base().resolve(path)), token);
    }
}
