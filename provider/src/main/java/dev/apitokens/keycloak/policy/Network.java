package dev.apitokens.keycloak.policy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * An IPv4 or IPv6 network in CIDR form (RFC 4632; RFC 4291, section 2.3).
 *
 * @param address its first address
 * @param prefix how many bits all its addresses have in common
 */
public record Network(InetAddress address, int prefix) implements Comparable<Network> {

    private static final Pattern IPV4 = Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern ZEROS = Pattern.compile("(?:^|:)0(?::0)+(?:$|:)");
    /** Of equal ones, the first counts as the longest. */
    private static final Comparator<MatchResult> BY_LENGTH =
            Comparator.<MatchResult>comparingInt(row -> row.group().length()).thenComparing(row -> -row.start());

    private static final Comparator<Network> ORDER = Comparator.<Network>comparingInt(network -> bits(network.address))
            .thenComparing(network -> network.address.getAddress(), Arrays::compareUnsigned)
            .thenComparing(Network::prefix);

    private static final Pattern PREFIX = Pattern.compile("0|[1-9][0-9]{0,2}");

    /** @throws IllegalArgumentException when it is no network */
    public Network {
        if (prefix < 0 || prefix > bits(address) || !masked(address, prefix).equals(address)) {
            throw new IllegalArgumentException("not a network");
        }
    }

    /**
     * The network that the text spells, or empty when it spells none. An address alone is the network of it alone; one within a network
     * stands for that network.
     */
    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        Optional<InetAddress> address = address(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        String prefix = slash < 0 ? String.valueOf(bits(address.get())) : text.substring(slash + 1);
        return PREFIX.matcher(prefix).matches() && Integer.parseInt(prefix) <= bits(address.get())
                ? Optional.of(new Network(masked(address.get(), Integer.parseInt(prefix)), Integer.parseInt(prefix)))
                : Optional.empty();
    }

    /** The address that the text spells, or empty when it spells none. No name is ever looked up; an IPv4 address in IPv6's notation is one. */
    public static Optional<InetAddress> address(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            // Of what looks like an address, Java's own reading.
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static int bits(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }

    private static InetAddress masked(InetAddress address, int prefix) {
        byte[] bytes = address.getAddress();
        for (int i = 0; i < bytes.length; i++) {
            int kept = Math.max(0, Math.min(Byte.SIZE, prefix - i * Byte.SIZE));
            bytes[i] = (byte) (bytes[i] & (0xFF << (Byte.SIZE - kept)));
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("as many bytes as it had", e);
        }
    }

    public boolean contains(InetAddress other) {
        return bits(other) == bits(address) && masked(other, prefix).equals(address);
    }

    /** Whether every address of the other one is of this one, too. */
    public boolean covers(Network other) {
        return other.prefix >= prefix && contains(other.address);
    }

    @Override
    public int compareTo(Network other) {
        return ORDER.compare(this, other);
    }

    /** As {@link #parse} reads it, and people write it (RFC 5952, section 4.2). */
    @Override
    public String toString() {
        return text(address) + "/" + prefix;
    }

    /** The address as people write it: of an IPv6 one, the longest row of zeros is left out. */
    public static String text(InetAddress address) {
        String text = address.getHostAddress();
        return ZEROS.matcher(text)
                .results()
                .max(BY_LENGTH)
                .map(row -> text.substring(0, row.start()) + "::" + text.substring(row.end()))
                .orElse(text);
    }
}
