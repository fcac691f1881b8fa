package dev.apitokens.resourceserver.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

/**
 * Takes the token from the {@code Authorization} header, and from nowhere else. A request that brings two is a bad one (RFC 6750, section
 * 3.1): a proxy in front may have looked at the one, and this server would at the other.
 */
final class OneBearerToken implements BearerTokenResolver {

    private static final String QUERY_PARAMETER = "access_token";

    private final BearerTokenResolver header = new DefaultBearerTokenResolver();

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        int headers =
                Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION)).size();
        String query = request.getQueryString();
        boolean isInQuery = query != null && query.matches("(.*&)?" + QUERY_PARAMETER + "=.*");
        if (headers > 1 || (headers == 1 && isInQuery)) {
            throw new OAuth2AuthenticationException(
                    BearerTokenErrors.invalidRequest("there is more than one token in the request"));
        }
        return header.resolve(request);
    }
}
