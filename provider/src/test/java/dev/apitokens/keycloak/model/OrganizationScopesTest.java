package dev.apitokens.keycloak.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.keycloak.fixtures.Fake;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.ClientScopeModel;

class OrganizationScopesTest {

    @ParameterizedTest
    @CsvSource({
        "email, email, email, true",
        "email, email, email-digest, false",
        "email, email, email:digest, false",
        "email, email, e, false",
        "organization, org-id, org-id, true",
        "organization, org-id, org-id:acme-id, true",
        "organization:acme, org-id, org-id:acme-id, true",
        "organization, org-id, org-id2, false",
        "organizations, org-id, org-id:acme-id, false"
    })
    void isOfThenTheScopeItselfOrAPartOfTheOneThatHasParts(
            String name, String id, String restricted, boolean expected) {
        ClientScopeModel scope = Fake.of(ClientScopeModel.class)
                .returns("getId", id)
                .returns("getName", name)
                .make();

        assertThat(OrganizationScopes.isOf(scope, restricted)).isEqualTo(expected);
    }
}
