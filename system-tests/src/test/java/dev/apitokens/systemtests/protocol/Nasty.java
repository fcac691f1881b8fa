package dev.apitokens.systemtests.protocol;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Inputs that somebody could send who means no good, or whose program has a fault. The same for the same seed. */
final class Nasty {

    /** Where this begins a line of a log, somebody has forged it. */
    static final String FORGED = "FORGED-LINE";

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\u0000",
            "a\u0000b",
            "\n" + FORGED + "\n",
            "\r\n" + FORGED + ": 1\r\n\r\n",
            "\u202Egnp",
            "\u001B[31m",
            "\uD800",
            "\uDC00\uD800",
            "\uFFFF",
            "😀👩‍👩‍👧‍👦",
            "ı İ ß ﬀ",
            "a".repeat(300),
            "0".repeat(5000),
            "../../../etc/passwd",
            "%00",
            "%",
            "' or ''='",
            "\"; drop table API_TOKEN; --",
            "<script>alert(1)</script>",
            "${jndi:ldap://127.0.0.1/a}",
            "#{7*7}",
            "{{7*7}}",
            "null",
            "true",
            "NaN",
            "-1",
            "2147483648",
            "9223372036854775808",
            "1e400",
            "00000000-0000-0000-0000-000000000000",
            "active",
            "ACTIVE",
            "kcat_",
            "Bearer kcat_",
            "9999-12-31T23:59:59-18:00",
            "+999999999-12-31T23:59:59.999999999Z",
            "-999999999-01-01T00:00:00Z",
            "2026-02-30T00:00:00Z",
            "2026-11-26",
            "name:desc",
            "*",
            "\\");

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1e400",
            "12345678901234567890123456789",
            "0.1",
            "{}",
            "[]",
            "[null]",
            "[[]]",
            "{\"a\":{}}",
            "[\"a\",1]",
            "[".repeat(2000) + "]".repeat(2000),
            "{\"a\":".repeat(500) + "1" + "}".repeat(500));

    private static final List<String> TYPES = List.of(
            "application/json",
            "application/json; charset=utf-16",
            "application/json; charset=none",
            "application/graphql-response+json",
            "text/plain",
            "text/html",
            "*/*",
            "*",
            "a",
            "/",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "application/x-www-form-urlencoded",
            "application/octet-stream",
            "a/b; c=\"d");

    private static final HexFormat PERCENT = HexFormat.of().withPrefix("%").withUpperCase();

    private final Random random;
    private final List<String> secrets;

    /** @param secrets tokens, which are put everywhere as well */
    Nasty(long seed, List<String> secrets) {
        this.random = new Random(seed);
        this.secrets = secrets;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    String secret() {
        return one(secrets);
    }

    String contentType() {
        return one(TYPES);
    }

    /** A text. */
    String text() {
        return switch (random.nextInt(6)) {
            case 0 -> secret();
            case 1 -> one(TEXTS) + one(TEXTS);
            case 2 ->
                random.ints(1 + random.nextInt(20), 0, 0x3000)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining());
            default -> one(TEXTS);
        };
    }

    /** The text, or bytes that are none, percent-encoded. */
    String encoded() {
        return random.nextInt(8) == 0
                ? one(List.of("%FF", "%C0%80", "%ED%A0%80", "%F5%80%80%80", "%00", "%0A" + FORGED))
                : encode(text());
    }

    private static String encode(String text) {
        return PERCENT.formatHex(text.getBytes(UTF_8));
    }

    /** A JSON value. */
    String value() {
        return random.nextInt(3) == 0 ? one(VALUES) : quoted(text());
    }

    private String quoted(String text) {
        return text.chars()
                .mapToObj(c ->
                        c < 0x20 || c == '"' || c == '\\' || (random.nextInt(4) == 0) || Character.isSurrogate((char) c)
                                ? "\\u" + HexFormat.of().toHexDigits((char) c)
                                : Character.toString(c))
                .collect(Collectors.joining("", "\"", "\""));
    }

    /** A JSON object with some of those members, and now and then one that nobody knows, or one twice. */
    String object(String... members) {
        return IntStream.range(0, random.nextInt(members.length + 2))
                .mapToObj(i -> quoted(random.nextInt(20) == 0 ? text() : one(Arrays.asList(members))) + ":"
                        + (random.nextInt(3) == 0 ? "[" + value() + "," + value() + "]" : value()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** A body that is, or nearly is, that JSON. */
    byte[] bytes(String json) {
        byte[] bytes = json.getBytes(
                random.nextInt(30) == 0 ? one(List.<Charset>of(UTF_16, Charset.forName("UTF-32"))) : UTF_8);
        if (bytes.length > 0 && random.nextInt(5) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(20) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }
}
