package dev.apitokens.keycloak.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.keycloak.token.ApiTokenPrefix;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressBoundTest {

    private static AddressBound bound(String... networks) {
        return AddressBound.parse(List.of(networks)).orElseThrow();
    }

    private static InetAddress address(String text) {
        return Network.address(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7/32",
        "192.0.2.7/24, 192.0.2.0/24",
        "10.0.0.0/8, 10.0.0.0/8",
        "255.255.255.255/31, 255.255.255.254/31",
        "0.0.0.0/0, 0.0.0.0/0",
        "2001:db8::1, 2001:db8::1/128",
        "2001:DB8:1:2:3::/32, 2001:db8::/32",
        "::/0, ::/0",
        "::1, ::1/128",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3/128",
        "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7/128",
        "fe80::/10, fe80::/10",
        "::ffff:192.0.2.7, 192.0.2.7/32"
    })
    void parseThenTheNetworkAsPeopleWriteIt(String text, String network) {
        assertThat(Network.parse(text)).get().hasToString(network);
        assertThat(Network.parse(network)).isEqualTo(Network.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/8",
                "localhost",
                "example.com",
                "192.0.2",
                "192.0.2.256",
                "192.0.2.7.8",
                "192.0.2.07",
                "0x7f.0.0.1",
                "192.0.2.7/33",
                "192.0.2.7/-1",
                "192.0.2.7/",
                "192.0.2.7/08",
                "192.0.2.7/8/8",
                "2001:db8::/129",
                "2001:db8:::1",
                "1:2:3:4:5:6:7:8:9",
                "fe80::1%eth0",
                "[::1]",
                "2130706433",
                "192.0.2.7 ",
                "\u0661.0.0.1",
                ":"
            })
    void parseWhenItIsNoneThenEmpty(String text) {
        assertThat(Network.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.128/25, 192.0.2.128, true",
        "192.0.2.7, 192.0.2.8, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "::/0, 203.0.113.9, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "192.0.2.0/24, ::ffff:192.0.2.7, true"
    })
    void permitsThenWhatIsWithin(String network, String address, boolean isWithin) {
        assertThat(bound(network).permits(address(address))).isEqualTo(isWithin);
    }

    @Test
    void permitsWhenUnknownThenOnlyWithoutABound() {
        assertThat(bound("0.0.0.0/0", "::/0").permits(null)).isFalse();
        assertThat(AddressBound.NONE.permits(null)).isTrue();
        assertThat(bound("192.0.2.0/24", "2001:db8::/32").permits(address("2001:db8::1")))
                .isTrue();
    }

    @Test
    void coversThenOnlyWhatIsNoMore() {
        AddressBound present = bound("10.0.0.0/8", "2001:db8::/32");
        assertThat(present.covers(bound("10.1.0.0/16"))).isTrue();
        assertThat(present.covers(bound("10.0.0.0/8", "2001:db8:1::/48"))).isTrue();
        assertThat(present.covers(bound("10.0.0.0/7"))).isFalse();
        assertThat(present.covers(bound("10.1.0.0/16", "192.0.2.0/24"))).isFalse();
        assertThat(present.covers(AddressBound.NONE)).isFalse();
        assertThat(AddressBound.NONE.covers(present)).isTrue();
        assertThat(AddressBound.NONE.covers(AddressBound.NONE)).isTrue();
    }

    @Test
    void storedThenTheSameAgainAndSmallEnoughForItsColumn() {
        AddressBound bound = bound("2001:db8::/32", "10.0.0.1", "10.0.0.0/8", "10.0.0.0/8");
        assertThat(bound.stored()).isEqualTo("10.0.0.0/8 10.0.0.1/32 2001:db8::/32");
        assertThat(AddressBound.stored(bound.stored())).isEqualTo(bound);
        assertThat(AddressBound.NONE.stored()).isNull();
        assertThat(AddressBound.stored(null)).isEqualTo(AddressBound.NONE);

        List<String> longest = IntStream.range(0, AddressBound.MAX_NETWORKS)
                .mapToObj(i -> "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ff" + (10 + i))
                .toList();
        assertThat(AddressBound.parse(longest).orElseThrow().stored()).hasSizeLessThan(1500);
        assertThat(AddressBound.parse(Collections.nCopies(AddressBound.MAX_NETWORKS + 1, "10.0.0.1")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "NULL",
            value = {
                "192.0.2.7, /192.0.2.7",
                "' 192.0.2.7 ', /192.0.2.7",
                "unknown, NULL",
                "'', NULL",
                "example.com, NULL"
            })
    void originThenTheAddressIfItIsOne(String text, String address) {
        assertThat(String.valueOf(Origin.of(text, null).address())).isEqualTo(String.valueOf(address));
    }

    @Test
    void originThenUserAgentIsShortAndPrintable() {
        assertThat(Origin.of(null, "curl/8.0 \u0007\u00e9").userAgent()).isEqualTo("curl/8.0 ??");
        assertThat(Origin.of(null, "x".repeat(1000)).userAgent()).hasSize(Origin.MAX_USER_AGENT);
        assertThat(Origin.of(null, " ").userAgent()).isNull();
        String secret = ApiTokenSecret.generate(ApiTokenPrefix.DEFAULT, new SecureRandom())
                .reveal();
        assertThat(Origin.of(null, "curl " + secret).userAgent()).isNull();
    }
}
