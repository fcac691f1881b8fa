package dev.apitokens.resourceserver;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.RequestEntity;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2TokenIntrospectionClaimAccessor;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionAuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.oauth2.server.resource.introspection.SpringOpaqueTokenIntrospector;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestTemplate;

/**
 * Asks the authorization server about every token, on every call.
 *
 * <p>Nothing about a token is remembered: revoked means refused on the very next call. The introspection endpoint comes
 * from the issuer's discovery document when the first token arrives, so that this server may start first; only a
 * successful discovery is remembered.
 *
 * <p>Throws {@link BadOpaqueTokenException} when the authorization server said that the token is not good, here or at
 * all, and {@link OAuth2IntrospectionException} whenever it did not say.
 */
final class DiscoveringTokenIntrospector implements OpaqueTokenIntrospector {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

    private static final ParameterizedTypeReference<Map<String, Object>> JSON_OBJECT =
            new ParameterizedTypeReference<>() {};

    private final ResourceServerProperties server;
    private final JdkClientHttpRequestFactory connections;
    private volatile @Nullable OpaqueTokenIntrospector discovered;

    DiscoveringTokenIntrospector(ResourceServerProperties server) {
        this.server = server;
        // HTTP/1.1: on plain http, the JDK's client would else offer an upgrade to HTTP/2 with every new connection.
        this.connections = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .executor(Executors.newCachedThreadPool(DiscoveringTokenIntrospector::thread))
                .build());
        this.connections.setReadTimeout(READ_TIMEOUT);
    }

    @Override
    public OAuth2AuthenticatedPrincipal introspect(String token) {
        OpaqueTokenIntrospector introspector = discovered;
        if (introspector == null) {
            introspector = introspector(introspectionEndpoint());
            discovered = introspector;
        }
        try {
            return introspector.introspect(token);
        } catch (ClassCastException | IllegalArgumentException | DateTimeException e) {
            // A claim of the wrong type, say "exp": "soon". The message would quote it, so it is left out.
            throw new OAuth2IntrospectionException("introspection was answered with claims that can't be read");
        }
    }

    /** The context class loader is not inherited: Tomcat would complain at shutdown about a thread of its application. */
    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "introspection");
        thread.setDaemon(true);
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        return thread;
    }

    private URI introspectionEndpoint() {
        try {
            ResponseEntity<Map<String, Object>> answer = new RestTemplate(connections)
                    .exchange(
                            RequestEntity.get(server.discoveryAddress())
                                    .accept(MediaType.APPLICATION_JSON)
                                    .build(),
                            JSON_OBJECT);
            Map<String, Object> metadata = answer.getBody();
            if (answer.getStatusCode() != HttpStatus.OK || metadata == null) {
                throw new OAuth2IntrospectionException(
                        "discovery was answered with " + answer.getStatusCode().value());
            }
            // Without this check, whoever can answer in the issuer's place names the server that gets our secret.
            if (!server.issuerUri().equals(metadata.get("issuer"))) {
                throw new OAuth2IntrospectionException("discovery names another issuer than " + server.issuerUri());
            }
            if (!(metadata.get("introspection_endpoint") instanceof String endpoint)) {
                throw new OAuth2IntrospectionException("discovery names no introspection endpoint");
            }
            return URI.create(endpoint);
        } catch (RestClientException e) {
            throw new OAuth2IntrospectionException("discovery " + IntrospectionClient.reason(e), e);
        } catch (IllegalArgumentException e) {
            throw new OAuth2IntrospectionException("discovery names no usable introspection endpoint", e);
        }
    }

    private OpaqueTokenIntrospector introspector(URI endpoint) {
        SpringOpaqueTokenIntrospector introspector =
                new SpringOpaqueTokenIntrospector(endpoint.toString(), new IntrospectionClient(connections));
        introspector.setRequestEntityConverter(token -> request(endpoint, token));
        introspector.setAuthenticationConverter(this::principal);
        return introspector;
    }

    /** The body is bytes because Spring's HTTP client writes any other body into its debug log, token and all. */
    private RequestEntity<?> request(URI endpoint, String token) {
        return RequestEntity.post(endpoint)
                .headers(headers -> headers.setBasicAuth(encode(server.clientId()), encode(server.clientSecret())))
                .accept(MediaType.APPLICATION_JSON)
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body(("token=" + encode(token)).getBytes(StandardCharsets.US_ASCII));
    }

    /** RFC 6749, 2.3.1: client id and secret are form-encoded before they become a basic credential. */
    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private OAuth2AuthenticatedPrincipal principal(OAuth2TokenIntrospectionClaimAccessor claims) {
        List<String> audience = claims.getAudience();
        // Keycloak only calls a token active for its audience; other authorization servers leave that to us.
        if (audience == null || !audience.contains(server.clientId())) {
            throw new BadOpaqueTokenException("the token is not for this server");
        }
        if (claims.getSubject() == null) {
            throw new OAuth2IntrospectionException("introspection was answered without a subject");
        }
        return new OAuth2IntrospectionAuthenticatedPrincipal(
                claims.getSubject(), claims.getClaims(), authorities(claims));
    }

    private static List<GrantedAuthority> authorities(OAuth2TokenIntrospectionClaimAccessor claims) {
        List<GrantedAuthority> authorities = new ArrayList<>();
        for (String role : Caller.realmRoles(claims)) {
            authorities.add(new SimpleGrantedAuthority("ROLE_" + role));
        }
        for (String scope : Caller.scopes(claims)) {
            authorities.add(new SimpleGrantedAuthority("SCOPE_" + scope));
        }
        return authorities;
    }
}
