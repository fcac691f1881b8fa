package dev.apitokens.resourceserver.graphql;

import dev.apitokens.resourceserver.demo.DemoServer;
import dev.apitokens.resourceserver.graphql.projects.Projects;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The demo GraphQL API. */
@SpringBootApplication(proxyBeanMethods = false)
@Import(DemoServer.class)
public class GraphQlServerApplication {

    /**
     * Starts the server.
     *
     * @param arguments Spring Boot's
     */
    public static void main(String[] arguments) {
        SpringApplication.run(GraphQlServerApplication.class, arguments);
    }

    @Bean
    Projects projects() {
        return new Projects(Clock.systemUTC());
    }
}
