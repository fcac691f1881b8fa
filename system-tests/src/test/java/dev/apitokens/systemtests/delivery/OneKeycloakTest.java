package dev.apitokens.systemtests.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** One version of Keycloak is run, packed into an image, and brings the libraries of the pages. */
class OneKeycloakTest {

    private static final Pattern VERSION =
            Pattern.compile("(?:quay\\.io/keycloak/keycloak:|\"@keycloak/keycloak-[a-z-]+\": \")(\\d[\\w.]*)");

    @Test
    void keycloakWhereItIsNamedThenOfTheDistributionsVersion() {
        Map<String, List<String>> named = new TreeMap<>();
        Sources.all().stream()
                .filter(file -> file.matches(".*(Dockerfile|package\\.json|\\.(java|ya?ml|md))"))
                .forEach(file -> VERSION.matcher(Sources.read(file))
                        .results()
                        .forEach((MatchResult found) -> named.computeIfAbsent(file, key -> new ArrayList<>())
                                .add(found.group(1))));

        assertThat(named).containsKeys("docker/keycloak/Dockerfile", "themes/package.json");
        assertThat(named.keySet()).anyMatch(file -> file.endsWith("/ComposeIT.java"));
        assertThat(named)
                .allSatisfy((file, versions) -> assertThat(versions)
                        .isSubsetOf(Pom.of("").texts("/project/properties/keycloak.distribution.version")));
    }

    /** A dependency of the provider that is in no rule would be updated away from what Keycloak brings. */
    @Test
    void providedWhenOfKeycloakThenItsUpdatesAreDecidedBySomebody() throws IOException {
        List<String> ruled = StreamSupport.stream(
                        new ObjectMapper()
                                .readTree(Sources.read("renovate.json"))
                                .path("packageRules")
                                .spliterator(),
                        false)
                .filter(rule -> rule.has("enabled") || rule.has("dependencyDashboardApproval"))
                .flatMap(rule ->
                        StreamSupport.stream(rule.path("matchPackageNames").spliterator(), false))
                .map(JsonNode::asText)
                .toList();
        Pom provider = Pom.of("provider");
        List<String> groups = provider.texts("//dependency[scope='provided']/groupId");
        List<String> artifacts = provider.texts("//dependency[scope='provided']/artifactId");

        assertThat(groups).hasSameSizeAs(artifacts).hasSizeGreaterThan(8);
        for (int i = 0; i < groups.size(); i++) {
            assertThat(ruled).containsAnyOf(groups.get(i) + ":" + artifacts.get(i), groups.get(i) + ":**");
        }
    }
}
