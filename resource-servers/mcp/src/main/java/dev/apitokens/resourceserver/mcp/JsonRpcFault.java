package dev.apitokens.resourceserver.mcp;

import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is wrong with a message, or went wrong with it. The texts are constants, never anything out of the message or of a
 * Java exception.
 *
 * @param status of the HTTP answer
 * @param code of the JSON-RPC error
 * @param message a sentence
 * @param data more of it; empty: nothing
 */
record JsonRpcFault(HttpStatus status, int code, String message, Map<String, Object> data) {

    static final JsonRpcFault PARSE_ERROR = new JsonRpcFault(HttpStatus.BAD_REQUEST, -32700, "No JSON-RPC message");
    static final JsonRpcFault INVALID_REQUEST =
            new JsonRpcFault(HttpStatus.BAD_REQUEST, -32600, "No request or notification of MCP");
    static final JsonRpcFault INVALID_PARAMS =
            new JsonRpcFault(HttpStatus.BAD_REQUEST, -32602, "The parameters are not those of the method");

    static final JsonRpcFault METHOD_NOT_FOUND =
            new JsonRpcFault(HttpStatus.NOT_FOUND, -32601, "This server has no such method");
    static final JsonRpcFault HEADER_MISMATCH = new JsonRpcFault(
            HttpStatus.BAD_REQUEST,
            -32020,
            "Header mismatch: MCP-Protocol-Version, Mcp-Method and Mcp-Name have to say what the body says");

    private static final JsonMapper JSON = new JsonMapper();

    JsonRpcFault(HttpStatus status, int code, String message) {
        this(status, code, message, Map.of());
    }

    /** A version that is none of these. */
    static JsonRpcFault unsupportedVersion(List<String> supported, String requested) {
        return new JsonRpcFault(
                HttpStatus.BAD_REQUEST,
                -32022,
                "Unsupported protocol version",
                Map.of("supported", supported, "requested", requested));
    }

    /** Answers with it. */
    void write(HttpServletResponse response, @Nullable JSONRPCMessage to) throws IOException {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("jsonrpc", "2.0");
        answer.put("id", to instanceof JSONRPCRequest request ? request.id() : null);
        Map<String, Object> error = new LinkedHashMap<>(Map.of("code", code, "message", message));
        if (!data.isEmpty()) {
            error.put("data", data);
        }
        answer.put("error", error);
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().write(JSON.writeValueAsString(answer));
    }
}
