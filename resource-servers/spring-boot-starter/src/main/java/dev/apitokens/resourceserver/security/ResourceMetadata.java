package dev.apitokens.resourceserver.security;

import dev.apitokens.resourceserver.security.authorizationserver.ResourceServerProperties;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Tells clients where to log in for a token (RFC 9728): at the well-known path with this server's own path after it, where
 * the RFC puts the document, and without, where MCP clients look next. When it is switched off, nothing is at either.
 *
 * <p>Spring Security's own filter makes the addresses in it out of the request, and so out of what the caller says.
 */
@Configuration(proxyBeanMethods = false)
class ResourceMetadata {

    private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

    @Bean
    RouterFunction<ServerResponse> resourceMetadataDocument(ResourceServerProperties server) {
        return server.metadata() ? routes(server) : request -> Optional.empty();
    }

    private static RouterFunction<ServerResponse> routes(ResourceServerProperties server) {
        Map<String, Object> document = Map.of(
                "resource",
                resource(server).toString(),
                "authorization_servers",
                List.of(server.issuerUri()),
                "scopes_supported",
                server.scopes(),
                "bearer_methods_supported",
                List.of("header"));
        return RouterFunctions.route()
                .GET(WELL_KNOWN, request -> answer(document))
                .GET(WELL_KNOWN + resource(server).getPath(), request -> answer(document))
                .build();
    }

    private static ServerResponse answer(Map<String, Object> document) {
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                // Clients that run in a browser ask from pages of their own; there is nothing secret in it.
                .header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .body(document);
    }

    /** Where the document of this server is, as challenges name it. */
    static URI address(ResourceServerProperties server) {
        return resource(server).resolve(WELL_KNOWN + resource(server).getPath());
    }

    private static URI resource(ResourceServerProperties server) {
        return URI.create(String.valueOf(server.resource()));
    }
}
