/** Changes of the tokens of one person, or of one service account: one at a time, on all nodes. */
@NullMarked
package dev.apitokens.keycloak.change;

import org.jspecify.annotations.NullMarked;
