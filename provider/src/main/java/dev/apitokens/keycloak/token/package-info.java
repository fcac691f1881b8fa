/** The API token itself: make, parse, check and hash it. Pure Java, no Keycloak and no JPA. */
@NullMarked
package dev.apitokens.keycloak.token;

import org.jspecify.annotations.NullMarked;
