/** Runs a real Keycloak, real resource servers and a real PostgreSQL as child processes. */
@NullMarked
package dev.apitokens.launcher;

import org.jspecify.annotations.NullMarked;
