package dev.apitokens.keycloak.account;

import dev.apitokens.keycloak.change.IssuingRight;
import dev.apitokens.keycloak.change.IssuingRules;
import dev.apitokens.keycloak.change.OwnerWork;
import java.time.Instant;

/** The owner, logged in. */
record LoginRight(Caller caller) implements IssuingRight {

    @Override
    public IssuingRules rules(OwnerWork work, Instant now) {
        IssuingRules rules = IssuingRules.metByOwner(work);
        rules.checkLogin(caller.authenticatedAt(), now);
        return rules;
    }
}
