package dev.apitokens.resourceserver.mcp;

import dev.apitokens.resourceserver.security.authorizationserver.ExchangedToken;
import dev.apitokens.resourceserver.security.authorizationserver.TokenExchange;
import dev.apitokens.resourceserver.security.refusal.ScopesNeeded;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.HttpHeaders;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.ProtocolVersions;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthentication;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Refuses a tool that the caller may not use. Where a login is offered, with HTTP 403, as MCP's authorization asks: a client then asks its
 * person for more. Where there is none, a client that gets a 403 looks for one all the same, and asks for things that nobody can give;
 * so the tool fails, in a 200 that says what is missing.
 *
 * <p>For the same reason, the caller's token is exchanged here for the one that the tool calls another server with: that
 * the authorization server refuses, or is down, becomes 401, 403 or 503 as it would for the caller's token itself.
 *
 * <p>Reads the message with the SDK's own parser, so that both see the same tool in it. What the SDK would trip over is
 * refused here, and what it says when it does trip goes no further: see {@link MessageRules}.
 */
final class ToolPermissionFilter extends OncePerRequestFilter {

    /** Far more than a tool call needs here, and little enough to hold in memory. */
    static final int MAX_REQUEST_BYTES = 64 * 1024;

    private static final Set<String> REVISIONS = Set.of(
            ProtocolVersions.MCP_2024_11_05,
            ProtocolVersions.MCP_2025_03_26,
            ProtocolVersions.MCP_2025_06_18,
            ProtocolVersions.MCP_2025_11_25);

    private final McpJsonMapper json = McpJsonDefaults.getMapper();
    private final MessageRules messages = new MessageRules(json);
    private final Map<String, McpTool.Downstream> downstream = new HashMap<>();
    private final TokenExchange exchange;
    private final boolean isLoginOffered;

    /** @param isLoginOffered whether clients are told where to log in */
    ToolPermissionFilter(List<McpTool> tools, TokenExchange exchange, boolean isLoginOffered) {
        this.exchange = exchange;
        this.isLoginOffered = isLoginOffered;
        for (McpTool tool : tools) {
            if (tool.downstream() != null) {
                downstream.put(tool.name(), tool.downstream());
            }
        }
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !HttpMethod.POST.matches(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String revision = request.getHeader(HttpHeaders.PROTOCOL_VERSION);
        if (revision != null && !REVISIONS.contains(revision)) {
            JsonRpcFault.UNKNOWN_REVISION.write(response, null);
            return;
        }
        byte[] body = request.getInputStream().readNBytes(MAX_REQUEST_BYTES + 1);
        if (body.length > MAX_REQUEST_BYTES) {
            response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            return;
        }
        JSONRPCMessage message = parse(body);
        JsonRpcFault fault = message == null ? JsonRpcFault.PARSE_ERROR : messages.fault(message);
        if (fault != null) {
            fault.write(response, message);
            return;
        }
        JSONRPCRequest toolCall = toolCall(message);
        McpTool.Downstream call = toolCall == null ? null : downstream.get(tool(toolCall));
        if (toolCall != null && call != null) {
            try {
                CallContext.setDownstreamToken(request, exchange(CallContext.authentication(request), call));
            } catch (AccessDeniedException refusal) {
                if (isLoginOffered) {
                    throw refusal;
                }
                writeFailure(response, toolCall, ScopesNeeded.of(refusal));
                return;
            }
        }
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        chain.doFilter(new CachedBodyRequest(request, body), answer);
        JsonRpcFault failure = messages.failure(answer);
        if (failure == null) {
            answer.copyBodyToResponse();
        } else {
            failure.write(response, message);
        }
    }

    private void writeFailure(HttpServletResponse response, JSONRPCRequest call, List<String> scopes)
            throws IOException {
        CallToolResult failure = ToolResult.error(
                scopes.isEmpty()
                        ? "Not allowed: the owner of the API token lacks the permission, or the token is limited to other APIs"
                        : "Not allowed: the API token lacks " + String.join(" ", scopes)
                                + ". Make one that has it, on the page API Tokens of the account console");
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().write(json.writeValueAsString(JSONRPCResponse.result(call.id(), failure)));
    }

    private ExchangedToken exchange(BearerTokenAuthentication caller, McpTool.Downstream call) {
        call.permission().verify(caller);
        return exchange.exchange(
                caller.getToken().getTokenValue(),
                call.audience(),
                call.permission().scopes());
    }

    private @Nullable JSONRPCMessage parse(byte[] body) {
        try {
            return McpSchema.deserializeJsonRpcMessage(json, new String(body, StandardCharsets.UTF_8));
        } catch (IOException | RuntimeException e) {
            // Not only IOException: the SDK trips over the JSON null, for one.
            return null;
        }
    }

    private static @Nullable JSONRPCRequest toolCall(@Nullable JSONRPCMessage message) {
        return message instanceof JSONRPCRequest call && McpSchema.METHOD_TOOLS_CALL.equals(call.method())
                ? call
                : null;
    }

    private String tool(JSONRPCRequest toolCall) {
        return json.convertValue(toolCall.params(), CallToolRequest.class).name();
    }
}
