/** What happens to API tokens when users, realms and clients go. */
@NullMarked
package dev.apitokens.keycloak.lifecycle;

import org.jspecify.annotations.NullMarked;
