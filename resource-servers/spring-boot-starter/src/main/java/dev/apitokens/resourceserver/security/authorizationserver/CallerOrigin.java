package dev.apitokens.resourceserver.security.authorizationserver;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Where the caller of this server is, as the authorization server is told with each token: a token may be bound to addresses. Behind a
 * proxy, the address is the caller's when the server heeds what the proxy says ({@code server.forward-headers-strategy}).
 */
final class CallerOrigin {

    private CallerOrigin() {}

    /** Parameters of an introspection or an exchange; none outside of a request. */
    static Map<String, String> parameters() {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)) {
            return Map.of();
        }
        HttpServletRequest request = attributes.getRequest();
        Map<String, String> parameters = new HashMap<>(Map.of("client_address", request.getRemoteAddr()));
        String userAgent = request.getHeader(HttpHeaders.USER_AGENT);
        if (userAgent != null) {
            parameters.put("user_agent", userAgent);
        }
        return parameters;
    }
}
