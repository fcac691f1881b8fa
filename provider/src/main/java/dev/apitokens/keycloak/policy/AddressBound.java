package dev.apitokens.keycloak.policy;

import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a token may be used from.
 *
 * @param networks one of which the caller's address has to be in; empty: from anywhere
 */
public record AddressBound(List<Network> networks) {

    /** The most networks that a token can be bound to. */
    public static final int MAX_NETWORKS = 32;

    /** From anywhere. */
    public static final AddressBound NONE = new AddressBound(List.of());

    private static final String SEPARATOR = " ";

    public AddressBound {
        SortedSet<Network> distinct = new TreeSet<>(networks);
        networks = List.copyOf(distinct);
    }

    /** The bound that the texts spell, in CIDR form, or empty when one of them spells no network, or there are too many. */
    public static Optional<AddressBound> parse(Collection<String> texts) {
        List<Network> networks =
                texts.stream().flatMap(text -> Network.parse(text).stream()).toList();
        return networks.size() == texts.size() && networks.size() <= MAX_NETWORKS
                ? Optional.of(new AddressBound(networks))
                : Optional.empty();
    }

    /** The bound as a database has it; null: none. */
    public static AddressBound stored(@Nullable String text) {
        return text == null
                ? NONE
                : parse(Stream.of(text.split(SEPARATOR, -1)).toList())
                        .orElseThrow(() -> new IllegalStateException("a bound that nobody wrote"));
    }

    /** As a database has it; null: none. */
    public @Nullable String stored() {
        return isNone() ? null : networks.stream().map(Network::toString).collect(Collectors.joining(SEPARATOR));
    }

    public boolean isNone() {
        return networks.isEmpty();
    }

    /**
     * Whether a token may be used from there.
     *
     * @param address null: nobody says where from
     */
    public boolean permits(@Nullable InetAddress address) {
        return isNone() || (address != null && networks.stream().anyMatch(network -> network.contains(address)));
    }

    /** Somewhere from where a token may be used. */
    public Origin anOrigin() {
        return isNone() ? Origin.UNKNOWN : new Origin(networks.get(0).address(), null);
    }

    /** Whether whatever the other one permits is permitted by this one, too. */
    public boolean covers(AddressBound other) {
        return isNone()
                || (!other.isNone()
                        && other.networks.stream()
                                .allMatch(theirs -> networks.stream().anyMatch(ours -> ours.covers(theirs))));
    }
}
