package dev.apitokens.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.keycloak.account.RevocationProtocolFactory;
import dev.apitokens.keycloak.exchange.DownscopingExecutorFactory;
import dev.apitokens.keycloak.introspection.ApiTokenIntrospectionProviderFactory;
import dev.apitokens.keycloak.introspection.PartyTokenHintIntrospectionProviderFactory;
import dev.apitokens.keycloak.introspection.RefreshTokenHintIntrospectionProviderFactory;
import dev.apitokens.keycloak.lifecycle.LifecycleProviderFactory;
import dev.apitokens.keycloak.model.VersionedProviderFactory;
import dev.apitokens.keycloak.registration.GuardedClientPolicyManagerFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keycloak.provider.ProviderFactory;

/** What Keycloak loads of the jar. */
class FactoriesTest {

    private static final Path SERVICES = Path.of("src/main/resources/META-INF/services");

    /** What is there on each version: the one that says so when it does not fit, and those with the id of one of Keycloak's own. */
    private static final Set<Class<?>> STAY = Set.of(
            LifecycleProviderFactory.class,
            RevocationProtocolFactory.class,
            ApiTokenIntrospectionProviderFactory.class,
            RefreshTokenHintIntrospectionProviderFactory.class,
            PartyTokenHintIntrospectionProviderFactory.class,
            GuardedClientPolicyManagerFactory.class,
            DownscopingExecutorFactory.class);

    private static List<Class<?>> factories() throws Exception {
        List<Class<?>> factories = new ArrayList<>();
        try (Stream<Path> files = Files.list(SERVICES)) {
            for (Path file : files.toList()) {
                for (String name : Files.readAllLines(file)) {
                    Class<?> type = Class.forName(name, false, FactoriesTest.class.getClassLoader());
                    if (ProviderFactory.class.isAssignableFrom(type)) {
                        factories.add(type);
                    }
                }
            }
        }
        return factories;
    }

    @Test
    void factoryThenStepsAsideOnAVersionThatDoesNotFit() throws Exception {
        assertThat(factories()).containsAll(STAY);
        assertThat(factories().stream().filter(type -> !STAY.contains(type)))
                .isNotEmpty()
                .allMatch(VersionedProviderFactory.class::isAssignableFrom);
    }

    @Test
    void factoryWhenInThePlaceOfKeycloaksOwnThenDoesNotStepAside() {
        assertThat(STAY).noneMatch(VersionedProviderFactory.class::isAssignableFrom);
    }
}
