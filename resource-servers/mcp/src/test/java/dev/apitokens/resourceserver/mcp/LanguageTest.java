package dev.apitokens.resourceserver.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.resourceserver.security.AuthorizationServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.context.ConfigurableApplicationContext;

/** The language of the machine is not that of the assistant: what the server says is English everywhere. */
class LanguageTest {

    private static final AuthorizationServer AUTHORIZATION_SERVER = new AuthorizationServer();
    private static final Locale OF_THE_MACHINE = Locale.getDefault();

    @AfterAll
    static void stop() {
        Locale.setDefault(OF_THE_MACHINE);
        AUTHORIZATION_SERVER.close();
    }

    @Test
    void callWhenMachineSpeaksGermanThenWhatIsWrongWithArgumentsIsSaidInEnglish() throws Exception {
        Locale.setDefault(Locale.GERMANY);
        try (ConfigurableApplicationContext server = start()) {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                                            + server.getEnvironment().getProperty("local.server.port") + "/mcp"))
                                    .header("Content-Type", "application/json")
                                    .header("Accept", "application/json, text/event-stream")
                                    .header("Authorization", "Bearer " + AUTHORIZATION_SERVER.issue("alice", "editor"))
                                    .POST(HttpRequest.BodyPublishers.ofString(
                                            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\","
                                                    + "\"params\":{\"name\":\"create_project\",\"arguments\":{}}}"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(answer.body()).contains("\"isError\":true").contains("required property 'name' not found");
        }
    }

    /** By its own main method, as on a machine. */
    private static ConfigurableApplicationContext start() throws Exception {
        CompletableFuture<ConfigurableApplicationContext> started = new CompletableFuture<>();
        SpringApplication.withHook(
                application -> new SpringApplicationRunListener() {
                    @Override
                    public void ready(ConfigurableApplicationContext context, @Nullable Duration timeTaken) {
                        started.complete(context);
                    }
                },
                () -> McpServerApplication.main(new String[] {
                    "--server.port=0",
                    "--api-tokens.issuer-uri=" + AUTHORIZATION_SERVER.issuer(),
                    "--api-tokens.client-id=" + AuthorizationServer.CLIENT_ID,
                    "--api-tokens.client-secret=" + AuthorizationServer.CLIENT_SECRET,
                    "--logging.level.root=warn"
                }));
        return started.get();
    }
}
