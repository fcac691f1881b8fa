package dev.apitokens.resourceserver.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.util.ContentCachingResponseWrapper;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a message must be for the SDK to work with it. Of anything else it makes a fault of the server's, answers with the
 * names of Java classes, and writes what the client sent into the log, line breaks and tokens included.
 */
final class MessageRules {

    private static final Logger LOGGER = LoggerFactory.getLogger(MessageRules.class);

    /** Methods as MCP names them. */
    private static final Pattern METHOD = Pattern.compile("[A-Za-z0-9_/.$-]{1,100}");

    private static final Map<String, Class<?>> REQUIRED_PARAMS = Map.of(
            McpSchema.METHOD_INITIALIZE, InitializeRequest.class, McpSchema.METHOD_TOOLS_CALL, CallToolRequest.class);

    private static final int INTERNAL_ERROR = -32603;
    private static final JsonMapper JSON = new JsonMapper();

    private final McpJsonMapper json;

    MessageRules(McpJsonMapper json) {
        this.json = json;
    }

    /** What is wrong with a message, or null: nothing. */
    @Nullable
    JsonRpcFault fault(JSONRPCMessage message) {
        if (message instanceof JSONRPCRequest request) {
            return fault(request.method(), request.params());
        }
        return message instanceof JSONRPCNotification notification
                ? fault(notification.method(), notification.params())
                : JsonRpcFault.INVALID_REQUEST;
    }

    private @Nullable JsonRpcFault fault(String method, @Nullable Object params) {
        if (!METHOD.matcher(method).matches()) {
            return JsonRpcFault.INVALID_REQUEST;
        }
        Class<?> type = REQUIRED_PARAMS.get(method);
        boolean fits = type == null ? params == null || params instanceof Map : isA(type, params);
        return fits ? null : JsonRpcFault.INVALID_PARAMS;
    }

    private boolean isA(Class<?> type, @Nullable Object params) {
        try {
            return json.convertValue(params, type) != null;
        } catch (IllegalArgumentException | JacksonException e) {
            return false;
        }
    }

    /** What went wrong in the SDK, told without its own words; null: nothing did. */
    @Nullable
    JsonRpcFault failure(ContentCachingResponseWrapper answer) {
        JsonNode body = read(answer.getContentAsByteArray());
        // Of its own, not of JSON-RPC's: an exception as Java writes one.
        JsonNode refusal = body.path("jsonRpcError");
        if (answer.getStatus() >= HttpStatus.INTERNAL_SERVER_ERROR.value()
                || body.at("/error/code").asInt(0) == INTERNAL_ERROR) {
            LOGGER.warn("An MCP request failed in the SDK");
            return new JsonRpcFault(HttpStatus.INTERNAL_SERVER_ERROR, INTERNAL_ERROR, "Internal error");
        }
        return refusal.isMissingNode()
                ? null
                : new JsonRpcFault(
                        HttpStatus.valueOf(answer.getStatus()),
                        refusal.path("code").asInt(JsonRpcFault.INVALID_REQUEST.code()),
                        refusal.path("message").asString(""));
    }

    private static JsonNode read(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return JSON.missingNode();
        }
    }
}
