package dev.apitokens.resourceserver.demo;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;

/**
 * Says that this server runs, by Spring Boot Actuator. It does not ask the authorization server: an outage there is no
 * reason to restart.
 */
@Configuration(proxyBeanMethods = false)
@PropertySource("classpath:dev/apitokens/resourceserver/demo/health.properties")
class ServerHealth {

    /** In lower case, as probes of this server may have come to expect; Actuator takes it for its own {@code UP}. */
    @Bean
    HealthIndicator running() {
        return () -> Health.status("up").build();
    }
}
