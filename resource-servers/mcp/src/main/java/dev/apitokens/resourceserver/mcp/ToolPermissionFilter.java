package dev.apitokens.resourceserver.mcp;

import dev.apitokens.resourceserver.security.authorizationserver.ExchangedToken;
import dev.apitokens.resourceserver.security.authorizationserver.TokenExchange;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthentication;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Refuses a tool that the caller may not use with HTTP 403, as MCP's authorization asks. The SDK would be too late:
 * what a tool throws becomes a JSON-RPC error with status 200.
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

    private final McpJsonMapper json = McpJsonDefaults.getMapper();
    private final MessageRules messages = new MessageRules(json);
    private final Map<String, McpTool.Downstream> downstream = new HashMap<>();
    private final TokenExchange exchange;

    ToolPermissionFilter(List<McpTool> tools, TokenExchange exchange) {
        this.exchange = exchange;
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
        String tool = calledTool(message);
        McpTool.Downstream call = tool == null ? null : downstream.get(tool);
        if (call != null) {
            CallContext.setDownstreamToken(request, exchange(CallContext.authentication(request), call));
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

    private @Nullable String calledTool(@Nullable JSONRPCMessage message) {
        if (!(message instanceof JSONRPCRequest call && McpSchema.METHOD_TOOLS_CALL.equals(call.method()))) {
            return null;
        }
        return json.convertValue(call.params(), CallToolRequest.class).name();
    }
}
