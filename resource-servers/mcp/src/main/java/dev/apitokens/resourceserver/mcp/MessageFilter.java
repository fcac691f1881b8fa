package dev.apitokens.resourceserver.mcp;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Reads the message with the SDK's own parser, so that all who come after it see the same in it. What the SDK would trip
 * over is refused here, and what it says when it does trip goes no further: see {@link MessageRules}. What the SDK does
 * not speak yet is answered here as well: see {@link StatelessRevision}.
 */
final class MessageFilter extends OncePerRequestFilter {

    /** Far more than a tool call needs here, and little enough to hold in memory. */
    static final int MAX_REQUEST_BYTES = 64 * 1024;

    private static final String MESSAGE = JSONRPCMessage.class.getName();

    private final McpJsonMapper json = McpJsonDefaults.getMapper();
    private final MessageRules messages = new MessageRules(json);
    private final StatelessRevision stateless;

    MessageFilter(StatelessRevision stateless) {
        this.stateless = stateless;
    }

    /** The message of a request that came by here. */
    static JSONRPCMessage message(HttpServletRequest request) {
        return (JSONRPCMessage) request.getAttribute(MESSAGE);
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
        if (message == null) {
            JsonRpcFault.PARSE_ERROR.write(response, null);
            return;
        }
        JsonRpcFault fault = fault(request, message);
        if (fault != null) {
            fault.write(response, message);
            return;
        }
        boolean isStateless = StatelessRevision.isSpoken(request, message);
        if (isStateless && stateless.answer(message, response)) {
            return;
        }
        request.setAttribute(MESSAGE, message);
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        chain.doFilter(new CachedBodyRequest(request, body), answer);
        JsonRpcFault failure = messages.failure(answer);
        if (failure != null) {
            failure.write(response, message);
        } else if (isStateless) {
            stateless.complete(message, answer);
        } else {
            answer.copyBodyToResponse();
        }
    }

    private @Nullable JsonRpcFault fault(HttpServletRequest request, JSONRPCMessage message) {
        JsonRpcFault fault = messages.fault(message);
        return fault == null ? StatelessRevision.fault(request, message) : fault;
    }

    private @Nullable JSONRPCMessage parse(byte[] body) {
        try {
            return McpSchema.deserializeJsonRpcMessage(json, new String(body, StandardCharsets.UTF_8));
        } catch (IOException | RuntimeException e) {
            // Not only IOException: the SDK trips over the JSON null, for one.
            return null;
        }
    }
}
