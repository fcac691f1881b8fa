package dev.apitokens.keycloak.introspection;

import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.ProtocolMapper;
import org.keycloak.provider.ProviderFactory;

/**
 * The protocol mappers whose claims depend on nothing but the person, their roles and groups, the client, its scopes and the realm:
 * Keycloak's own ones of which that is known. Of any other mapper it is not.
 */
final class ReusableMappers {

    private static final Set<String> KNOWN = Set.of(
            "oidc-usermodel-attribute-mapper",
            "oidc-usermodel-property-mapper",
            "oidc-full-name-mapper",
            "oidc-address-mapper",
            "oidc-usermodel-realm-role-mapper",
            "oidc-usermodel-client-role-mapper",
            "oidc-group-membership-mapper",
            "oidc-role-name-mapper",
            "oidc-hardcoded-claim-mapper",
            "oidc-hardcoded-role-mapper",
            "oidc-audience-mapper",
            "oidc-audience-resolve-mapper",
            "oidc-allowed-origins-mapper",
            "oidc-sub-mapper",
            "oidc-sha256-pairwise-sub-mapper",
            // These make claims of a login, which are taken away, or of notes of a session, of which a transient one
            // has none.
            "oidc-acr-mapper",
            "oidc-amr-mapper",
            "oidc-usersessionmodel-note-mapper");

    /** Makes nothing where a realm has no organizations; where it has, their members are kept by a store of their own. */
    private static final String OF_ORGANIZATIONS = "oidc-organization-membership-mapper";

    private ReusableMappers() {}

    static boolean contain(ProtocolMapperModel mapper, KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        return isKnown(mapper.getProtocolMapper(), realm) && isKeycloaks(mapper.getProtocolMapper(), session);
    }

    private static boolean isKnown(String id, RealmModel realm) {
        return KNOWN.contains(id) || (id.equals(OF_ORGANIZATIONS) && !realm.isOrganizationsEnabled());
    }

    /** Somebody's own may have taken the place of Keycloak's, by the same id and a higher order. */
    private static boolean isKeycloaks(String id, KeycloakSession session) {
        ProviderFactory<ProtocolMapper> factory =
                session.getKeycloakSessionFactory().getProviderFactory(ProtocolMapper.class, id);
        return factory != null && factory.getClass().getName().startsWith("org.keycloak.");
    }
}
