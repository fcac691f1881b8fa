package dev.apitokens.resourceserver.mcp;

import static org.assertj.core.api.Assertions.assertThat;

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

    private static final Locale OF_THE_MACHINE = Locale.getDefault();

    @AfterAll
    static void stop() {
        Locale.setDefault(OF_THE_MACHINE);
    }

    @Test
    void callWhenMachineSpeaksGermanThenWhatIsWrongWithArgumentsIsSaidInEnglish() throws Exception {
        Locale.setDefault(Locale.GERMANY);
        try (RunningServer server = new RunningServer(LanguageTest::start)) {
            HttpResponse<String> answer = server.send(
                    server.authorizationServer().issue("alice", "editor"),
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\","
                            + "\"params\":{\"name\":\"create_project\",\"arguments\":{}}}");

            assertThat(answer.body()).contains("\"isError\":true").contains("required property 'name' not found");
        }
    }

    /** By its own main method, as on a machine. */
    private static ConfigurableApplicationContext start(String... options) {
        CompletableFuture<ConfigurableApplicationContext> started = new CompletableFuture<>();
        SpringApplication.withHook(
                application -> new SpringApplicationRunListener() {
                    @Override
                    public void ready(ConfigurableApplicationContext context, @Nullable Duration timeTaken) {
                        started.complete(context);
                    }
                },
                () -> McpServerApplication.main(options));
        return started.join();
    }
}
