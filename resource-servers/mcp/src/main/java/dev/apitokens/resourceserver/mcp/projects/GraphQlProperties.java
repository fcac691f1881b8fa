package dev.apitokens.resourceserver.mcp.projects;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The API that the tools work on.
 *
 * @param url its address
 * @param audience its client id: what a token must be for that it takes
 * @param readTimeout how long an answer of it may take
 */
@ConfigurationProperties("graphql-api")
record GraphQlProperties(
        String url, String audience, @DefaultValue("5s") Duration readTimeout) {

    /** Refuses to start with an empty setting. */
    GraphQlProperties {
        Assert.hasText(url, "the address of the GraphQL API is empty: set GRAPHQL_URL");
        Assert.hasText(audience, "the client id of the GraphQL API is empty: set GRAPHQL_CLIENT_ID");
    }
}
