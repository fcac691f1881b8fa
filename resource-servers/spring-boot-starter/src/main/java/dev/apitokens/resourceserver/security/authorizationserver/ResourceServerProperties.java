package dev.apitokens.resourceserver.security.authorizationserver;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Who this resource server is to the authorization server.
 *
 * @param issuerUri the issuer, exactly as its discovery document spells it: {@code https://host/realms/name}
 * @param discoveryUri where this server reads that document, if not at the issuer's own address: behind a proxy the
 *     issuer's public address may be out of its reach. Empty or {@code null} means {@code /.well-known/
 *     openid-configuration} below the issuer (OpenID Connect Discovery, 4)
 * @param clientId the client as which this server introspects, and the audience that it asks of every token
 * @param clientSecret the secret of that client
 * @param jwt whether access tokens that are JWTs are taken as well, by their signature; they are good until they expire
 * @param metadata whether clients are told where to log in (RFC 9728). Several MCP clients then no longer send the token
 *     that they were given, so it is off unless it is wanted
 * @param resource the public address of this server's API, for that metadata
 * @param scopes the scopes that this server's operations ask for, for that metadata
 * @param allowedOrigins the origins whose pages may call this server (CORS), {@code http://localhost:*} for one with any port; none:
 *     no page of another origin may
 * @param openPaths patterns of paths that need no token, {@code /docs/**} for one
 * @param apiKeyHeader a header that may hold the token, besides {@code Authorization}: {@code X-API-Key}, for callers that can send
 *     nothing else. Empty or {@code null}: none
 * @param readTimeout how long an answer of the authorization server may take; the call is 503 then
 */
@ConfigurationProperties("api-tokens")
public record ResourceServerProperties(
        String issuerUri,
        @Nullable String discoveryUri,
        String clientId,
        String clientSecret,
        boolean jwt,
        boolean metadata,
        @Nullable String resource,
        @DefaultValue List<String> scopes,
        @DefaultValue List<String> allowedOrigins,
        @DefaultValue List<String> openPaths,
        @Nullable String apiKeyHeader,
        @DefaultValue("5s") Duration readTimeout) {

    /** Refuses to start with an empty setting. */
    public ResourceServerProperties {
        discoveryUri = StringUtils.hasText(discoveryUri) ? discoveryUri : null;
        Assert.hasText(issuerUri, "the issuer is empty: set ISSUER_URI");
        Assert.hasText(clientId, "the client id is empty: set CLIENT_ID");
        Assert.hasText(clientSecret, "the client secret is empty: set CLIENT_SECRET");
        Assert.isTrue(!metadata || StringUtils.hasText(resource), "the public address is empty: set RESOURCE_URL");
        scopes = List.copyOf(scopes);
        allowedOrigins = List.copyOf(allowedOrigins);
        openPaths = List.copyOf(openPaths);
        apiKeyHeader = StringUtils.hasText(apiKeyHeader) ? apiKeyHeader : null;
    }

    /** The address of the issuer's discovery document. */
    String discoveryAddress() {
        return discoveryUri == null ? issuerUri + "/.well-known/openid-configuration" : discoveryUri;
    }

    /** Leaves the secret out: this text ends up in logs. */
    @Override
    public String toString() {
        return "ResourceServerProperties[issuerUri=" + issuerUri + ", discoveryUri=" + discoveryUri + ", clientId="
                + clientId + ", clientSecret=***, jwt=" + jwt + ", metadata=" + metadata + ", resource=" + resource
                + ", scopes=" + scopes + ", allowedOrigins=" + allowedOrigins + ", openPaths=" + openPaths
                + ", apiKeyHeader="
                + apiKeyHeader + ", readTimeout=" + readTimeout + "]";
    }
}
