package dev.apitokens.keycloak.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.keycloak.policy.ApiTokenDescription;
import dev.apitokens.keycloak.policy.ApiTokenError;
import dev.apitokens.keycloak.policy.ApiTokenName;
import dev.apitokens.keycloak.policy.ApiTokenSettings;
import dev.apitokens.keycloak.policy.GracePeriod;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import dev.apitokens.keycloak.rest.RequestText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the members of requests, as far as they mean something by themselves. */
final class RequestReader {

    private RequestReader() {}

    /** @throws ApiTokenErrorException when it is none */
    static ApiTokenName name(@Nullable String text) {
        return Optional.ofNullable(text).flatMap(ApiTokenName::parse).orElseThrow(ChangeErrors::invalidName);
    }

    /**
     * @return null: none
     * @throws ApiTokenErrorException when the text may not be one
     */
    static @Nullable ApiTokenDescription description(@Nullable String text) {
        if (text == null) {
            return null;
        }
        // Browsers end a line of a form with two characters.
        String lines = text.replace("\r\n", "\n");
        if (!ApiTokenDescription.isAllowed(lines)) {
            throw ChangeErrors.badRequest("A description has up to " + ApiTokenDescription.MAX_CHARACTERS
                    + " characters and no control characters but line ends");
        }
        return ApiTokenDescription.of(lines).orElse(null);
    }

    /**
     * An expiration date, to the second, as the claim {@code exp} is: a token must not outlive what its introspection
     * says.
     *
     * @param text an ISO-8601 instant, or null: never
     * @throws ApiTokenErrorException when it is none
     */
    static @Nullable Instant expiration(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return RequestText.instant(text)
                .map(time -> time.truncatedTo(ChronoUnit.SECONDS))
                .orElseThrow(() -> isTooFar(text)
                        ? ApiTokenErrorException.of(
                                ApiTokenError.EXPIRATION_TOO_FAR, "The expiration date is too far ahead")
                        : ApiTokenErrorException.of(
                                ApiTokenError.INVALID_EXPIRATION,
                                "expiresAt must be an instant such as 2030-01-31T00:00:00Z"));
    }

    private static boolean isTooFar(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant().isAfter(ApiTokenSettings.LAST_EXPIRATION);
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** The same where leaving it out and null are two things: the node is no Java null. */
    static @Nullable Instant expiration(JsonNode given) {
        if (!given.isNull() && !given.isTextual()) {
            throw ChangeErrors.badRequest("The body is not the JSON object that this call takes");
        }
        return expiration(given.textValue());
    }

    /**
     * The grace of a rotation.
     *
     * @param seconds null: none
     * @throws ApiTokenErrorException when there is no such grace
     */
    static GracePeriod gracePeriod(@Nullable Long seconds) {
        return GracePeriod.ofSeconds(seconds == null ? 0 : seconds)
                .orElseThrow(
                        () -> ChangeErrors.badRequest("graceSeconds must be from 0 to " + GracePeriod.MAX.toSeconds()));
    }
}
