package dev.apitokens.keycloak.policy;

import dev.apitokens.keycloak.token.ApiTokenPrefix;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The realm's settings as one value.
 *
 * @param enabled false: no creation, and every token is inactive
 * @param prefix what new tokens start with
 * @param neverExpiresAllowed whether the expiration date may be left empty
 * @param fullAccessAllowed whether a token may be limited to nothing
 * @param addressesRequired whether each token has to be bound to addresses
 * @param defaultLifetimeDays days that a form preselects, or null: none
 * @param maxLifetimeDays longest lifetime in days, or null: no limit
 * @param maxPerUser how many active tokens a person may hold
 * @param maxPerServiceAccount how many active tokens the service account of a client may hold
 * @param requiredRole name of the realm role that a person needs to create and to use tokens, or null: none
 * @param maxAuthAgeSeconds how old, in seconds, a login may be to create or to rotate a token, or null: any age
 * @param unusedRevokeDays days without use after which a token is revoked, or null: never
 * @param expiryNoticeDays days before its expiration that a person gets a mail, ascending; empty: none
 * @param revokeOnPasswordChange whether a new password revokes the person's tokens
 * @param selfRotation whether a token may be rotated by whoever holds it
 * @param revokeOnReuse whether a token is revoked when a secret is used that a rotation ended
 * @param recordAddresses whether it is kept where tokens are used from
 * @param newAddressNotice whether a person gets a mail when a token is used from a network that it was not used from before
 * @param retentionDays days that revoked and expired tokens are kept
 * @param leaseSeconds seconds for which a resource server may use the answer of an introspection again; 0: not at all
 * @param templates what forms can be filled in with, in the order to show
 * @param limitsByRole limits of those who have a realm role, by its name
 */
public record ApiTokenSettings(
        boolean enabled,
        ApiTokenPrefix prefix,
        boolean neverExpiresAllowed,
        boolean fullAccessAllowed,
        boolean addressesRequired,
        @Nullable Integer defaultLifetimeDays,
        @Nullable Integer maxLifetimeDays,
        int maxPerUser,
        int maxPerServiceAccount,
        @Nullable String requiredRole,
        @Nullable Integer maxAuthAgeSeconds,
        @Nullable Integer unusedRevokeDays,
        List<Integer> expiryNoticeDays,
        boolean revokeOnPasswordChange,
        boolean selfRotation,
        boolean revokeOnReuse,
        boolean recordAddresses,
        boolean newAddressNotice,
        int retentionDays,
        int leaseSeconds,
        List<TokenTemplate> templates,
        SortedMap<String, RoleLimits> limitsByRole) {

    /** The last second that may be an expiration. A year of five digits is read by few: by neither all databases nor the pages. */
    public static final Instant LAST_EXPIRATION = Instant.parse("9999-12-31T23:59:59Z");

    /**
     * What applies to somebody. Of several roles with a limit, the one that allows most counts: a role grants.
     *
     * @param hasRole whether they have the realm role of that name
     */
    public ApiTokenSettings of(Predicate<String> hasRole) {
        List<RoleLimits> theirs = limitsByRole.entrySet().stream()
                .filter(limits -> hasRole.test(limits.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        return theirs.isEmpty()
                ? this
                : new ApiTokenSettings(
                        enabled,
                        prefix,
                        neverExpiresAllowed,
                        fullAccessAllowed,
                        addressesRequired,
                        defaultLifetimeDays,
                        most(theirs, RoleLimits::maxLifetimeDays).orElse(maxLifetimeDays),
                        most(theirs, RoleLimits::maxPerUser).orElse(maxPerUser),
                        maxPerServiceAccount,
                        requiredRole,
                        maxAuthAgeSeconds,
                        unusedRevokeDays,
                        expiryNoticeDays,
                        revokeOnPasswordChange,
                        selfRotation,
                        revokeOnReuse,
                        recordAddresses,
                        newAddressNotice,
                        retentionDays,
                        leaseSeconds,
                        templates,
                        limitsByRole);
    }

    private static Optional<Integer> most(List<RoleLimits> limits, Function<RoleLimits, @Nullable Integer> limit) {
        return limits.stream().map(limit).filter(Objects::nonNull).max(Comparator.naturalOrder());
    }

    /**
     * What is wrong with an expiration date for a token made now.
     *
     * @param expiresAt null: never
     * @return empty when nothing is
     */
    public Optional<ApiTokenError> checkExpiration(@Nullable Instant expiresAt, Instant now) {
        if (expiresAt == null) {
            return neverExpiresAllowed && maxLifetimeDays == null
                    ? Optional.empty()
                    : Optional.of(ApiTokenError.EXPIRATION_REQUIRED);
        }
        if (!expiresAt.isAfter(now)) {
            return Optional.of(ApiTokenError.INVALID_EXPIRATION);
        }
        return exceedsMaxLifetime(now, expiresAt) ? Optional.of(ApiTokenError.EXPIRATION_TOO_FAR) : Optional.empty();
    }

    /**
     * When a token expires, to the second, that is rotated now, and for which nothing else is wanted: it lives as long again, and not
     * beyond what may be asked for.
     *
     * @param expiresAt when it would have expired; null: never
     */
    public static @Nullable Instant asLongAgain(Instant issuedAt, @Nullable Instant expiresAt, Instant now) {
        if (expiresAt == null) {
            return null;
        }
        Instant again = now.plus(Duration.between(issuedAt, expiresAt)).truncatedTo(ChronoUnit.SECONDS);
        return again.isAfter(LAST_EXPIRATION) ? LAST_EXPIRATION : again;
    }

    /** Whether a token lives longer than the realm allows now; one that never expires does as soon as there is a limit. */
    public boolean exceedsMaxLifetime(Instant createdAt, @Nullable Instant expiresAt) {
        return exceeds(maxLifetimeDays, createdAt, expiresAt);
    }

    /** The same for any limit in days; null: there is none. */
    static boolean exceeds(@Nullable Integer maxDays, Instant createdAt, @Nullable Instant expiresAt) {
        return maxDays != null && (expiresAt == null || expiresAt.isAfter(createdAt.plus(Duration.ofDays(maxDays))));
    }

    /** Whether a token of that access is not allowed, because nobody limited it. */
    public boolean refuses(Access access) {
        return !fullAccessAllowed && access.isFull();
    }

    /** Whether a token of that access is not allowed, because it may be used from anywhere. */
    public boolean refusesUnbound(Access access) {
        return addressesRequired && access.addresses().isNone();
    }

    /** Whether a login at that time is too old to create or to rotate a token now. */
    public boolean isReauthenticationRequired(Instant authenticatedAt, Instant now) {
        return maxAuthAgeSeconds != null
                && authenticatedAt.plusSeconds(maxAuthAgeSeconds).isBefore(now);
    }
}
