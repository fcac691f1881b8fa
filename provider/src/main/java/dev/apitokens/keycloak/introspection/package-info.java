/** Token introspection (RFC 7662) for API tokens. */
@NullMarked
package dev.apitokens.keycloak.introspection;

import org.jspecify.annotations.NullMarked;
