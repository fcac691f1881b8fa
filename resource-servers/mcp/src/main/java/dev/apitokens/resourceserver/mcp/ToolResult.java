package dev.apitokens.resourceserver.mcp;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** What the tools answer with. */
public final class ToolResult {

    private ToolResult() {}

    /**
     * Answers with a JSON object, and once more as text for clients that only read text.
     *
     * @param answer the object's members
     * @return the result
     */
    public static CallToolResult of(Map<?, ?> answer) {
        try {
            return CallToolResult.builder()
                    .structuredContent(answer)
                    .addTextContent(McpJsonDefaults.getMapper().writeValueAsString(answer))
                    .isError(false)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Says that the tool failed, which the AI assistant should read.
     *
     * @param message why, for it
     * @return the result
     */
    public static CallToolResult error(String message) {
        return CallToolResult.builder().addTextContent(message).isError(true).build();
    }
}
