package dev.apitokens.resourceserver.mcp;

import dev.apitokens.resourceserver.security.caller.Permission;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tool, and what calling it needs. Each bean of this type is a tool of the server.
 *
 * @param specification the SDK's description of it, and what it does
 * @param downstream what it calls another server for; {@code null} if it needs nothing but a token
 */
public record McpTool(
        SyncToolSpecification specification, @Nullable Downstream downstream) {

    /** The JSON schema of the arguments of a tool that takes none. */
    public static final Map<String, Object> NO_ARGUMENTS =
            Map.of("type", "object", "properties", Map.of(), "additionalProperties", false);

    /**
     * A call to another server as the caller: the caller's token is exchanged for one that is good for just that.
     *
     * @param audience the client id of that server
     * @param permission what the caller needs here, and whose scopes the exchanged token has
     */
    public record Downstream(String audience, Permission permission) {}

    /** What clients call it. */
    String name() {
        return specification.tool().name();
    }
}
