package dev.apitokens.resourceserver.mcp;

import dev.apitokens.resourceserver.security.authorizationserver.ExchangedToken;
import dev.apitokens.resourceserver.security.authorizationserver.TokenExchange;
import dev.apitokens.resourceserver.security.caller.Caller;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessSyncServer;
import io.modelcontextprotocol.server.transport.DefaultServerTransportSecurityValidator;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthentication;

/** The MCP SDK's servlet at {@code /mcp}, behind the same security as any other path. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GraphQlProperties.class)
class McpEndpoint {

    static final String PATH = "/mcp";

    /** Far more than a tool call needs here, and little enough to hold in memory. */
    static final int MAX_REQUEST_BYTES = 64 * 1024;

    @Bean
    HttpServletStatelessServerTransport transport() {
        return HttpServletStatelessServerTransport.builder()
                .messageEndpoint(PATH)
                .maxRequestSize(MAX_REQUEST_BYTES)
                // MCP wants the Origin checked where there is one: only a browser sends it, and only a local page may.
                .httpHeaderValidator(DefaultServerTransportSecurityValidator.builder()
                        .allowedOrigins(List.of("http://localhost:*", "http://127.0.0.1:*", "http://[::1]:*"))
                        .build())
                .contextExtractor(McpEndpoint::context)
                .build();
    }

    @Bean(destroyMethod = "close")
    McpStatelessSyncServer mcpServer(HttpServletStatelessServerTransport transport, ProjectTools tools) {
        return McpServer.sync(transport)
                .serverInfo("api-tokens-demo", "1.0.0")
                .instructions("Projects of the demo. What a call may do is what the token's owner may do.")
                .capabilities(ServerCapabilities.builder().tools(false).build())
                .tools(tools.specifications())
                // The servlet's thread waits for the result anyway.
                .immediateExecution(true)
                .build();
    }

    @Bean
    ServletRegistrationBean<HttpServletStatelessServerTransport> mcpServlet(
            HttpServletStatelessServerTransport transport) {
        return new ServletRegistrationBean<>(transport, PATH);
    }

    /** Comes after Spring Security's filter, which knows the caller by then and turns its refusal into 403. */
    @Bean
    FilterRegistrationBean<ToolPermissionFilter> toolPermissionFilter(
            TokenExchange exchange, GraphQlProperties graphQl) {
        FilterRegistrationBean<ToolPermissionFilter> registration =
                new FilterRegistrationBean<>(new ToolPermissionFilter(exchange, graphQl.audience()));
        registration.addUrlPatterns(PATH);
        return registration;
    }

    /** All this travels with the call, never in a thread-local: the SDK may run a tool on another thread. */
    private static McpTransportContext context(HttpServletRequest request) {
        Map<String, Object> context = new HashMap<>();
        context.put(Caller.class.getName(), caller(request));
        Object token = request.getAttribute(ExchangedToken.class.getName());
        if (token != null) {
            context.put(ExchangedToken.class.getName(), token);
        }
        return McpTransportContext.create(context);
    }

    static ExchangedToken graphQlToken(McpTransportContext context) {
        if (context.get(ExchangedToken.class.getName()) instanceof ExchangedToken token) {
            return token;
        }
        throw new IllegalStateException("no exchanged token: is the tool missing among the permissions?");
    }

    static Caller caller(McpTransportContext context) {
        return (Caller) context.get(Caller.class.getName());
    }

    static Caller caller(HttpServletRequest request) {
        if (authentication(request).getPrincipal() instanceof OAuth2AuthenticatedPrincipal principal) {
            return Caller.of(principal);
        }
        throw new IllegalStateException("no principal with claims");
    }

    static BearerTokenAuthentication authentication(HttpServletRequest request) {
        if (request.getUserPrincipal() instanceof BearerTokenAuthentication authentication) {
            return authentication;
        }
        throw new IllegalStateException("no bearer token: is the security filter chain missing?");
    }
}
