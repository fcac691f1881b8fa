package dev.apitokens.resourceserver;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.Assert;

/**
 * Who this resource server is to the authorization server.
 *
 * @param issuerUri the issuer, exactly as its discovery document spells it: {@code https://host/realms/name}
 * @param clientId the client as which this server introspects, and the audience that it asks of every token
 * @param clientSecret the secret of that client
 */
@ConfigurationProperties("resource-server")
public record ResourceServerProperties(String issuerUri, String clientId, String clientSecret) {

    /** Refuses to start with an empty setting. */
    public ResourceServerProperties {
        Assert.hasText(issuerUri, "the issuer is empty: set ISSUER_URI");
        Assert.hasText(clientId, "the client id is empty: set CLIENT_ID");
        Assert.hasText(clientSecret, "the client secret is empty: set CLIENT_SECRET");
    }

    /** Leaves the secret out: this text ends up in logs. */
    @Override
    public String toString() {
        return "ResourceServerProperties[issuerUri=" + issuerUri + ", clientId=" + clientId + ", clientSecret=***]";
    }
}
