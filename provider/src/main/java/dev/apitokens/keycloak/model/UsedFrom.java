package dev.apitokens.keycloak.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a token was last used from at one address.
 *
 * @param address an IPv4 or IPv6 address
 * @param userAgent what the caller called itself, or null: nobody said
 */
public record UsedFrom(String address, @Nullable String userAgent, Instant at) {}
