package dev.apitokens.resourceserver.mcp.projects;

import dev.apitokens.resourceserver.mcp.ToolResult;
import dev.apitokens.resourceserver.security.authorizationserver.ExchangedToken;
import dev.apitokens.resourceserver.security.authorizationserver.HttpConnections;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.io.IOException;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.graphql.ResponseError;
import org.springframework.graphql.client.ClientGraphQlResponse;
import org.springframework.graphql.client.HttpSyncGraphQlClient;
import org.springframework.graphql.execution.ErrorType;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * The GraphQL API, called as the person whose token was exchanged for one that it takes. What came of it is a tool's
 * result in any case: an AI assistant can read there that the API refused or is down, and the session goes on.
 */
final class ProjectsApi {

    private static final Logger LOGGER = LoggerFactory.getLogger(ProjectsApi.class);

    private static final String PROJECT = "{ id name createdBy createdAt }";

    private static final String REFUSED = "The GraphQL API refused: the token's owner lacks the permission there";
    private static final String UNAVAILABLE = "The GraphQL API is out of reach at the moment. Try again later.";

    private static final String TOKEN = ExchangedToken.class.getName();

    private final HttpSyncGraphQlClient graphQl;

    ProjectsApi(GraphQlProperties api) {
        graphQl = HttpSyncGraphQlClient.create(RestClient.builder()
                .requestFactory(HttpConnections.named("graphql-api", api.readTimeout()))
                .baseUrl(api.url())
                .requestInterceptor(ProjectsApi::authorize)
                .build());
    }

    CallToolResult list(ExchangedToken token) {
        return call(token, "{ projects " + PROJECT + " }", Map.of(), data -> data);
    }

    CallToolResult create(ExchangedToken token, String name) {
        return call(
                token,
                "mutation($name: String!) { createProject(name: $name) " + PROJECT + " }",
                Map.of("name", name),
                data -> data.get("createProject") instanceof Map<?, ?> project ? project : data);
    }

    private CallToolResult call(
            ExchangedToken token, String document, Map<String, Object> variables, UnaryOperator<Map<?, ?>> answer) {
        try {
            ClientGraphQlResponse response = graphQl.document(document)
                    .variables(variables)
                    .attribute(TOKEN, token)
                    .executeSync();
            if (!response.getErrors().isEmpty()) {
                return error(response.getErrors().get(0));
            }
            return response.<Object>getData() instanceof Map<?, ?> data
                    ? ToolResult.of(answer.apply(data))
                    : ToolResult.error(UNAVAILABLE);
        } catch (HttpClientErrorException.Forbidden e) {
            return ToolResult.error(REFUSED);
        } catch (RestClientException | ClassCastException | IllegalArgumentException e) {
            // The latter two: JSON, but not GraphQL's. Without the message, which quotes the answer.
            LOGGER.warn("No answer from the GraphQL API: {}", e.getClass().getSimpleName());
            return ToolResult.error(UNAVAILABLE);
        }
    }

    /** What is wrong with what it was asked, it says for people; the rest is its own business. */
    private static CallToolResult error(ResponseError error) {
        String message = error.getMessage();
        if (error.getErrorType() == ErrorType.BAD_REQUEST && message != null) {
            return ToolResult.error(message);
        } else if (error.getErrorType() == ErrorType.FORBIDDEN) {
            return ToolResult.error(REFUSED);
        }
        LOGGER.warn("The GraphQL API answered with an error");
        return ToolResult.error(UNAVAILABLE);
    }

    /** Here and not as a header of the client's: that would need a client for each call. */
    private static ClientHttpResponse authorize(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        if (request.getAttributes().get(TOKEN) instanceof ExchangedToken token) {
            request.getHeaders().setBearerAuth(token.value());
        }
        return execution.execute(request, body);
    }
}
