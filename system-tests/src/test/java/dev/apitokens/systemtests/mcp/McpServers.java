package dev.apitokens.systemtests.mcp;

import dev.apitokens.launcher.JavaServer;
import dev.apitokens.launcher.Layout;
import dev.apitokens.launcher.Ports;
import dev.apitokens.systemtests.product.Product;
import java.nio.file.Path;
import java.util.Map;

/** The demo's MCP server once more, on a port of its own and with one thing that is not as in the demo. */
final class McpServers {

    private McpServers() {}

    /**
     * A server that is not started yet.
     *
     * @param variable of its environment that the demo's has not
     */
    static JavaServer with(Product product, String variable, String value) {
        return JavaServer.of(
                "MCP server with " + variable,
                Layout.find().mcpJar(),
                Ports.free(),
                Map.of(
                        "ISSUER_URI",
                        product.realm("demo"),
                        "GRAPHQL_URL",
                        product.graphQlServer + "/graphql",
                        variable,
                        value),
                Path.of("target/mcp-" + variable + ".log"));
    }
}
