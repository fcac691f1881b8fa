package dev.apitokens.keycloak.introspection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.keycloak.fixtures.Fake;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.organization.protocol.mappers.oidc.OrganizationMembershipMapper;
import org.keycloak.protocol.ProtocolMapper;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.provider.ProviderFactory;

class ReusableMappersTest {

    /**
     * Each was read: it asks for nothing but the person, their roles and groups, the client, its scopes and the realm, or for what a
     * session that is never stored has none of.
     */
    private static final Set<String> READ = Set.of(
            "oidc-acr-mapper",
            "oidc-address-mapper",
            "oidc-allowed-origins-mapper",
            "oidc-amr-mapper",
            "oidc-audience-mapper",
            "oidc-audience-resolve-mapper",
            "oidc-full-name-mapper",
            "oidc-group-membership-mapper",
            "oidc-hardcoded-claim-mapper",
            "oidc-hardcoded-role-mapper",
            "oidc-role-name-mapper",
            "oidc-sha256-pairwise-sub-mapper",
            "oidc-sub-mapper",
            "oidc-usermodel-attribute-mapper",
            "oidc-usermodel-client-role-mapper",
            "oidc-usermodel-property-mapper",
            "oidc-usermodel-realm-role-mapper",
            "oidc-usersessionmodel-note-mapper");

    private final ProtocolMapperModel mapper = new ProtocolMapperModel();

    /** Those of OpenID Connect that Keycloak's services bring. */
    private static Stream<ProtocolMapper> keycloaks() {
        return ServiceLoader.load(ProtocolMapper.class).stream()
                .filter(provider -> AbstractOIDCProtocolMapper.class.isAssignableFrom(provider.type()))
                .map(ServiceLoader.Provider::get);
    }

    static Stream<String> ids() {
        return keycloaks().map(ProtocolMapper::getId);
    }

    private static ProtocolMapper keycloaks(String id) {
        return keycloaks()
                .filter(mapper -> mapper.getId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private boolean contain(String id, @Nullable ProviderFactory<?> factory, boolean hasOrganizations) {
        mapper.setProtocolMapper(id);
        return ReusableMappers.contain(
                mapper,
                Fake.of(KeycloakSession.class)
                        .returns(
                                "getContext",
                                Fake.of(KeycloakContext.class)
                                        .returns(
                                                "getRealm",
                                                Fake.of(RealmModel.class)
                                                        .returns("isOrganizationsEnabled", hasOrganizations)
                                                        .make())
                                        .make())
                        .returns(
                                "getKeycloakSessionFactory",
                                Fake.of(KeycloakSessionFactory.class)
                                        .answers(
                                                "getProviderFactory",
                                                arguments -> arguments[1].equals(id) ? factory : null)
                                        .make())
                        .make());
    }

    @Test
    void idsThenAllThatWereReadAreThere() {
        assertThat(ids()).containsAll(READ);
    }

    /** One that a later Keycloak brings is not among them until somebody has read it. */
    @ParameterizedTest
    @MethodSource("ids")
    void containWhenKeycloaksThenThoseThatWereRead(String id) {
        assertThat(contain(id, keycloaks(id), true)).isEqualTo(READ.contains(id));
    }

    @Test
    void containWhenOfOrganizationsThenWhereThereAreNone() {
        String id = OrganizationMembershipMapper.PROVIDER_ID;

        assertThat(contain(id, keycloaks(id), false)).isTrue();
        assertThat(contain(id, keycloaks(id), true)).isFalse();
    }

    /** By the same id, and a higher order. */
    @Test
    void containWhenSomebodyElseHasTakenItsPlaceThenNot() {
        ProviderFactory<?> theirs = Fake.of(ProtocolMapper.class).make();

        assertThat(contain("oidc-full-name-mapper", keycloaks("oidc-full-name-mapper"), false))
                .isTrue();
        assertThat(contain("oidc-full-name-mapper", theirs, false)).isFalse();
    }

    @Test
    void containWhenItIsNotThereThenNot() {
        assertThat(contain("oidc-full-name-mapper", null, false)).isFalse();
        assertThat(contain(
                        "script-of-somebody.js", Fake.of(ProtocolMapper.class).make(), false))
                .isFalse();
    }
}
