package dev.apitokens.resourceserver.security;

import dev.apitokens.resourceserver.security.authorizationserver.ResourceServerProperties;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;

/**
 * Which pages of browsers may call this server (CORS). They may read refusals as well, to which a page would otherwise be an error of
 * the network; and they send no cookie.
 */
final class CrossOrigin implements CorsConfigurationSource {

    private static final Duration PREFLIGHT_IS_KNOWN_FOR = Duration.ofMinutes(10);

    /** Open to every page by itself. */
    private static final String OPEN = "/.well-known/";

    private final CorsConfiguration allowed = new CorsConfiguration();

    CrossOrigin(ResourceServerProperties server) {
        // Spring writes "any port" in another way.
        allowed.setAllowedOriginPatterns(server.allowedOrigins().stream()
                .map(origin -> origin.endsWith(":*") ? origin.substring(0, origin.length() - 1) + "[*]" : origin)
                .toList());
        allowed.setAllowedMethods(List.of("GET", "POST", "DELETE"));
        allowed.setAllowedHeaders(List.of(CorsConfiguration.ALL));
        allowed.setExposedHeaders(List.of(HttpHeaders.WWW_AUTHENTICATE, HttpHeaders.RETRY_AFTER));
        allowed.setMaxAge(PREFLIGHT_IS_KNOWN_FOR);
    }

    @Override
    public @Nullable CorsConfiguration getCorsConfiguration(HttpServletRequest request) {
        return request.getRequestURI().contains(OPEN) ? null : allowed;
    }
}
