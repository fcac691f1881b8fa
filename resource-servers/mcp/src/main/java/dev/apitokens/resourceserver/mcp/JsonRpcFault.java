package dev.apitokens.resourceserver.mcp;

import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is wrong with a message, or went wrong with it. The texts are constants, never anything out of the request or of a
 * Java exception.
 *
 * @param status of the HTTP answer
 * @param code of the JSON-RPC error
 * @param message a sentence
 */
record JsonRpcFault(HttpStatus status, int code, String message) {

    static final JsonRpcFault PARSE_ERROR = new JsonRpcFault(HttpStatus.BAD_REQUEST, -32700, "No JSON-RPC message");
    static final JsonRpcFault INVALID_REQUEST =
            new JsonRpcFault(HttpStatus.BAD_REQUEST, -32600, "No request or notification of MCP");
    static final JsonRpcFault INVALID_PARAMS =
            new JsonRpcFault(HttpStatus.BAD_REQUEST, -32602, "The parameters are not those of the method");

    static final JsonRpcFault UNKNOWN_REVISION =
            new JsonRpcFault(HttpStatus.BAD_REQUEST, -32600, "This revision of MCP is not known here");

    private static final JsonMapper JSON = new JsonMapper();

    /** Answers with it. */
    void write(HttpServletResponse response, @Nullable JSONRPCMessage to) throws IOException {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("jsonrpc", "2.0");
        answer.put("id", to instanceof JSONRPCRequest request ? request.id() : null);
        answer.put("error", Map.of("code", code, "message", message));
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().write(JSON.writeValueAsString(answer));
    }
}
