package dev.apitokens.resourceserver.mcp;

import dev.apitokens.resourceserver.security.authorizationserver.ExchangedToken;
import dev.apitokens.resourceserver.security.authorizationserver.TokenExchange;
import dev.apitokens.resourceserver.security.refusal.ScopesNeeded;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
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
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthentication;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a tool that the caller may not use. Where a login is offered, with HTTP 403, as MCP's authorization asks: a client then asks its
 * person for more. Where there is none, a client that gets a 403 looks for one all the same, and asks for things that nobody can give;
 * so the tool fails, in a 200 that says what is missing.
 *
 * <p>For the same reason, the caller's token is exchanged here for the one that the tool calls another server with: that
 * the authorization server refuses, or is down, becomes 401, 403 or 503 as it would for the caller's token itself.
 */
final class ToolPermissionFilter extends OncePerRequestFilter {

    private final McpJsonMapper json = McpJsonDefaults.getMapper();
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
        JSONRPCRequest toolCall = toolCall(MessageFilter.message(request));
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
        chain.doFilter(request, response);
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

    private static @Nullable JSONRPCRequest toolCall(JSONRPCMessage message) {
        return message instanceof JSONRPCRequest call && McpSchema.METHOD_TOOLS_CALL.equals(call.method())
                ? call
                : null;
    }

    private String tool(JSONRPCRequest toolCall) {
        return json.convertValue(toolCall.params(), CallToolRequest.class).name();
    }
}
