/** Settings and rules, without Keycloak. */
@NullMarked
package dev.apitokens.keycloak.policy;

import org.jspecify.annotations.NullMarked;
