package dev.apitokens.keycloak.introspection;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What mappers made of a person at a resource server, whatever token it is of.
 *
 * @param json never changed
 * @param scope names of the scopes, or empty text
 * @param isReusable whether it would be the same as long as Keycloak knows the same of person, roles, groups, client and realm
 */
record PersonClaims(ObjectNode json, String scope, boolean isReusable) {}
