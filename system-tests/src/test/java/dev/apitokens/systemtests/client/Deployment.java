package dev.apitokens.systemtests.client;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.Map;

/** The product as its callers see it, wherever it runs: three addresses. */
public class Deployment {

    /** Keycloak's address, without a slash at the end. */
    public final String server;

    public final String graphQlServer;
    public final String mcpServer;

    public Deployment(String server, String graphQlServer, String mcpServer) {
        this.server = server;
        this.graphQlServer = graphQlServer;
        this.mcpServer = mcpServer;
    }

    public String realm(String name) {
        return server + "/realms/" + name;
    }

    public Admin admin() {
        return new Admin(server);
    }

    public Person alice() {
        return person("alice");
    }

    public Person bob() {
        return person("bob");
    }

    /** A person of the demo realm whose password is their name. */
    public Person person(String username) {
        return Person.login(realm("demo"), "demo-cli", username);
    }

    /** A new person, for a test that changes what it finds. */
    public Person newPerson(String... roles) {
        String name = admin().createUser("demo", roles);
        return person(name);
    }

    /** A new person of another realm, which {@link Admin#createRealm} has made. */
    public Person newPersonOf(String realm) {
        return Person.login(realm(realm), "cli", admin().createUser(realm));
    }

    /** Makes a realm with a resource server {@code graphql-api}; the answer is an admin of its own who has those roles. */
    public Admin newRealm(String name, String... adminRoles) {
        admin().createRealm(name);
        ClientBuilder.named("graphql-api").isResourceServer().createIn(name, admin());
        String username = admin().createUser(name);
        admin().adminRoles(name, username, adminRoles);
        return new Admin(server, name, "cli", username);
    }

    public Http.Answer introspect(String token) {
        return introspect(token, "graphql-api");
    }

    public Http.Answer introspect(String token, String clientId) {
        return Introspection.at(realm("demo") + "/protocol/openid-connect/token/introspect", clientId, token);
    }

    /** Calls a tool of the MCP server, without the ceremony of a client. */
    public Http.Answer mcpTool(String token, String tool, Map<String, ?> arguments) {
        Map<String, ?> call = Map.of(
                "jsonrpc",
                "2.0",
                "id",
                1,
                "method",
                "tools/call",
                "params",
                Map.of("name", tool, "arguments", arguments));
        return Http.send(Http.request(mcpServer + "/mcp")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", "2025-11-25")
                .POST(Http.json(call)));
    }

    public Http.Answer graphQl(String token, String query) {
        return Http.send(Http.request(graphQlServer + "/graphql")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(Http.json(Map.of("query", query))));
    }

    /** A real MCP client that sends the token. */
    public McpSyncClient mcpClient(String token) {
        return McpClient.sync(HttpClientStreamableHttpTransport.builder(mcpServer)
                        .endpoint("/mcp")
                        .customizeClient(Http::configure)
                        .addHttpRequestCustomizer((request, method, uri, body, context) ->
                                request.setHeader("Authorization", "Bearer " + token))
                        .build())
                .initializationTimeout(Await.PATIENCE)
                .requestTimeout(Await.PATIENCE)
                .build();
    }

    /** What a tool answers a real MCP client. */
    public static String call(McpSyncClient client, String tool, Map<String, Object> arguments) {
        return ((TextContent) client.callTool(CallToolRequest.builder(tool)
                                .arguments(arguments)
                                .build())
                        .content()
                        .get(0))
                .text();
    }
}
