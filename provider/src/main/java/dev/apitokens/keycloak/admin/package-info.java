/** The admin REST interface, {@code /admin/realms/{realm}/api-tokens}. */
@NullMarked
package dev.apitokens.keycloak.admin;

import org.jspecify.annotations.NullMarked;
