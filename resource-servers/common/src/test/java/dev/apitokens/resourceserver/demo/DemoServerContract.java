package dev.apitokens.resourceserver.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.resourceserver.security.AuthorizationServer;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What both demo servers do besides what the starter does: a test of theirs implements this. */
public interface DemoServerContract {

    /** The server's base address. */
    URI base();

    /** The stand-in that issues and introspects the tokens. */
    AuthorizationServer authorizationServer();

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    default void healthWhenNoTokenThenUp() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(base().resolve("/health")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"up\"}");
    }

    @Test
    default void healthWhenTokenThenNoDetailsEither() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(base().resolve("/health"))
                .header("Authorization", "Bearer " + authorizationServer().issue("alice")));

        assertThat(answer.body()).isEqualTo("{\"status\":\"up\"}");
    }

    @Test
    default void healthWhenAuthorizationServerIsDownThenUp() throws Exception {
        authorizationServer().stop();
        try {
            assertThat(send(HttpRequest.newBuilder(base().resolve("/health"))).statusCode())
                    .isEqualTo(200);
        } finally {
            authorizationServer().restart();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "DELETE"})
    default void callWhenAtTheContainersErrorPageThenNotFound(String method) throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(base().resolve("/error"))
                .header("Authorization", "Bearer " + authorizationServer().issue("alice"))
                .method(method, HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(404);
    }

    @Test
    default void pathWhenItsAnswerWasTheSlowestThenForgotten() throws Exception {
        send(HttpRequest.newBuilder(base().resolve("/somewhere")));

        // Of this server: others of the same JVM may have been there.
        Set<ObjectName> handlers = statistics()
                .queryNames(
                        new ObjectName("*:type=RequestProcessor,worker=\"http-nio-*" + base().getPort() + "\",*"),
                        null);
        assertThat(handlers).isNotEmpty();
        for (ObjectName handler : handlers) {
            assertThat(statistics().getAttribute(handler, "maxRequestUri"))
                    .as("%s", handler)
                    .isNull();
        }
    }

    private static MBeanServer statistics() {
        return ManagementFactory.getPlatformMBeanServer();
    }
}
