package dev.apitokens.resourceserver.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.modelcontextprotocol.spec.HttpHeaders;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.ProtocolVersions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.util.ContentCachingResponseWrapper;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Revision 2026-07-28 of MCP, which the SDK does not speak yet: requests that carry their version
 * and the client's capabilities, {@code server/discover} in place of {@code initialize}, headers that say what is in the
 * body, and results that say that they are whole. What it has beside that, questions to the client within a
 * result and subscriptions, is not for a server that has neither. Clients of an earlier revision are not concerned: theirs goes on to the
 * SDK as it came.
 */
final class StatelessRevision {

    static final String VERSION = "2026-07-28";

    /** Newest first. */
    private static final List<String> SUPPORTED = List.of(
            VERSION,
            ProtocolVersions.MCP_2025_11_25,
            ProtocolVersions.MCP_2025_06_18,
            ProtocolVersions.MCP_2025_03_26,
            ProtocolVersions.MCP_2024_11_05);

    private static final String DISCOVER = "server/discover";

    /** What earlier revisions had, and the SDK still answers. */
    private static final Set<String> REMOVED = Set.of(
            McpSchema.METHOD_INITIALIZE,
            McpSchema.METHOD_PING,
            McpSchema.METHOD_LOGGING_SET_LEVEL,
            McpSchema.METHOD_RESOURCES_SUBSCRIBE,
            McpSchema.METHOD_RESOURCES_UNSUBSCRIBE);

    /** What the header for the name holds, for the methods that have to have one. */
    private static final Map<String, String> NAMES = Map.of(
            McpSchema.METHOD_TOOLS_CALL, "name",
            McpSchema.METHOD_PROMPT_GET, "name",
            McpSchema.METHOD_RESOURCES_READ, "uri");

    /** What a client may keep. */
    private static final Set<String> CACHEABLE = Set.of(
            DISCOVER,
            McpSchema.METHOD_TOOLS_LIST,
            McpSchema.METHOD_PROMPT_LIST,
            McpSchema.METHOD_RESOURCES_LIST,
            McpSchema.METHOD_RESOURCES_TEMPLATES_LIST,
            McpSchema.METHOD_RESOURCES_READ);

    private static final String METHOD_HEADER = "Mcp-Method";
    private static final String NAME_HEADER = "Mcp-Name";
    private static final Pattern ENCODED = Pattern.compile("=\\?base64\\?(.*)\\?=");

    private static final String META = "_meta";
    private static final String PROTOCOL_VERSION = "io.modelcontextprotocol/protocolVersion";
    private static final String CLIENT_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    private static final String SERVER_INFO = "io.modelcontextprotocol/serverInfo";

    /** For which a client may use what it was told of the server again; the tools do not change while it runs. */
    private static final int TTL_MILLISECONDS = 60_000;

    private static final JsonMapper JSON = new JsonMapper();

    private final Implementation server;
    private final String instructions;

    StatelessRevision(Implementation server, String instructions) {
        this.server = server;
        this.instructions = instructions;
    }

    /** Whether that revision is spoken; {@link #fault} has been asked before. */
    static boolean isSpoken(HttpServletRequest request, JSONRPCMessage message) {
        return VERSION.equals(request.getHeader(HttpHeaders.PROTOCOL_VERSION)) && !isHandshake(message);
    }

    /** What is wrong with the revision of a message, or with how the message tells it; null: nothing. */
    static @Nullable JsonRpcFault fault(HttpServletRequest request, JSONRPCMessage message) {
        String header = request.getHeader(HttpHeaders.PROTOCOL_VERSION);
        Object declared = meta(message).get(PROTOCOL_VERSION);
        if (header != null && !SUPPORTED.contains(header)) {
            return JsonRpcFault.unsupportedVersion(SUPPORTED, header);
        }
        if (!(message instanceof JSONRPCRequest call) || isHandshake(message)) {
            return null;
        }
        if (!VERSION.equals(header)) {
            // A message that declares its version has to have the headers as well.
            return declared == null ? null : JsonRpcFault.HEADER_MISMATCH;
        }
        if (declared == null || !(meta(message).get(CLIENT_CAPABILITIES) instanceof Map)) {
            return JsonRpcFault.INVALID_PARAMS;
        }
        return declared.equals(header) && areHeadersRight(request, call) ? null : JsonRpcFault.HEADER_MISMATCH;
    }

    /** A client of an earlier revision begins so, whichever it would like best. */
    private static boolean isHandshake(JSONRPCMessage message) {
        return message instanceof JSONRPCRequest request
                && McpSchema.METHOD_INITIALIZE.equals(request.method())
                && !meta(message).containsKey(PROTOCOL_VERSION);
    }

    private static boolean areHeadersRight(HttpServletRequest request, JSONRPCRequest call) {
        String name = NAMES.get(call.method());
        return call.method().equals(request.getHeader(METHOD_HEADER))
                && (name == null || Objects.equals(params(call).get(name), decoded(request.getHeader(NAME_HEADER))));
    }

    private static @Nullable String decoded(@Nullable String header) {
        Matcher encoded = ENCODED.matcher(header == null ? "" : header);
        if (!encoded.matches()) {
            return header;
        }
        try {
            return new String(Base64.getDecoder().decode(encoded.group(1)), UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Map<?, ?> params(JSONRPCMessage message) {
        return message instanceof JSONRPCRequest request && request.params() instanceof Map<?, ?> params
                ? params
                : Map.of();
    }

    private static Map<?, ?> meta(JSONRPCMessage message) {
        return params(message).get(META) instanceof Map<?, ?> meta ? meta : Map.of();
    }

    /** Answers what is not for the SDK, and says whether it did. */
    boolean answer(JSONRPCMessage message, HttpServletResponse response) throws IOException {
        if (!(message instanceof JSONRPCRequest request)) {
            return false;
        }
        if (REMOVED.contains(request.method())) {
            JsonRpcFault.METHOD_NOT_FOUND.write(response, message);
            return true;
        }
        if (!DISCOVER.equals(request.method())) {
            return false;
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("supportedVersions", SUPPORTED);
        result.put("capabilities", Map.of("tools", Map.of()));
        result.put("instructions", instructions);
        ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
        answer.set("id", JSON.valueToTree(request.id()));
        answer.set("result", JSON.valueToTree(result));
        write(complete(answer, request.method()), response);
        return true;
    }

    /** Passes on what the SDK answered, with what that revision wants of it. */
    void complete(JSONRPCMessage message, ContentCachingResponseWrapper answer) throws IOException {
        JsonNode body =
                answer.getContentSize() == 0 ? JSON.missingNode() : JSON.readTree(answer.getContentAsByteArray());
        if (message instanceof JSONRPCRequest request && body instanceof ObjectNode node) {
            answer.resetBuffer();
            int code = body.at("/error/code").asInt(0);
            if (code == JsonRpcFault.METHOD_NOT_FOUND.code()) {
                answer.setStatus(JsonRpcFault.METHOD_NOT_FOUND.status().value());
            } else if (code == McpSchema.ErrorCodes.RESOURCE_NOT_FOUND) {
                // Earlier revisions' code for it, which this one has no more.
                node.withObject("error").put("code", JsonRpcFault.INVALID_PARAMS.code());
            }
            write(complete(node, request.method()), answer);
        }
        answer.copyBodyToResponse();
    }

    private ObjectNode complete(ObjectNode answer, String method) {
        if (answer.get("result") instanceof ObjectNode result) {
            result.put("resultType", "complete");
            if (CACHEABLE.contains(method)) {
                result.put("ttlMs", TTL_MILLISECONDS).put("cacheScope", "private");
            }
            result.withObject(META)
                    .putObject(SERVER_INFO)
                    .put("name", server.name())
                    .put("version", server.version());
        }
        return answer;
    }

    private static void write(ObjectNode answer, HttpServletResponse response) throws IOException {
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setCharacterEncoding(UTF_8.name());
        response.getWriter().write(JSON.writeValueAsString(answer));
        response.flushBuffer();
    }
}
