/** What is asked of the authorization server: where it is, what a token is, which keys sign, another token for a call. */
@NullMarked
package dev.apitokens.resourceserver.security.authorizationserver;

import org.jspecify.annotations.NullMarked;
