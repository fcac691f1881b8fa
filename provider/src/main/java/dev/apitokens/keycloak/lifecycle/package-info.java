/** What happens to API tokens when users, realms, clients and passwords go, and the work that nobody waits for. */
@NullMarked
package dev.apitokens.keycloak.lifecycle;

import org.jspecify.annotations.NullMarked;
