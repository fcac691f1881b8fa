package dev.apitokens.resourceserver;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
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
 */
@ConfigurationProperties("resource-server")
public record ResourceServerProperties(
        String issuerUri, @Nullable String discoveryUri, String clientId, String clientSecret, boolean jwt) {

    /** Refuses to start with an empty setting. */
    public ResourceServerProperties {
        discoveryUri = StringUtils.hasText(discoveryUri) ? discoveryUri : null;
        Assert.hasText(issuerUri, "the issuer is empty: set ISSUER_URI");
        Assert.hasText(clientId, "the client id is empty: set CLIENT_ID");
        Assert.hasText(clientSecret, "the client secret is empty: set CLIENT_SECRET");
    }

    /** The address of the issuer's discovery document. */
    String discoveryAddress() {
        return discoveryUri == null ? issuerUri + "/.well-known/openid-configuration" : discoveryUri;
    }

    /** Leaves the secret out: this text ends up in logs. */
    @Override
    public String toString() {
        return "ResourceServerProperties[issuerUri=" + issuerUri + ", discoveryUri=" + discoveryUri + ", clientId="
                + clientId + ", clientSecret=***, jwt=" + jwt + "]";
    }
}
