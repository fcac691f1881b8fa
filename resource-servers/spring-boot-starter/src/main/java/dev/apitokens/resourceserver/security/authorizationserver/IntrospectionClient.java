package dev.apitokens.resourceserver.security.authorizationserver;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
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
 * <p>What the headers do not let be kept, or not for so long, is not in {@code lease_seconds} either. {@link LeasedTokenIntrospector} sees no headers: it
 * is this class that heeds them.
 *
 * <p>The exceptions carry neither answer nor cause: both may quote the token, and the message is logged.
 */
final class IntrospectionClient extends RestTemplate {

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

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
        limitLease(claims, secondsToKeep(answer.getHeaders()));
        return answer;
    }

    /** Somebody on the way has the last word on whether the answer may be kept, and for how long. */
    @SuppressWarnings("unchecked") // a JSON object
    private static void limitLease(Map<?, ?> claims, int seconds) {
        if (seconds == 0) {
            claims.remove(LeasedTokenIntrospector.LEASE_SECONDS);
        } else if (claims.get(LeasedTokenIntrospector.LEASE_SECONDS) instanceof Number granted
                && granted.longValue() > seconds) {
            ((Map<String, Object>) claims).put(LeasedTokenIntrospector.LEASE_SECONDS, seconds);
        }
    }

    /**
     * What RFC 9111 lets a cache of its own keep the answer for; 0 when it does not say, or says what can't be read. An answer
     * that somebody else has kept is as old as nobody here knows.
     */
    private static int secondsToKeep(HttpHeaders headers) {
        String directives = headers.getCacheControl();
        if (directives == null || headers.containsHeader(HttpHeaders.AGE)) {
            return 0;
        }
        int seconds = Integer.MAX_VALUE;
        boolean isLimited = false;
        for (String directive : directives.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] nameAndValue = directive.strip().split("\\s*=\\s*", 2);
            switch (nameAndValue[0]) {
                case "no-store", "no-cache" -> {
                    return 0;
                }
                case "max-age" -> {
                    isLimited = true;
                    seconds = Math.min(seconds, nameAndValue.length < 2 ? 0 : seconds(nameAndValue[1]));
                }
                default -> {
                    // About others' caches, or unknown: RFC 9111, section 5.2.3.
                }
            }
        }
        return isLimited ? seconds : 0;
    }

    /** A number, however long: RFC 9111, section 1.2.2. */
    private static int seconds(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return 0;
        }
        return text.length() < 10 ? Integer.parseInt(text) : Integer.MAX_VALUE;
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
