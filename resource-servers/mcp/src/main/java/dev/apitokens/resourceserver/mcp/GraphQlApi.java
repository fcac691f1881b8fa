package dev.apitokens.resourceserver.mcp;

import dev.apitokens.resourceserver.security.authorizationserver.ExchangedToken;
import dev.apitokens.resourceserver.security.authorizationserver.HttpConnections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** The GraphQL API, called as the person whose token was exchanged for one that it takes. */
@Component
final class GraphQlApi {

    private static final Logger LOGGER = LoggerFactory.getLogger(GraphQlApi.class);

    private static final ParameterizedTypeReference<Map<String, Object>> JSON_OBJECT =
            new ParameterizedTypeReference<>() {};

    private final RestClient http;

    GraphQlApi(GraphQlProperties properties) {
        http = RestClient.builder()
                .requestFactory(HttpConnections.named("graphql-api"))
                .baseUrl(properties.url())
                .build();
    }

    GraphQlAnswer call(ExchangedToken token, String document, Map<String, ?> variables) {
        try {
            return answer(http.post()
                    .headers(headers -> headers.setBearerAuth(token.value()))
                    .contentType(MediaType.APPLICATION_JSON)
                    .accept(MediaType.APPLICATION_JSON)
                    .body(Map.of("query", document, "variables", variables))
                    .retrieve()
                    .body(JSON_OBJECT));
        } catch (HttpClientErrorException.Forbidden e) {
            return new GraphQlAnswer.Refused();
        } catch (RestClientException e) {
            // Without its message, which quotes the answer.
            LOGGER.warn("No answer from the GraphQL API: {}", e.getClass().getSimpleName());
            return new GraphQlAnswer.Unavailable();
        }
    }

    private static GraphQlAnswer answer(@Nullable Map<String, Object> body) {
        if (body != null && body.get("errors") instanceof List<?> errors && !errors.isEmpty()) {
            return error(errors.get(0));
        }
        return body != null && body.get("data") instanceof Map<?, ?> data
                ? new GraphQlAnswer.Data(data)
                : new GraphQlAnswer.Unavailable();
    }

    private static GraphQlAnswer error(@Nullable Object error) {
        if (error instanceof Map<?, ?> fault
                && fault.get("message") instanceof String message
                && fault.get("extensions") instanceof Map<?, ?> extensions
                && "BAD_REQUEST".equals(extensions.get("classification"))) {
            return new GraphQlAnswer.Invalid(message);
        }
        LOGGER.warn("The GraphQL API answered with an error");
        return new GraphQlAnswer.Unavailable();
    }
}
