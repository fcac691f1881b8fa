/** The check for reverse proxies: whether the token of a request is good for what stands behind. */
@NullMarked
package dev.apitokens.keycloak.check;

import org.jspecify.annotations.NullMarked;
