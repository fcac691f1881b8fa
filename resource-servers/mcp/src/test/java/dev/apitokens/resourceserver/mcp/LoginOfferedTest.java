package dev.apitokens.resourceserver.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that tells its clients where to log in: what is missing is for them to ask their person for. */
class LoginOfferedTest {

    private static final RunningServer SERVER =
            new RunningServer("--api-tokens.metadata=on", "--api-tokens.resource=http://localhost/mcp");

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "profile | editor | Bearer error=\"insufficient_scope\", scope=\"projects:write\"",
                "projects:write | none | Bearer error=\"insufficient_scope\", error_description=\"The token's owner lacks the permission\""
            })
    void toolWhenPermissionIsMissingThenForbiddenWithChallenge(String scope, String role, String challenge)
            throws Exception {
        HttpResponse<String> answer = SERVER.send(
                SERVER.authorizationServer().issueLimited("alice", scope, role),
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\","
                        + "\"params\":{\"name\":\"create_project\",\"arguments\":{\"name\":\"x\"}}}");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                .startsWith(challenge)
                .contains("resource_metadata=");
    }
}
