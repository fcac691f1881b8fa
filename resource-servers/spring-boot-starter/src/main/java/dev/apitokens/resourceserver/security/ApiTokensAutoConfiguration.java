package dev.apitokens.resourceserver.security;

import dev.apitokens.resourceserver.security.authorizationserver.AuthorizationServerConfiguration;
import dev.apitokens.resourceserver.security.authorizationserver.ResourceServerProperties;
import dev.apitokens.resourceserver.security.refusal.BearerRefusals;
import jakarta.servlet.DispatcherType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
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
 * The security of a resource server: with this on the class path and {@code api-tokens.issuer-uri} set, every path needs a bearer token in
 * the {@code Authorization} header, but for {@code api-tokens.open-paths} and well-known ones. An application that has a
 * {@link SecurityFilterChain} of its own is left to it, and can use what is here.
 */
@AutoConfiguration(
        before = {
            OAuth2ResourceServerAutoConfiguration.class,
            OAuth2ResourceServerWebSecurityAutoConfiguration.class,
            ServletWebSecurityAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty("api-tokens.issuer-uri")
@EnableMethodSecurity
@Import({AuthorizationServerConfiguration.class, ResourceMetadata.class})
public class ApiTokensAutoConfiguration {

    /**
     * Puts the bearer filter in by hand instead of {@code oauth2ResourceServer(…)}: that one turns an unreachable
     * authorization server into 500, and publishes protected-resource metadata that can't be switched off (see
     * {@link BearerRefusals}).
     */
    @Bean
    @ConditionalOnMissingBean
    SecurityFilterChain apiTokensFilterChain(
            HttpSecurity http,
            OpaqueTokenIntrospector introspector,
            JwtDecoder jwtDecoder,
            ResourceServerProperties server) {
        BearerRefusals refusals = new BearerRefusals(server.metadata() ? ResourceMetadata.address(server) : null);
        BearerTokenAuthenticationConverter token = new BearerTokenAuthenticationConverter();
        token.setBearerTokenResolver(new OneBearerToken(server.apiKeyHeader()));
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
                        .requestMatchers(server.openPaths().toArray(String[]::new))
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
