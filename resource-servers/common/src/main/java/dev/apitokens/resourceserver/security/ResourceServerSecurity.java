package dev.apitokens.resourceserver.security;

import dev.apitokens.resourceserver.security.authorizationserver.AuthorizationServerConfiguration;
import dev.apitokens.resourceserver.security.authorizationserver.ResourceServerProperties;
import dev.apitokens.resourceserver.security.refusal.BearerRefusals;
import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;

/**
 * The security of a resource server: import it into an application, set {@code resource-server.*}, and every path
 * needs a bearer token in the {@code Authorization} header; {@code GET /health} and well-known paths do not.
 */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
@Import({AuthorizationServerConfiguration.class, RequestGate.class, ResourceMetadata.class, ServerHealth.class})
public class ResourceServerSecurity {

    /**
     * Puts the bearer filter in by hand instead of {@code oauth2ResourceServer(…)}: that one turns an unreachable
     * authorization server into 500, and publishes protected-resource metadata that can't be switched off (see
     * {@link BearerRefusals}).
     */
    @Bean
    SecurityFilterChain resourceServerFilterChain(
            HttpSecurity http,
            OpaqueTokenIntrospector introspector,
            JwtDecoder jwtDecoder,
            ResourceServerProperties server) {
        BearerRefusals refusals = new BearerRefusals(server.metadata() ? ResourceMetadata.address(server) : null);
        BearerTokenAuthenticationConverter token = new BearerTokenAuthenticationConverter();
        token.setBearerTokenResolver(new OneBearerToken());
        BearerTokenAuthenticationFilter bearer = new BearerTokenAuthenticationFilter(
                new BearerAuthentication(introspector, jwtDecoder, server.jwt()), token);
        bearer.setAuthenticationEntryPoint(refusals);
        bearer.setAuthenticationFailureHandler(refusals);
        return http.addFilter(bearer)
                // Before anything is asked of a caller: a preflight brings no token.
                .cors(cors -> cors.configurationSource(new CrossOrigin(server)))
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .authorizeHttpRequests(requests -> requests
                        // An error page is only reached from a request that was let through, or was open.
                        .dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/health")
                        .permitAll()
                        // What is not there is 404: MCP clients probe for OAuth metadata, and a 401 would send them in
                        // circles.
                        .requestMatchers("/.well-known/**", "/*/.well-known/**")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                // No cookie, nothing for another site to forge.
                .csrf(AbstractHttpConfigurer::disable)
                .build();
    }
}
