package dev.apitokens.keycloak.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.apitokens.keycloak.token.ApiTokenSecret;
import java.net.URLDecoder;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an admin has prepared for a form to be filled in with: {@code CI, read only?expires=90d&resource=graphql-api}.
 *
 * @param name how it is offered
 * @param query of a link to the form, without its question mark
 */
public record TokenTemplate(String name, String query) {

    /** The most templates that a realm can have. */
    public static final int MOST = 20;

    /** What Keycloak itself puts between the texts of an attribute that has several. */
    public static final String SEPARATOR = "##";

    private static final int MAX_QUERY = 2000;
    private static final Pattern EXPIRES = Pattern.compile("[1-9]\\d{0,4}d|never|\\d{4}-\\d{2}-\\d{2}");

    /** All that the text spells, in its order, or empty when one of them spells none, or there are too many. */
    static Optional<List<TokenTemplate>> parseAll(String text) {
        String[] parts = text.split(SEPARATOR, -1);
        List<TokenTemplate> templates =
                Stream.of(parts).flatMap(part -> parse(part).stream()).toList();
        boolean isEachAnother =
                templates.stream().map(TokenTemplate::name).distinct().count() == parts.length;
        return isEachAnother && parts.length <= MOST ? Optional.of(templates) : Optional.empty();
    }

    private static Optional<TokenTemplate> parse(String text) {
        int mark = text.indexOf('?');
        if (mark < 0 || text.length() - mark - 1 > MAX_QUERY) {
            return Optional.empty();
        }
        String query = text.substring(mark + 1).strip();
        return ApiTokenName.parse(text.substring(0, mark))
                .filter(name -> Stream.of(query.split("&", -1)).allMatch(TokenTemplate::isParameter))
                .map(name -> new TokenTemplate(name.value(), query));
    }

    private static boolean isParameter(String parameter) {
        int sign = parameter.indexOf('=');
        // A fragment would end the query, and what is behind it be lost.
        if (sign < 0 || parameter.indexOf('#') >= 0) {
            return false;
        }
        return decoded(parameter.substring(sign + 1))
                .filter(value -> isValue(parameter.substring(0, sign), value))
                .isPresent();
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, UTF_8));
        } catch (IllegalArgumentException e) {
            // A percent sign that encodes nothing.
            return Optional.empty();
        }
    }

    private static boolean isValue(String parameter, String value) {
        return switch (parameter) {
            case "name" -> ApiTokenName.parse(value).isPresent();
            case "description" -> ApiTokenDescription.isAllowed(value);
            case "expires" -> EXPIRES.matcher(value).matches();
            case "resource", "scope" -> !value.isBlank() && !ApiTokenSecret.isIn(value);
            default -> false;
        };
    }
}
