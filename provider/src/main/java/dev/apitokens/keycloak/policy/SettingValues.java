package dev.apitokens.keycloak.policy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the texts of realm attributes say, to the letter: a text that is nearly a value is none. */
final class SettingValues {

    private SettingValues() {}

    static Optional<Boolean> flag(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** A whole number of this range, both ends included. */
    static Optional<Integer> wholeNumber(String text, int min, int max) {
        if (!text.chars().allMatch(c -> c >= '0' && c <= '9') || text.isEmpty() || text.length() > 9) {
            return Optional.empty();
        }
        int number = Integer.parseInt(text);
        return number >= min && number <= max ? Optional.of(number) : Optional.empty();
    }

    /** At most so many numbers from 1 to {@code max}, with commas between them, or 0 for none; ascending, whatever the order was. */
    static Optional<List<Integer>> differentNumbers(String text, int most, int max) {
        if (text.equals("0")) {
            return Optional.of(List.of());
        }
        List<String> parts = Stream.of(text.split(",", -1)).map(String::strip).toList();
        List<Integer> numbers = parts.stream()
                .flatMap(part -> wholeNumber(part, 1, max).stream())
                .sorted()
                .distinct()
                .toList();
        return numbers.size() == parts.size() && numbers.size() <= most ? Optional.of(numbers) : Optional.empty();
    }
}
