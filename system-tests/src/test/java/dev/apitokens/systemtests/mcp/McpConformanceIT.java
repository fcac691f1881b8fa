package dev.apitokens.systemtests.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.launcher.JavaServer;
import dev.apitokens.launcher.Layout;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Command;
import dev.apitokens.systemtests.product.Product;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The official conformance suite, on the demo's MCP server with what the suite expects beside its tools, with an API token.
 * What cannot pass is in {@code npm/conformance-baseline-*.yml}.
 */
class McpConformanceIT {

    private static final String SUITE = "node_modules/@modelcontextprotocol/conformance/dist/index.js";

    private final Product product = Product.shared();

    @ParameterizedTest
    @ValueSource(strings = {"2025-11-25", "2026-07-28"})
    void suiteThenNothingFailsButTheBaseline(String revision) {
        Path fixtures = Layout.find().root().resolve("resource-servers/mcp/target/test-classes");
        Person alice = product.alice();
        Person.Created token = alice.create("Conformance");
        try (JavaServer server = McpServers.with(product, "SPRING_PROFILES_ACTIVE", "conformance")
                .withClasses(fixtures)) {
            server.start();
            try (HeaderProxy proxy = new HeaderProxy(server.baseUrl().toString(), token.secret())) {
                Command.Result result = NodeProgram.run(
                        Map.of(),
                        "--import",
                        "./node-20.mjs",
                        SUITE,
                        "server",
                        "--url",
                        proxy.url() + "/mcp",
                        "--suite",
                        "all",
                        "--spec-version",
                        revision,
                        "--expected-failures",
                        "conformance-baseline-" + revision + ".yml",
                        "--output-dir",
                        Path.of("target/mcp-conformance").toAbsolutePath().toString());

                assertThat(result.status())
                        .as(result.output() + result.errors())
                        .isZero();
                assertThat(result.output()).contains("✓ tools-call-simple-text");
            }
        }
        assertThat(alice.revoke(token.id()).status()).isEqualTo(204);
    }
}
