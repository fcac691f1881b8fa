/** Who may make a client one that API tokens trust. */
@NullMarked
package dev.apitokens.keycloak.registration;

import org.jspecify.annotations.NullMarked;
