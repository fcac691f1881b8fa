package dev.apitokens.keycloak.policy;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which versions of Keycloak the extension runs on: minor versions of one major version, from the first that has all that
 * is called. The tests check each member that the jar refers to against distributions of both ends.
 */
public final class KeycloakVersion {

    static final int MAJOR = 26;
    static final int FIRST_MINOR = 6;

    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})(\\D.*)?");

    private KeycloakVersion() {}

    /**
     * One sentence that says what is needed and what was found, or empty when the version fits.
     *
     * @param version as Keycloak calls itself: {@code 26.7.3}, {@code 26.7.0.redhat-00001}
     */
    public static Optional<String> objection(String version) {
        Matcher numbers = NUMBERS.matcher(version);
        if (numbers.matches()
                && Integer.parseInt(numbers.group(1)) == MAJOR
                && Integer.parseInt(numbers.group(2)) >= FIRST_MINOR) {
            return Optional.empty();
        }
        return Optional.of(
                "API tokens are switched off: they need Keycloak %s.%s or a later %s, and this is Keycloak %s"
                        .formatted(MAJOR, FIRST_MINOR, MAJOR, version));
    }
}
