package dev.apitokens.resourceserver.security.authorizationserver;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

/** Everything that speaks with the authorization server, by way of one client that knows its addresses. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ResourceServerProperties.class)
public class AuthorizationServerConfiguration {

    @Bean
    AuthorizationServerClient authorizationServerClient(ResourceServerProperties server) {
        return new AuthorizationServerClient(server);
    }

    @Bean
    DiscoveringTokenIntrospector discoveringTokenIntrospector(
            ResourceServerProperties server, AuthorizationServerClient authorizationServer) {
        return new DiscoveringTokenIntrospector(server, authorizationServer);
    }

    @Bean
    @Primary
    OpaqueTokenIntrospector tokenIntrospector(DiscoveringTokenIntrospector introspector) {
        return new LeasedTokenIntrospector(introspector);
    }

    @Bean
    TokenExchange tokenExchange(
            AuthorizationServerClient authorizationServer, DiscoveringTokenIntrospector introspector) {
        return new TokenExchange(authorizationServer, introspector);
    }

    @Bean
    JwtDecoder jwtDecoder(ResourceServerProperties server, AuthorizationServerClient authorizationServer) {
        return new DiscoveringJwtDecoder(server, authorizationServer);
    }
}
