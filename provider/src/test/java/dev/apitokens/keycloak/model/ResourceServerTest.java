package dev.apitokens.keycloak.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.keycloak.fixtures.TestRealm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.ClientScopeModel;

class ResourceServerTest {

    private static final String[] SCOPES = {
        "address", "phone", "microprofile-jwt", "organization", "offline_access", "projects:read"
    };

    private final TestRealm realm = new TestRealm();

    private List<String> offered(ResourceServer server) {
        return server.offeredScopes().stream().map(ClientScopeModel::getName).toList();
    }

    @Test
    void offeredScopesThenNoneOfThoseThatKeycloakGivesToEachClient() {
        ResourceServer server = realm.resourceServer("api", SCOPES);

        assertThat(offered(server)).containsExactly("projects:read");
        assertThat(server.scopes())
                .extracting(ClientScopeModel::getName)
                .containsExactly("address", "microprofile-jwt", "organization", "phone", "projects:read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"address phone offline_access", "  phone\n address ", "phone address email phone"})
    void offeredScopesWhenAdminAsksForSomeThenThoseToo(String attribute) {
        ResourceServer server = new ResourceServer(realm.client(
                "api", Map.of("api-tokens.enabled", "true", "api-tokens.built-in-scopes", attribute), SCOPES));

        assertThat(offered(server)).containsExactly("address", "phone", "projects:read");
    }

    @Test
    void offeredScopesWhenAdminMadeAnotherBuiltInOptionalThenThatIsAskedFor() {
        assertThat(offered(realm.resourceServer("api", "email", "profile"))).containsExactly("email", "profile");
    }
}
