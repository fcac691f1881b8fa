package dev.apitokens.resourceserver.graphql;

import dev.apitokens.resourceserver.security.refusal.BearerChallenge;
import dev.apitokens.resourceserver.security.refusal.ScopesNeeded;
import graphql.GraphqlErrorBuilder;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.ResponseError;
import org.springframework.graphql.execution.DataFetcherExceptionResolver;
import org.springframework.graphql.execution.ErrorType;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.server.webmvc.GraphQlHttpHandler;
import org.springframework.graphql.server.webmvc.GraphQlSseHandler;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a missing permission visible outside the GraphQL body: as HTTP 403 with the challenge of RFC 6750, so that a
 * script, a proxy or a monitor need not know GraphQL to see it. The body stays the usual one.
 */
@Configuration(proxyBeanMethods = false)
class GraphQlHttpStatus {

    private static final String SCOPES = "scopes";

    /** Members of an operation that are objects, when they are there. */
    private static final List<String> OBJECTS = List.of("variables", "extensions");

    private static final Map<String, ?> NO_OPERATION =
            Map.of("errors", List.of(Map.of("message", "The body must be a JSON object with the text \"query\"")));

    /** Tells the scopes in the body as well, at the field that needs them. Before Spring's own, which leaves them out. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    DataFetcherExceptionResolver scopesNeeded() {
        return DataFetcherExceptionResolver.forSingleError((refusal, environment) -> {
            List<String> scopes = ScopesNeeded.of(refusal);
            return scopes.isEmpty()
                    ? null
                    : GraphqlErrorBuilder.newError(environment)
                            .errorType(ErrorType.FORBIDDEN)
                            .message("The token lacks a scope")
                            .extensions(Map.of(SCOPES, scopes))
                            .build();
        });
    }

    @Bean
    WebGraphQlInterceptor bearerChallenge() {
        return (request, chain) -> chain.next(request).doOnNext(response -> {
            if (isForbidden(response)) {
                response.getResponseHeaders()
                        .set(HttpHeaders.WWW_AUTHENTICATE, BearerChallenge.insufficientScope(scopesNeeded(response)));
            }
        });
    }

    @Bean
    GraphQlHttpHandler graphQlHttpHandler(WebGraphQlHandler handler, JsonMapper json) {
        return new GraphQlHttpHandler(handler) {
            @Override
            protected HttpStatus selectResponseStatus(WebGraphQlResponse response, MediaType type) {
                return isForbidden(response) ? HttpStatus.FORBIDDEN : super.selectResponseStatus(response, type);
            }

            @Override
            public ServerResponse handleRequest(ServerRequest request) throws ServletException {
                try {
                    byte[] body = request.body(byte[].class);
                    return isOperation(json, body)
                            ? super.handleRequest(
                                    ServerRequest.from(request).body(body).build())
                            : ServerResponse.badRequest()
                                    .contentType(MediaType.APPLICATION_JSON)
                                    .body(NO_OPERATION);
                } catch (IOException e) {
                    throw new ServletException(e);
                }
            }
        };
    }

    /** Whether Spring can make an operation of the body: of a member that is {@code null}, it makes a fault of the server's. */
    private static boolean isOperation(JsonMapper json, byte[] body) {
        try {
            JsonNode operation = json.readTree(body);
            return operation.path("query").isString()
                    && OBJECTS.stream()
                            .map(operation::path)
                            .allMatch(member -> member.isMissingNode() || member.isNull() || member.isObject());
        } catch (JacksonException e) {
            return false;
        }
    }

    /** There are no subscriptions; the stock handler would run a mutation and only then say that it can't. */
    @Bean
    GraphQlSseHandler graphQlSseHandler(WebGraphQlHandler handler) {
        return new GraphQlSseHandler(handler) {
            @Override
            public ServerResponse handleRequest(ServerRequest request) {
                return ServerResponse.status(HttpStatus.NOT_ACCEPTABLE).build();
            }
        };
    }

    /** Of all fields together, so that a client need not ask for one scope after the other. */
    private static Set<String> scopesNeeded(WebGraphQlResponse response) {
        Set<String> needed = new LinkedHashSet<>();
        for (ResponseError error : response.getErrors()) {
            if (error.getExtensions().get(SCOPES) instanceof List<?> scopes) {
                scopes.forEach(scope -> needed.add(String.valueOf(scope)));
            }
        }
        return needed;
    }

    private static boolean isForbidden(WebGraphQlResponse response) {
        return response.getErrors().stream().anyMatch(error -> error.getErrorType() == ErrorType.FORBIDDEN);
    }
}
