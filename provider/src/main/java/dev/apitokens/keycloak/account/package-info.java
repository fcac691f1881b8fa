/** The account REST interface, {@code /realms/{realm}/api-tokens}. */
@NullMarked
package dev.apitokens.keycloak.account;

import org.jspecify.annotations.NullMarked;
