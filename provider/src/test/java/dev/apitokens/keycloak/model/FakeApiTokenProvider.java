package dev.apitokens.keycloak.model;

import dev.apitokens.keycloak.fixtures.Fake;
import dev.apitokens.keycloak.fixtures.TestRealm;
import dev.apitokens.keycloak.policy.Access;
import dev.apitokens.keycloak.policy.ApiTokenDescription;
import dev.apitokens.keycloak.policy.ApiTokenName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The store in memory, for one thread at a time: with the rules that {@link ApiTokenProvider} promises, the lock included. It
 * counts its reads, and can be out of reach.
 */
public final class FakeApiTokenProvider implements ApiTokenProvider {

    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final Set<Owner> locked = new HashSet<>();
    private final Set<String> resourceServers = new HashSet<>();
    private volatile @Nullable RuntimeException outage;
    private @Nullable ApiTokenHousekeeping housekeeping;
    private CountDownLatch held = new CountDownLatch(0);
    private int reads;

    private final Map<String, LeaseTerms> leases = new HashMap<>();
    private boolean areLeasesSafe = true;
    private final Map<LeakReport, Instant> leakReports = new ConcurrentHashMap<>();

    /** Reports that were not worked on. */
    public Set<LeakReport> reported() {
        return leakReports.keySet();
    }

    @Override
    public LeakReportQueue leakReports() {
        return new LeakReportQueue() {
            @Override
            public List<LeakReport> add(String realmId, Collection<String> secretHashes, Instant dueAt) {
                reachable();
                List<LeakReport> added = secretHashes.stream()
                        .map(hash -> new LeakReport(UUID.randomUUID().toString(), realmId, hash))
                        .toList();
                added.forEach(report -> leakReports.put(report, dueAt));
                return added;
            }

            @Override
            public List<LeakReport> due(Instant now, int max) {
                reachable();
                return leakReports.entrySet().stream()
                        .filter(report -> !report.getValue().isAfter(now))
                        .map(Map.Entry::getKey)
                        .limit(max)
                        .toList();
            }

            @Override
            public void putOff(Collection<LeakReport> reports, Instant dueAt) {
                reachable();
                reports.forEach(report -> leakReports.put(report, dueAt));
            }

            @Override
            public void done(Collection<LeakReport> reports) {
                reachable();
                reports.forEach(leakReports::remove);
            }
        };
    }

    private record Previous(String hash, Instant issuedAt) {}

    private record Row(
            ApiToken token, String hash, @Nullable Previous previous) {

        Row with(ApiToken changed) {
            return new Row(changed, hash, previous);
        }

        PresentedToken presentedBySecretOf(Instant issuedAt) {
            PresentedToken found = issuedAt.equals(token.issuedAt())
                    ? presentedBy(hash)
                    : previous != null && issuedAt.equals(previous.issuedAt()) ? presentedBy(previous.hash()) : null;
            return found == null ? PresentedToken.byEndedSecretOf(token, issuedAt) : found;
        }

        @Nullable
        PresentedToken presentedBy(String secretHash) {
            if (hash.equals(secretHash)) {
                return PresentedToken.bySecretOf(token);
            }
            if (previous == null || !previous.hash().equals(secretHash)) {
                return null;
            }
            return PresentedToken.byPreviousSecretOf(token, previous.issuedAt());
        }
    }

    /** Stores a token as it is, whatever the rules say. */
    public void put(ApiToken token, String secretHash) {
        rows.put(token.id(), new Row(token, secretHash, null));
    }

    /** From now on, nothing can be read or written; null: everything can. */
    public void fail(@Nullable RuntimeException with) {
        outage = with;
    }

    /** What keeps the store in order; nothing does without. */
    public void housekeeping(ApiTokenHousekeeping housekeeping) {
        this.housekeeping = housekeeping;
    }

    /** How often tokens were looked up. */
    public int reads() {
        return reads;
    }

    @Override
    public void lock(Owner owner) {
        reach();
        locked.add(owner);
    }

    @Override
    public IssueOutcome create(NewApiToken token, int max) {
        requireLock(token.owner());
        Optional<IssueOutcome> refusal = refusal(token.owner(), token.name(), max, token.createdAt());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        ApiTokenDescription description = token.description();
        ApiToken created = ApiTokenBuilder.token("token-" + (rows.size() + 1))
                .owner(token.owner())
                .contact(token.contact())
                .name(token.name().value())
                .description(description == null ? null : description.value())
                .hint(token.hint())
                .created(token.createdAt(), token.createdByClient())
                .expiresAt(token.expiresAt())
                .access(token.access())
                .build();
        put(created, token.secretHash());
        return new IssueOutcome.Issued(created);
    }

    private Optional<IssueOutcome> refusal(Owner owner, ApiTokenName name, int max, Instant now) {
        List<ApiToken> active = active(owner, now);
        if (active.stream().anyMatch(other -> isNamed(other, name))) {
            return Optional.of(new IssueOutcome.NameInUse());
        }
        return active.size() >= max ? Optional.of(new IssueOutcome.TooMany()) : Optional.empty();
    }

    @Override
    public RenameOutcome rename(Owner owner, String id, ApiTokenName name, Instant now) {
        requireLock(owner);
        Optional<Row> row = row(owner, id);
        if (row.isEmpty()) {
            return new RenameOutcome.NotFound();
        }
        List<ApiToken> active = active(owner, now);
        if (active.contains(row.get().token())
                && active.stream().anyMatch(other -> !other.id().equals(id) && isNamed(other, name))) {
            return new RenameOutcome.NameInUse();
        }
        return new RenameOutcome.Renamed(store(row.get()
                .with(ApiTokenBuilder.like(row.get().token()).name(name.value()).build())));
    }

    @Override
    public IssueOutcome rotate(Owner owner, String id, NewSecret secret, int max, Instant now) {
        requireLock(owner);
        Optional<Row> found = row(owner, id).filter(row -> row.token().revokedAt() == null);
        if (found.isEmpty()) {
            return new IssueOutcome.NotFound();
        }
        Row row = found.get();
        boolean isActive = row.token().status(now) == ApiToken.Status.ACTIVE;
        Optional<IssueOutcome> refusal = isActive
                ? Optional.empty()
                : refusal(owner, new ApiTokenName(row.token().name()), max, now);
        return refusal.orElseGet(() -> new IssueOutcome.Issued(store(new Row(
                ApiTokenBuilder.like(row.token())
                        .hint(secret.hint())
                        .expiresAt(secret.expiresAt())
                        .rotated(now, isActive ? secret.previousEndsAt() : null)
                        .build(),
                secret.hash(),
                isActive ? new Previous(row.hash(), row.token().issuedAt()) : null))));
    }

    @Override
    public Optional<ApiToken> revise(Owner owner, String id, Access access, @Nullable ApiTokenDescription description) {
        requireLock(owner);
        return row(owner, id)
                .map(row -> store(row.with(ApiTokenBuilder.like(row.token())
                        .access(access)
                        .description(description == null ? null : description.value())
                        .build())));
    }

    @Override
    public List<ApiToken> revoke(
            Collection<String> ids, Instant now, @Nullable String revokedBy, RevocationCause cause) {
        reach();
        List<ApiToken> revoked = new ArrayList<>();
        for (String id : new HashSet<>(ids)) {
            Row row = rows.get(id);
            if (row != null && row.token().revokedAt() == null) {
                revoked.add(store(row.with(ApiTokenBuilder.like(row.token())
                        .revoked(now, revokedBy, cause)
                        .build())));
            }
        }
        revoked.sort(Comparator.comparing(ApiToken::id));
        return revoked;
    }

    @Override
    public Optional<PresentedToken> findBySecretHash(String secretHash) {
        return Optional.ofNullable(findBySecretHashes(List.of(secretHash)).get(secretHash));
    }

    @Override
    public Optional<PresentedToken> findBySecretIssuedAt(String realmId, String id, Instant issuedAt) {
        read();
        return Optional.ofNullable(rows.get(id))
                .filter(row -> row.token().realmId().equals(realmId))
                .map(row -> row.presentedBySecretOf(issuedAt));
    }

    @Override
    public Map<String, PresentedToken> findBySecretHashes(Collection<String> secretHashes) {
        read();
        Map<String, PresentedToken> found = new HashMap<>();
        for (Row row : rows.values()) {
            for (String hash : secretHashes) {
                PresentedToken presented = row.presentedBy(hash);
                if (presented != null) {
                    found.put(hash, presented);
                }
            }
        }
        return found;
    }

    @Override
    public Optional<ApiToken> find(Owner owner, String id) {
        read();
        return row(owner, id).map(Row::token);
    }

    @Override
    public List<ApiToken> list(Owner owner, OwnerQuery query, Instant now) {
        read();
        return ofOwner(owner).stream()
                .filter(token -> query.status() == null || token.status(now) == query.status())
                .sorted(Comparator.comparing((ApiToken token) -> token.status(now) != ApiToken.Status.ACTIVE)
                        .thenComparing(Comparator.comparing(ApiToken::createdAt).reversed())
                        .thenComparing(ApiToken::id))
                .skip(query.first())
                .limit(query.max())
                .toList();
    }

    /** It is too small to search; all that it knows is which resource servers the realm has. */
    @Override
    public ApiTokenSearch search() {
        return Fake.of(ApiTokenSearch.class)
                .answers("resourceServers", arguments -> List.copyOf(resourceServers))
                .make();
    }

    /** Adds a resource server of the realm. */
    public void resourceServer(String clientUuid) {
        resourceServers.add(clientUuid);
    }

    /** From now on, a transaction goes on to see what it saw first. */
    public void makeLeasesUnsafe() {
        areLeasesSafe = false;
    }

    /** The leases of a realm, as they are stored. */
    public void lease(String realmId, LeaseTerms terms) {
        leases.put(realmId, terms);
    }

    @Override
    public LeaseRegister leases() {
        return new LeaseRegister() {
            @Override
            public Set<String> realms() {
                read();
                return Set.of(TestRealm.ID);
            }

            @Override
            public boolean isSafe() {
                read();
                return areLeasesSafe;
            }

            @Override
            public LeaseTerms find(String realmId) {
                read();
                return leases.getOrDefault(realmId, LeaseTerms.NONE);
            }

            @Override
            public boolean replace(String realmId, LeaseTerms known, int grantSeconds, int waitSeconds) {
                reach();
                LeaseTerms next = new LeaseTerms(grantSeconds, waitSeconds, known.version() + 1);
                return known.equals(LeaseTerms.NONE)
                        ? leases.putIfAbsent(realmId, next) == null
                        : leases.replace(realmId, known, next);
            }
        };
    }

    @Override
    public ApiTokenHousekeeping housekeeping() {
        if (housekeeping == null) {
            throw new UnsupportedOperationException("this store keeps no order");
        }
        return housekeeping;
    }

    @Override
    public void close() {}

    /** From now on, whoever wants something waits for that. */
    public void hold(CountDownLatch until) {
        held = until;
    }

    private void reach() {
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reachable();
    }

    private void reachable() {
        if (outage != null) {
            throw outage;
        }
    }

    private void read() {
        reach();
        reads++;
    }

    private void requireLock(Owner owner) {
        reach();
        if (!locked.contains(owner)) {
            throw new IllegalStateException("changed without the owner's lock");
        }
    }

    private ApiToken store(Row row) {
        rows.put(row.token().id(), row);
        return row.token();
    }

    private Optional<Row> row(Owner owner, String id) {
        return Optional.ofNullable(rows.get(id))
                .filter(row -> row.token().owner().equals(owner));
    }

    private List<ApiToken> ofOwner(Owner owner) {
        return rows.values().stream()
                .map(Row::token)
                .filter(token -> token.owner().equals(owner))
                .toList();
    }

    private List<ApiToken> active(Owner owner, Instant now) {
        return ofOwner(owner).stream()
                .filter(token -> token.status(now) == ApiToken.Status.ACTIVE)
                .toList();
    }

    private static boolean isNamed(ApiToken token, ApiTokenName name) {
        return new ApiTokenName(token.name()).key().equals(name.key());
    }
}
