/** Runs a real Keycloak and real resource servers as child processes. */
@NullMarked
package dev.apitokens.launcher;

import org.jspecify.annotations.NullMarked;
