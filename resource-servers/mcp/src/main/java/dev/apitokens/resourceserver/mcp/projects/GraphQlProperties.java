package dev.apitokens.resourceserver.mcp.projects;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.Assert;

/**
 * The API that the tools work on.
 *
 * @param url its address
 * @param audience its client id: what a token must be for that it takes
 */
@ConfigurationProperties("graphql-api")
record GraphQlProperties(String url, String audience) {

    /** Refuses to start with an empty setting. */
    GraphQlProperties {
        Assert.hasText(url, "the address of the GraphQL API is empty: set GRAPHQL_URL");
        Assert.hasText(audience, "the client id of the GraphQL API is empty: set GRAPHQL_CLIENT_ID");
    }
}
