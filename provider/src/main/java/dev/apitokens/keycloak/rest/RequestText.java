package dev.apitokens.keycloak.rest;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.policy.ApiTokenSettings;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What texts of requests may be, wherever in a request they stand: in its address, its parameters or its body. */
public final class RequestText {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private RequestText() {}

    /** Whether every database can hold the text: none holds halves of a pair, and some no NUL. */
    public static boolean isStorable(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    }

    /**
     * Refuses an address or a parameter that holds what no database can, before anything looks for it.
     *
     * @throws ApiTokenErrorException when it does
     */
    public static void requireStorable(UriInfo uri) {
        Stream<String> parameters = uri.getQueryParameters().entrySet().stream()
                .flatMap(parameter -> Stream.concat(Stream.of(parameter.getKey()), parameter.getValue().stream()));
        if (!Stream.concat(parameters, Stream.of(uri.getPath())).allMatch(RequestText::isStorable)) {
            throw invalid("The address holds a character that no text of ours has");
        }
    }

    /** The ISO-8601 instant that the text spells, of the years 1 to 9999 in UTC, or empty when it is none. */
    public static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant())
                    .filter(time -> !time.isBefore(FIRST)
                            && !time.truncatedTo(ChronoUnit.SECONDS).isAfter(ApiTokenSettings.LAST_EXPIRATION));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * The status that the text names, or null when it is blank.
     *
     * @throws ApiTokenErrorException when it names none
     */
    public static ApiToken.@Nullable Status status(@Nullable String text) {
        String wanted = blankToNull(text);
        if (wanted == null) {
            return null;
        }
        return switch (wanted) {
            case "active" -> ApiToken.Status.ACTIVE;
            case "expired" -> ApiToken.Status.EXPIRED;
            case "revoked" -> ApiToken.Status.REVOKED;
            default -> throw invalid("status must be active, expired or revoked");
        };
    }

    /**
     * What the text says, yes or no, or null when it is blank.
     *
     * @throws ApiTokenErrorException when it is neither {@code true} nor {@code false}
     */
    public static @Nullable Boolean flag(String parameter, @Nullable String text) {
        String wanted = blankToNull(text);
        if (wanted == null) {
            return null;
        }
        return switch (wanted) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(parameter + " must be true or false");
        };
    }

    /**
     * A whole number from 0 on, or else the default.
     *
     * @throws ApiTokenErrorException when the text is none, or one greater than {@code max}
     */
    static int number(String parameter, @Nullable String text, int otherwise, int max) {
        String wanted = blankToNull(text);
        if (wanted == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(wanted);
            if (number >= 0 && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // as every other text that is no such number
        }
        throw invalid(parameter + " must be a whole number from 0 to " + max);
    }

    /** The text without white space around it, or null when there is nothing else. */
    public static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static ApiTokenErrorException invalid(String description) {
        return ApiTokenErrorException.invalidRequest(Response.Status.BAD_REQUEST, description);
    }
}
