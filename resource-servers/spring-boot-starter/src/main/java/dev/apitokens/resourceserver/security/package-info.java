/**
 * Bearer tokens by introspection (RFC 7662) for a Spring Boot service, by auto-configuration.
 */
@NullMarked
package dev.apitokens.resourceserver.security;

import org.jspecify.annotations.NullMarked;
