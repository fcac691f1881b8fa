package dev.apitokens.keycloak.audit;

import dev.apitokens.keycloak.model.ApiToken;
import java.util.List;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;

/** Tells people that tokens of theirs are about to expire. */
public final class ExpiryEmail {

    private final KeycloakSessionFactory factory;

    public ExpiryEmail(KeycloakSessionFactory factory) {
        this.factory = factory;
    }

    /** Whether anybody in the realm can be told. */
    public static boolean canSend(RealmModel realm) {
        return ApiTokenEmailSender.canSend(realm);
    }

    /**
     * Sends a person one mail, now.
     *
     * @param tokens of one addressee, at least one
     * @return false when sending failed and is worth another try; true also when there is nobody to send it to
     */
    public boolean send(String realmName, List<ApiToken> tokens) {
        ApiToken first = tokens.get(0);
        ApiTokenEmail.Key key =
                new ApiTokenEmail.Key(first.addressee(), realmName, ApiTokenEmail.Kind.EXPIRING, null, null, null);
        return new ApiTokenEmailSender(factory).deliver(new ApiTokenEmail(key, tokens))
                != ApiTokenEmailSender.Delivery.FAILED;
    }
}
