package dev.apitokens.launcher;

import java.net.URI;

/** What {@code ./start} prints when everything runs. */
final class Greeting {

    private static final String TEXT = """

            Keycloak     KEYCLOAK
            Admins       CONSOLE
            Account      KEYCLOAK/realms/demo/account
            GraphQL API  GRAPHQL/graphql
            MCP server   MCP/mcp
            People       alice / alice (may write), bob / bob (may read)

            Try it, in another shell:

              ACCESS=$(curl -s KEYCLOAK/realms/demo/protocol/openid-connect/token -d grant_type=password \\
                -d client_id=demo-cli -d username=alice -d password=alice | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
              CREATED=$(curl -s KEYCLOAK/realms/demo/api-tokens -H "Authorization: Bearer $ACCESS" \\
                -H 'Content-Type: application/json' -d '{"name":"CI Pipeline"}')
              TOKEN=$(echo "$CREATED" | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')
              ID=$(echo "$CREATED" | sed 's/^{"id":"\\([^"]*\\)".*/\\1/')

              curl -s GRAPHQL/graphql -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
                -d '{"query":"{ viewer { username roles apiToken { name } } }"}'
              curl -s MCP/mcp -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
                -H 'Accept: application/json, text/event-stream' -H 'MCP-Protocol-Version: 2025-11-25' \\
                -d '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"whoami","arguments":{}}}'

              curl -s -X DELETE KEYCLOAK/realms/demo/api-tokens/$ID -H "Authorization: Bearer $ACCESS"
              curl -si GRAPHQL/graphql -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
                -d '{"query":"{ viewer { username } }"}' | head -1     # 401: revoked

            Ctrl-C stops all three.
            """;

    private Greeting() {}

    static String of(URI keycloak, URI graphQl, URI mcp, AdminConsole console, boolean hasApiTokens) {
        String page = console.address() + (hasApiTokens ? "#/demo/api-tokens" : "");
        return TEXT.replace("CONSOLE", page + "   admin / admin")
                .replace("KEYCLOAK", keycloak.toString())
                .replace("GRAPHQL", graphQl.toString())
                .replace("MCP/mcp", mcp + "/mcp");
    }
}
