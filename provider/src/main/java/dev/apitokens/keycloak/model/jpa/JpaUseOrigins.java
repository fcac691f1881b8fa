package dev.apitokens.keycloak.model.jpa;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.UseOrigins;
import dev.apitokens.keycloak.model.UsedFrom;
import dev.apitokens.keycloak.policy.Network;
import jakarta.persistence.EntityManager;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The statements about where tokens were used from. One node writes of a token at a time, by the lock of its row. */
final class JpaUseOrigins implements UseOrigins {

    /** What a provider gives to one customer, mostly: who moves within it is where they were. */
    private static final int IPV4_NETWORK = 24;

    private static final int IPV6_NETWORK = 48;

    /** Who calls all the time is not written all the time. */
    private static final Duration RESOLUTION = Duration.ofMinutes(1);

    private static final Comparator<UsedFrom> LATEST_FIRST =
            Comparator.comparing(UsedFrom::at).reversed().thenComparing(UsedFrom::address);

    private final EntityManager em;

    JpaUseOrigins(EntityManager em) {
        this.em = em;
    }

    @Override
    public List<UsedFrom> note(ApiToken token, Collection<UsedFrom> uses) {
        List<UsedFrom> before = of(List.of(token)).getOrDefault(token.id(), List.of());
        if (uses.stream().allMatch(use -> before.stream().anyMatch(known -> isNoted(use, known)))) {
            return List.of();
        }
        // Another node may do the same, and two that insert the same address would fail.
        boolean isThere = em.createQuery("update ApiTokenEntity t set t.realmId = t.realmId where t.id = :id")
                        .setParameter("id", token.id())
                        .executeUpdate()
                > 0;
        if (!isThere) {
            return List.of();
        }
        List<UsedFrom> known = of(List.of(token)).getOrDefault(token.id(), List.of());
        Map<String, UsedFrom> latest =
                new HashMap<>(known.stream().collect(Collectors.toMap(UsedFrom::address, Function.identity())));
        uses.forEach(use -> latest.merge(use.address(), use, JpaUseOrigins::later));
        List<UsedFrom> kept =
                latest.values().stream().sorted(LATEST_FIRST).limit(KEPT).toList();
        write(token, known, kept);
        Set<Network> networks =
                known.stream().flatMap(use -> network(use.address()).stream()).collect(Collectors.toSet());
        return networks.isEmpty()
                ? List.of()
                : kept.stream()
                        .filter(use -> network(use.address())
                                .filter(network -> !networks.contains(network))
                                .isPresent())
                        .toList();
    }

    private static boolean isNoted(UsedFrom use, UsedFrom known) {
        return known.address().equals(use.address())
                && known.at().plus(RESOLUTION).isAfter(use.at());
    }

    private static UsedFrom later(UsedFrom one, UsedFrom other) {
        return one.at().isBefore(other.at()) ? other : one;
    }

    private void write(ApiToken token, List<UsedFrom> known, List<UsedFrom> kept) {
        Set<String> addresses = kept.stream().map(UsedFrom::address).collect(Collectors.toSet());
        Set<String> before = known.stream().map(UsedFrom::address).collect(Collectors.toSet());
        List<String> gone =
                before.stream().filter(address -> !addresses.contains(address)).toList();
        if (!gone.isEmpty()) {
            em.createQuery("delete from UseOriginEntity o where o.key.tokenId = :id and o.key.address in :gone")
                    .setParameter("id", token.id())
                    .setParameter("gone", gone)
                    .executeUpdate();
        }
        for (UsedFrom use : kept) {
            if (!before.contains(use.address())) {
                em.persist(new UseOriginEntity(token.id(), token.realmId(), use));
            } else if (!known.contains(use)) {
                em.createQuery("update UseOriginEntity o set o.userAgent = :agent, o.usedAt = :at"
                                + " where o.key.tokenId = :id and o.key.address = :address")
                        .setParameter("agent", use.userAgent())
                        .setParameter("at", use.at().toEpochMilli())
                        .setParameter("id", token.id())
                        .setParameter("address", use.address())
                        .executeUpdate();
            }
        }
        em.flush();
    }

    private static Optional<Network> network(String address) {
        Optional<InetAddress> parsed = Network.address(address);
        return parsed.flatMap(
                found -> Network.parse(address + "/" + (found instanceof Inet4Address ? IPV4_NETWORK : IPV6_NETWORK)));
    }

    @Override
    public Map<String, List<UsedFrom>> of(Collection<ApiToken> tokens) {
        if (tokens.isEmpty()) {
            return Map.of();
        }
        return em.createQuery("select o from UseOriginEntity o where o.key.tokenId in :ids", UseOriginEntity.class)
                .setParameter("ids", tokens.stream().map(ApiToken::id).toList())
                .getResultStream()
                .sorted(Comparator.comparing(UseOriginEntity::toModel, LATEST_FIRST))
                .collect(Collectors.groupingBy(
                        UseOriginEntity::tokenId, Collectors.mapping(UseOriginEntity::toModel, Collectors.toList())));
    }

    @Override
    public int purge(String realmId, Instant usedBefore, int max) {
        List<UseOriginEntity> old = em.createQuery(
                        "select o from UseOriginEntity o where o.realmId = :realmId and o.usedAt < :before"
                                + " order by o.usedAt",
                        UseOriginEntity.class)
                .setParameter("realmId", realmId)
                .setParameter("before", usedBefore.toEpochMilli())
                .setMaxResults(max)
                .getResultList();
        old.forEach(em::remove);
        em.flush();
        return old.size();
    }
}
