package dev.apitokens.keycloak.check;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * Text as a header can carry it: visible characters of ASCII and spaces between them as they are, all else, and the percent sign,
 * percent-encoded by its bytes in UTF-8 (RFC 3986, section 2.1). So nothing that somebody is called can end the header.
 */
final class HeaderText {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private HeaderText() {}

    static String of(String text) {
        return encode(text, "%");
    }

    /** The texts with a comma between each two; what is a comma in one of them is encoded. */
    static String of(Collection<String> texts) {
        return texts.stream().map(text -> encode(text, "%,")).collect(Collectors.joining(","));
    }

    private static String encode(String text, String reserved) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder encoded = new StringBuilder(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            char character = (char) (bytes[i] & 0xff);
            boolean isVisible = character > ' ' && character <= '~' && reserved.indexOf(character) < 0;
            // White space at an end is no part of a header's value.
            boolean isInside = character == ' ' && i > 0 && i < bytes.length - 1;
            if (isVisible || isInside) {
                encoded.append(character);
            } else {
                encoded.append('%').append(HEX.toHexDigits(bytes[i]));
            }
        }
        return encoded.toString();
    }
}
