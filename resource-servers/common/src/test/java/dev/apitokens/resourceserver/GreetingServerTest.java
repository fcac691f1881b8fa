package dev.apitokens.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The security on the smallest server that can use it. */
class GreetingServerTest extends BearerTokenContract {

    @SpringBootApplication(proxyBeanMethods = false)
    @Import(ResourceServerSecurity.class)
    static class GreetingServer {}

    @RestController
    static class GreetingController {

        @GetMapping("/greeting")
        String greeting(@AuthenticationPrincipal OAuth2AuthenticatedPrincipal principal) {
            return Caller.of(principal).username();
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
    }

    GreetingServerTest() {
        super(GreetingServer.class);
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

    private HttpResponse<String> get(String path, String token) throws Exception {
        return send(HttpRequest.newBuilder(base().resolve(path)), token);
    }
}
