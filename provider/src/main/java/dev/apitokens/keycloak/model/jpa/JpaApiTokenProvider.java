package dev.apitokens.keycloak.model.jpa;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenHousekeeping;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.ApiTokenSearch;
import dev.apitokens.keycloak.model.IssueOutcome;
import dev.apitokens.keycloak.model.LeakReportQueue;
import dev.apitokens.keycloak.model.LeaseRegister;
import dev.apitokens.keycloak.model.NewApiToken;
import dev.apitokens.keycloak.model.NewSecret;
import dev.apitokens.keycloak.model.Owner;
import dev.apitokens.keycloak.model.OwnerQuery;
import dev.apitokens.keycloak.model.PresentedToken;
import dev.apitokens.keycloak.model.RenameOutcome;
import dev.apitokens.keycloak.model.RevocationCause;
import dev.apitokens.keycloak.policy.Access;
import dev.apitokens.keycloak.policy.ApiTokenDescription;
import dev.apitokens.keycloak.policy.ApiTokenName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

final class JpaApiTokenProvider implements ApiTokenProvider {

    private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(10);

    private final KeycloakSession session;
    private final SessionEntityManager em;
    private final TokenLookup lookup;

    JpaApiTokenProvider(KeycloakSession session, LookupConnections connections) {
        this.session = session;
        this.em = new SessionEntityManager(session, STATEMENT_TIMEOUT);
        this.lookup = new TokenLookup(connections, em, STATEMENT_TIMEOUT);
    }

    @Override
    public void lock(Owner owner) {
        new OwnerLock(session, em.get()).acquire(owner);
    }

    @Override
    public IssueOutcome create(NewApiToken token, int max) {
        return ofOwner().create(token, max);
    }

    @Override
    public RenameOutcome rename(Owner owner, String id, ApiTokenName name, Instant now) {
        return ofOwner().rename(owner, id, name, now);
    }

    @Override
    public IssueOutcome rotate(Owner owner, String id, NewSecret secret, int max, Instant now) {
        return new SecretRotation(em.get()).rotate(owner, id, secret, max, now);
    }

    @Override
    public Optional<ApiToken> revise(Owner owner, String id, Access access, @Nullable ApiTokenDescription description) {
        return ofOwner().revise(owner, id, access, description);
    }

    @Override
    public List<ApiToken> revoke(
            Collection<String> ids, Instant now, @Nullable String revokedBy, RevocationCause cause) {
        return new RevocationStatement(em.get()).revoke(ids, now, revokedBy, cause);
    }

    @Override
    public Optional<PresentedToken> findBySecretHash(String secretHash) {
        return lookup.bySecretHash(secretHash);
    }

    @Override
    public Optional<PresentedToken> findBySecretIssuedAt(String realmId, String id, Instant issuedAt) {
        return lookup.bySecretIssuedAt(realmId, id, issuedAt);
    }

    @Override
    public Map<String, PresentedToken> findBySecretHashes(Collection<String> secretHashes) {
        return lookup.bySecretHashes(secretHashes);
    }

    @Override
    public Optional<ApiToken> find(Owner owner, String id) {
        return ofOwner().find(owner, id);
    }

    @Override
    public List<ApiToken> list(Owner owner, OwnerQuery query, Instant now) {
        return ofOwner().list(owner, query, now);
    }

    @Override
    public ApiTokenSearch search() {
        return new JpaApiTokenSearch(session, em.get(), lookup);
    }

    @Override
    public LeakReportQueue leakReports() {
        return new JpaLeakReportQueue(em.get());
    }

    @Override
    public LeaseRegister leases() {
        return new JpaLeaseRegister(em.get());
    }

    @Override
    public ApiTokenHousekeeping housekeeping() {
        return new JpaApiTokenHousekeeping(em.get());
    }

    private OwnerTokens ofOwner() {
        return new OwnerTokens(em.get());
    }

    @Override
    public void close() {
        // The entity manager is the session's.
    }
}
