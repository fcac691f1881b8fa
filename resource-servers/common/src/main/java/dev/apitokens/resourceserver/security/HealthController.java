package dev.apitokens.resourceserver.security;

import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says that this server runs. It does not ask the authorization server: an outage there is no reason to restart. */
@RestController
final class HealthController {

    @GetMapping("/health")
    Map<String, String> health() {
        return Map.of("status", "up");
    }
}
