/** Whether an API token is active for a resource server, and what it gives its person there. */
@NullMarked
package dev.apitokens.keycloak.verification;

import org.jspecify.annotations.NullMarked;
