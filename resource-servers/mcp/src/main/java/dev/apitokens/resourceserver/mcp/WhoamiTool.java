package dev.apitokens.resourceserver.mcp;

import dev.apitokens.resourceserver.security.caller.Caller;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** The tool that tells the holder of a token about it; any token will do. */
@Configuration(proxyBeanMethods = false)
class WhoamiTool {

    /** The first in the list, whatever other tools there are. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    McpTool whoami() {
        return new McpTool(
                new SyncToolSpecification(
                        Tool.builder("whoami", McpTool.NO_ARGUMENTS)
                                .description("Says whose token this is, and what its owner may do.")
                                .annotations(ToolAnnotations.builder()
                                        .readOnlyHint(true)
                                        .openWorldHint(false)
                                        .build())
                                .build(),
                        (context, call) -> answer(CallContext.caller(context))),
                null);
    }

    private static CallToolResult answer(Caller caller) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("id", caller.id());
        answer.put("username", caller.username());
        answer.put("name", caller.name());
        answer.put("roles", caller.roles());
        answer.put("scopes", caller.scopes());
        Caller.ApiToken token = caller.apiToken();
        answer.put("apiToken", token == null ? null : Map.of("id", token.id(), "name", token.name()));
        return ToolResult.of(answer);
    }
}
