package dev.apitokens.keycloak.exchange;

import org.keycloak.models.KeycloakSession;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.TokenExchangeRequestContext;
import org.keycloak.services.clientpolicy.executor.DownscopeAssertionGrantEnforcerExecutor;

/**
 * Keycloak's executor of client policies that lets an exchange grant no more than the subject token's scopes, which it reads in
 * the token: it must be a JWT. An API token is none, and {@link ExchangeRules} grants no more than it has under any policy.
 */
final class DownscopingExecutor extends DownscopeAssertionGrantEnforcerExecutor {

    DownscopingExecutor(KeycloakSession session) {
        super(session);
    }

    @Override
    public void executeOnEvent(ClientPolicyContext context) throws ClientPolicyException {
        if (!isOfApiToken(context)) {
            super.executeOnEvent(context);
        }
    }

    private static boolean isOfApiToken(ClientPolicyContext context) {
        return context instanceof TokenExchangeRequestContext request
                && ApiTokenExchangeProvider.takes(request.getTokenExchangeContext());
    }
}
