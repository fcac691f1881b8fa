package dev.apitokens.resourceserver.security.authorizationserver;

import java.util.Map;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.RequestEntity;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.client.RestTemplate;

/**
 * Passes on what RFC 7662 calls an introspection response and nothing else, because Spring Security takes an answer
 * without {@code active} for an inactive token, and one without a body for an active one.
 *
 * <p>The exceptions carry neither answer nor cause: both may quote the token, and the message is logged.
 */
final class IntrospectionClient extends RestTemplate {

    IntrospectionClient(ClientHttpRequestFactory connections) {
        super(connections);
    }

    @Override
    public <T> ResponseEntity<T> exchange(RequestEntity<?> request, ParameterizedTypeReference<T> type) {
        ResponseEntity<T> answer;
        try {
            answer = super.exchange(request, type);
        } catch (RestClientException e) {
            throw new RestClientException("introspection " + reason(e));
        }
        if (!(answer.getBody() instanceof Map<?, ?> claims && claims.get("active") instanceof Boolean)) {
            throw new RestClientException("introspection was answered with "
                    + answer.getStatusCode().value() + " and no introspection response");
        }
        String cacheControl = answer.getHeaders().getCacheControl();
        if (cacheControl == null || cacheControl.contains("no-store")) {
            // Somebody on the way has the last word on whether it may be kept.
            claims.remove(LeasedTokenIntrospector.LEASE_SECONDS);
        }
        return answer;
    }

    /** Why a call failed, without a word of what was sent or answered. */
    static String reason(RestClientException failure) {
        if (failure instanceof RestClientResponseException answered) {
            return "was answered with " + answered.getStatusCode().value();
        }
        Throwable cause = failure.getCause();
        return failure instanceof ResourceAccessException && cause != null
                ? "failed: " + cause.getClass().getSimpleName()
                : "was answered with something that can't be read";
    }
}
