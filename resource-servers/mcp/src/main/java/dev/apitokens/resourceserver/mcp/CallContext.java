package dev.apitokens.resourceserver.mcp;

import dev.apitokens.resourceserver.security.authorizationserver.ExchangedToken;
import dev.apitokens.resourceserver.security.caller.Caller;
import io.modelcontextprotocol.common.McpTransportContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthentication;

/**
 * What a tool is told about the call that runs it. All this travels with the call, never in a thread-local: the SDK may
 * run a tool on another thread.
 */
public final class CallContext {

    private static final String CALLER = Caller.class.getName();
    private static final String TOKEN = ExchangedToken.class.getName();

    private CallContext() {}

    /**
     * Tells who calls.
     *
     * @param context the call's
     * @return the person behind it
     */
    public static Caller caller(McpTransportContext context) {
        return (Caller) context.get(CALLER);
    }

    /**
     * Tells what to call the tool's own server with.
     *
     * @param context the call's
     * @return the caller's token, exchanged for {@link McpTool#downstream()}
     * @throws IllegalStateException if the tool has no such thing
     */
    public static ExchangedToken downstreamToken(McpTransportContext context) {
        if (context.get(TOKEN) instanceof ExchangedToken token) {
            return token;
        }
        throw new IllegalStateException("no exchanged token: does the tool say that it calls another server?");
    }

    static void setDownstreamToken(HttpServletRequest request, ExchangedToken token) {
        request.setAttribute(TOKEN, token);
    }

    static BearerTokenAuthentication authentication(HttpServletRequest request) {
        if (request.getUserPrincipal() instanceof BearerTokenAuthentication authentication) {
            return authentication;
        }
        throw new IllegalStateException("no bearer token: is the security filter chain missing?");
    }

    static McpTransportContext of(HttpServletRequest request) {
        Map<String, Object> context = new HashMap<>();
        context.put(CALLER, caller(request));
        Object token = request.getAttribute(TOKEN);
        if (token != null) {
            context.put(TOKEN, token);
        }
        return McpTransportContext.create(context);
    }

    private static Caller caller(HttpServletRequest request) {
        if (authentication(request).getPrincipal() instanceof OAuth2AuthenticatedPrincipal principal) {
            return Caller.of(principal);
        }
        throw new IllegalStateException("no principal with claims");
    }
}
