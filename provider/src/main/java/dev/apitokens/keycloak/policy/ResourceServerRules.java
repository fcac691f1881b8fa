package dev.apitokens.keycloak.policy;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one resource server demands of the tokens that it takes, beside what the realm does: the stricter of both holds.
 * What can't be read restricts as strictly as it can.
 *
 * @param requiredRole name of a role that a person needs, the realm's or the resource server's own; null: none
 * @param maxLifetimeDays longest lifetime in days, or null: no limit
 * @param limitedOnly whether a token that is limited to nothing is no good there
 * @param addressesRequired whether a token that may be used from anywhere is no good there
 */
public record ResourceServerRules(
        @Nullable String requiredRole,
        @Nullable Integer maxLifetimeDays,
        boolean limitedOnly,
        boolean addressesRequired) {

    private static final String REQUIRED_ROLE = "api-tokens.required-role";
    private static final String MAX_LIFETIME_DAYS = "api-tokens.max-lifetime-days";
    private static final String LIMITED_ONLY = "api-tokens.limited-only";

    private static final String ADDRESSES_REQUIRED = "api-tokens.addresses-required";

    private static final Pattern DAYS = Pattern.compile("[1-9][0-9]{0,4}");
    private static final int STRICTEST_DAYS = 1;

    /**
     * Reads them.
     *
     * @param attribute of the client by its name, or null: it has none
     */
    public static ResourceServerRules read(Function<String, @Nullable String> attribute) {
        String days = attribute.apply(MAX_LIFETIME_DAYS);
        return new ResourceServerRules(
                text(attribute.apply(REQUIRED_ROLE)).orElse(null),
                text(days).map(ResourceServerRules::days).orElse(null),
                flag(attribute.apply(LIMITED_ONLY)),
                flag(attribute.apply(ADDRESSES_REQUIRED)));
    }

    private static boolean flag(@Nullable String value) {
        return text(value).map(text -> !text.equals("false")).orElse(false);
    }

    // The admin console and kcadm write an empty string where somebody cleared a field.
    private static Optional<String> text(@Nullable String value) {
        return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    private static Integer days(String text) {
        return DAYS.matcher(text).matches() ? Integer.valueOf(text) : Integer.valueOf(STRICTEST_DAYS);
    }

    /** Whether a token lives longer than is allowed there; one that never expires does as soon as there is a limit. */
    public boolean exceedsMaxLifetime(Instant issuedAt, @Nullable Instant expiresAt) {
        return ApiTokenSettings.exceeds(maxLifetimeDays, issuedAt, expiresAt);
    }

    /** Whether a token of that access is not good there because it may be used from anywhere. */
    public boolean refusesUnbound(Access access) {
        return addressesRequired && access.addresses().isNone();
    }

    /** Whether a token of that access is not good there because nobody limited it. */
    public boolean refuses(Access access) {
        return limitedOnly && access.isFull();
    }
}
