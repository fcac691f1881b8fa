package dev.apitokens.resourceserver.graphql;

import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.graphql.server.WebGraphQlInterceptor;

/** What is wrong with an operation is said in English, as everything else is, wherever this server runs. */
@Configuration(proxyBeanMethods = false)
class GraphQlLanguage {

    @Bean
    WebGraphQlInterceptor oneLanguage() {
        return (request, chain) -> {
            // Not English by name, nor by spring.web.locale: the messages have no such bundle, and Java then falls back
            // to the machine's language.
            request.configureExecutionInput(
                    (input, builder) -> builder.locale(Locale.ROOT).build());
            return chain.next(request);
        };
    }
}
