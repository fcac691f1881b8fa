package dev.apitokens.resourceserver.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

/**
 * Takes the token from the {@code Authorization} header, or from one other that is named for it, and from nowhere else. A request that
 * brings two is a bad one (RFC 6750, section 3.1): a proxy in front may have looked at the one, and this server would at the other.
 */
final class OneBearerToken implements BearerTokenResolver {

    private static final Pattern IN_QUERY = Pattern.compile("(^|&)access_token=");

    private final BearerTokenResolver header = new DefaultBearerTokenResolver();
    private final @Nullable String apiKeyHeader;

    /** @param apiKeyHeader the other header, or null: none */
    OneBearerToken(@Nullable String apiKeyHeader) {
        this.apiKeyHeader = apiKeyHeader;
    }

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        List<String> keys = apiKeyHeader == null ? List.of() : Collections.list(request.getHeaders(apiKeyHeader));
        int given = keys.size()
                + Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION))
                        .size();
        if (given > 1 || (given == 1 && isInQuery(request))) {
            throw new OAuth2AuthenticationException(
                    BearerTokenErrors.invalidRequest("there is more than one token in the request"));
        }
        return keys.isEmpty() ? header.resolve(request) : keys.get(0);
    }

    private static boolean isInQuery(HttpServletRequest request) {
        String query = request.getQueryString();
        return query != null && IN_QUERY.matcher(query).find();
    }
}
