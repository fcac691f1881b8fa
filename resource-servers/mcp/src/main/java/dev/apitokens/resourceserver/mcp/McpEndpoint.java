package dev.apitokens.resourceserver.mcp;

import dev.apitokens.resourceserver.security.authorizationserver.ResourceServerProperties;
import dev.apitokens.resourceserver.security.authorizationserver.TokenExchange;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessSyncServer;
import io.modelcontextprotocol.server.transport.DefaultServerTransportSecurityValidator;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** The MCP SDK's servlet at {@code /mcp}, behind the same security as any other path. */
@Configuration(proxyBeanMethods = false)
class McpEndpoint {

    private static final String PATH = "/mcp";
    private static final Implementation SERVER =
            Implementation.builder("api-tokens-demo", "1.0.0").build();
    private static final String INSTRUCTIONS =
            "Projects of the demo. What a call may do is what the token's owner may do.";

    @Bean
    HttpServletStatelessServerTransport transport(ResourceServerProperties server) {
        return HttpServletStatelessServerTransport.builder()
                .messageEndpoint(PATH)
                .maxRequestSize(MessageFilter.MAX_REQUEST_BYTES)
                // MCP wants the Origin checked where there is one, even if it is this server's own: a name may lead
                // here that is not
                // this server's (DNS rebinding).
                .httpHeaderValidator(DefaultServerTransportSecurityValidator.builder()
                        .allowedOrigins(server.allowedOrigins())
                        .build())
                .contextExtractor(CallContext::of)
                .build();
    }

    @Bean(destroyMethod = "close")
    McpStatelessSyncServer mcpServer(HttpServletStatelessServerTransport transport, List<McpTool> tools) {
        return McpServer.sync(transport)
                .serverInfo(SERVER)
                .instructions(INSTRUCTIONS)
                .capabilities(ServerCapabilities.builder().tools(false).build())
                .tools(tools.stream().map(McpTool::specification).toList())
                // The servlet's thread waits for the result anyway.
                .immediateExecution(true)
                .build();
    }

    @Bean
    ServletRegistrationBean<HttpServletStatelessServerTransport> mcpServlet(
            HttpServletStatelessServerTransport transport) {
        return new ServletRegistrationBean<>(transport, PATH);
    }

    /** Comes after Spring Security's filter: nothing of a message is looked at whose sender is not known. */
    @Bean
    FilterRegistrationBean<MessageFilter> messageFilter() {
        FilterRegistrationBean<MessageFilter> registration =
                new FilterRegistrationBean<>(new MessageFilter(new StatelessRevision(SERVER, INSTRUCTIONS)));
        registration.addUrlPatterns(PATH);
        registration.setOrder(Ordered.LOWEST_PRECEDENCE - 1);
        return registration;
    }

    /** Comes after the message is known, and after Spring Security's filter, which knows the caller by then and turns its refusal into 403. */
    @Bean
    FilterRegistrationBean<ToolPermissionFilter> toolPermissionFilter(
            List<McpTool> tools, TokenExchange exchange, ResourceServerProperties server) {
        FilterRegistrationBean<ToolPermissionFilter> registration =
                new FilterRegistrationBean<>(new ToolPermissionFilter(tools, exchange, server.metadata()));
        registration.addUrlPatterns(PATH);
        registration.setOrder(Ordered.LOWEST_PRECEDENCE);
        return registration;
    }
}
