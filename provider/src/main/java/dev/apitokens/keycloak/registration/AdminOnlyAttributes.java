package dev.apitokens.keycloak.registration;

import dev.apitokens.keycloak.model.ResourceServer;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.AdminClientRegisterContext;
import org.keycloak.services.clientpolicy.context.AdminClientUpdateContext;
import org.keycloak.services.clientpolicy.context.ClientCRUDContext;

/**
 * Keeps those from giving a client rights over API tokens who may register clients, or change their own: the attributes
 * {@code api-tokens.*} of a client say what it may do with people's tokens.
 */
final class AdminOnlyAttributes {

    /** RFC 7591, section 3.2.2. */
    private static final String INVALID_CLIENT_METADATA = "invalid_client_metadata";

    private AdminOnlyAttributes() {}

    /**
     * Refuses to give, change or take such an attribute by any way that is not the admin REST's. What is sent as it is
     * changes nothing and passes: whoever reads a client, changes a redirect address and sends it back means no harm.
     *
     * @param context what is about to happen
     * @throws ClientPolicyException when it is that
     */
    static void check(ClientPolicyContext context) throws ClientPolicyException {
        if (!(context instanceof ClientCRUDContext change)
                || context instanceof AdminClientRegisterContext
                || context instanceof AdminClientUpdateContext) {
            return;
        }
        ClientRepresentation proposed = change.getProposedClientRepresentation();
        if (proposed == null || proposed.getAttributes() == null) {
            return;
        }
        ClientModel present = change.getTargetClient();
        for (Map.Entry<String, String> attribute : proposed.getAttributes().entrySet()) {
            if (isOurs(attribute.getKey()) && !isUnchanged(attribute, present)) {
                throw new ClientPolicyException(
                        INVALID_CLIENT_METADATA,
                        "Only an administrator sets attributes that begin with " + ResourceServer.NAMESPACE);
            }
        }
    }

    // Some databases find a name whatever its case.
    private static boolean isOurs(String name) {
        return name.regionMatches(true, 0, ResourceServer.NAMESPACE, 0, ResourceServer.NAMESPACE.length());
    }

    private static boolean isUnchanged(Map.Entry<String, String> proposed, @Nullable ClientModel present) {
        String value = present == null ? null : present.getAttribute(proposed.getKey());
        return Objects.requireNonNullElse(value, "").equals(Objects.requireNonNullElse(proposed.getValue(), ""));
    }
}
