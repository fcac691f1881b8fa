package dev.apitokens.keycloak.change;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.Contact;
import dev.apitokens.keycloak.model.NewApiToken;
import dev.apitokens.keycloak.policy.Access;
import dev.apitokens.keycloak.policy.ApiTokenDescription;
import dev.apitokens.keycloak.policy.ApiTokenName;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes a token, as far as the rules of the realm go. */
public final class CreateToken implements OwnerTransaction.Change<IssuedToken> {

    private final IssuingRight right;
    private final String clientId;
    private final @Nullable Contact contact;
    private final CreateRequest request;
    private final Clock clock;

    /**
     * @param clientId client id of the client that it is made with
     * @param contact who is told of a machine's token, or null: its owner
     */
    public CreateToken(
            IssuingRight right, String clientId, @Nullable Contact contact, CreateRequest request, Clock clock) {
        this.right = right;
        this.clientId = clientId;
        this.contact = contact;
        this.request = request;
        this.clock = clock;
    }

    @Override
    public IssuedToken make(OwnerWork work) {
        Instant now = clock.instant();
        IssuingRules rules = right.rules(work, now);
        ApiTokenName name = RequestReader.name(request.name());
        ApiTokenDescription description = RequestReader.description(request.description());
        Instant expiresAt = RequestReader.expiration(request.expiresAt());
        rules.checkExpiration(expiresAt, now);
        Access access = new AccessReader(work.session(), work.owner())
                .chosen(request.scopes(), request.resources(), request.addresses());
        rules.checkAccess(access, expiresAt, now);
        ApiTokenSecret secret = rules.secret();
        ApiToken token = rules.issued(work.store()
                .create(
                        new NewApiToken(
                                work.owner(),
                                contact,
                                name,
                                description,
                                secret.hash(),
                                secret.hint(),
                                now,
                                clientId,
                                expiresAt,
                                access),
                        rules.maxTokens()));
        work.events().created(token);
        return new IssuedToken(token, secret);
    }
}
