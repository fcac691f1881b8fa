/** Token exchange (RFC 8693) of an API token to a JWT. */
@NullMarked
package dev.apitokens.keycloak.exchange;

import org.jspecify.annotations.NullMarked;
