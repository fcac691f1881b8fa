package dev.apitokens.resourceserver.security.authorizationserver;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.RequestEntity;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestTemplate;

/**
 * How this resource server speaks with the authorization server: at the addresses in the issuer's discovery document, as
 * the client that it is there.
 *
 * <p>The document is read when an address is needed first, so that this server may start first; only an address that was
 * found is remembered.
 */
final class AuthorizationServerClient {

    static final ParameterizedTypeReference<Map<String, Object>> JSON_OBJECT = new ParameterizedTypeReference<>() {};

    private final ResourceServerProperties server;
    private final ClientHttpRequestFactory connections;
    private final Map<String, URI> endpoints = new ConcurrentHashMap<>();

    AuthorizationServerClient(ResourceServerProperties server) {
        this.server = server;
        this.connections = HttpConnections.named("authorization-server", server.readTimeout());
    }

    /** The connections for all calls to it. */
    ClientHttpRequestFactory connections() {
        return connections;
    }

    /**
     * The address that the discovery document has under this name.
     *
     * @throws DiscoveryException when there was no such answer
     */
    URI endpoint(String name) {
        URI known = endpoints.get(name);
        if (known != null) {
            return known;
        }
        URI found = discover(name);
        endpoints.put(name, found);
        return found;
    }

    /**
     * A form that this server sends as the client that it is. The body is bytes because Spring's HTTP client writes any
     * other body into its debug log, token and all.
     */
    RequestEntity<byte[]> form(URI endpoint, Map<String, String> parameters) {
        String form = Stream.of(parameters, CallerOrigin.parameters())
                .flatMap(some -> some.entrySet().stream())
                .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return RequestEntity.post(endpoint)
                // RFC 6749, 2.3.1: client id and secret are form-encoded before they become a basic credential.
                .headers(headers -> headers.setBasicAuth(encode(server.clientId()), encode(server.clientSecret())))
                .accept(MediaType.APPLICATION_JSON)
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body(form.getBytes(StandardCharsets.US_ASCII));
    }

    private URI discover(String name) {
        try {
            ResponseEntity<Map<String, Object>> answer = new RestTemplate(connections)
                    .exchange(
                            RequestEntity.get(server.discoveryAddress())
                                    .accept(MediaType.APPLICATION_JSON)
                                    .build(),
                            JSON_OBJECT);
            Map<String, Object> metadata = answer.getBody();
            if (answer.getStatusCode() != HttpStatus.OK || metadata == null) {
                throw new DiscoveryException(
                        "discovery was answered with " + answer.getStatusCode().value(), null);
            }
            // Without this check, whoever can answer in the issuer's place names the server that gets our secret.
            if (!server.issuerUri().equals(metadata.get("issuer"))) {
                throw new DiscoveryException("discovery names another issuer than " + server.issuerUri(), null);
            }
            if (!(metadata.get(name) instanceof String endpoint)) {
                throw new DiscoveryException("discovery names no " + name, null);
            }
            return URI.create(endpoint);
        } catch (RestClientException e) {
            throw new DiscoveryException("discovery " + IntrospectionClient.reason(e), e);
        } catch (IllegalArgumentException e) {
            throw new DiscoveryException("discovery names no usable " + name, e);
        }
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** The authorization server did not say where something is. */
    static final class DiscoveryException extends RuntimeException {

        DiscoveryException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        /** {@link #getMessage()} for those who know that there is one. */
        String reason() {
            return String.valueOf(getMessage());
        }
    }
}
