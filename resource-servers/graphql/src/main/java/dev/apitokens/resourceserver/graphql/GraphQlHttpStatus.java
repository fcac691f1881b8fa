package dev.apitokens.resourceserver.graphql;

import dev.apitokens.resourceserver.BearerChallenge;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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

/**
 * Makes a missing permission visible outside the GraphQL body: as HTTP 403 with the challenge of RFC 6750, so that a
 * script, a proxy or a monitor need not know GraphQL to see it. The body stays the usual one.
 */
@Configuration(proxyBeanMethods = false)
class GraphQlHttpStatus {

    @Bean
    WebGraphQlInterceptor bearerChallenge() {
        return (request, chain) -> chain.next(request).doOnNext(response -> {
            if (isForbidden(response)) {
                response.getResponseHeaders().set(HttpHeaders.WWW_AUTHENTICATE, BearerChallenge.INSUFFICIENT_SCOPE);
            }
        });
    }

    @Bean
    GraphQlHttpHandler graphQlHttpHandler(WebGraphQlHandler handler) {
        return new GraphQlHttpHandler(handler) {
            @Override
            protected HttpStatus selectResponseStatus(WebGraphQlResponse response, MediaType type) {
                return isForbidden(response) ? HttpStatus.FORBIDDEN : super.selectResponseStatus(response, type);
            }
        };
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

    private static boolean isForbidden(WebGraphQlResponse response) {
        return response.getErrors().stream().anyMatch(error -> error.getErrorType() == ErrorType.FORBIDDEN);
    }
}
