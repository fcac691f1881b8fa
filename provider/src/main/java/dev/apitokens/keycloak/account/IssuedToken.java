package dev.apitokens.keycloak.account;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.token.ApiTokenSecret;

/**
 * A token with its new secret, which is nowhere else.
 *
 * @param token as it is stored
 * @param secret prints redacted
 */
record IssuedToken(ApiToken token, ApiTokenSecret secret) {}
