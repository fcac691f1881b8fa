/**
 * Bearer tokens by introspection (RFC 7662) for a Spring Boot service: what both demo servers share, and what another
 * resource server would copy.
 */
@NullMarked
package dev.apitokens.resourceserver.security;

import org.jspecify.annotations.NullMarked;
