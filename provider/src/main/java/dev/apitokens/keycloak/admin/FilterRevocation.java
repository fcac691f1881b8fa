package dev.apitokens.keycloak.admin;

import static dev.apitokens.keycloak.model.ApiTokenQuery.Visibility.EVERYBODY;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.ApiTokenQuery;
import dev.apitokens.keycloak.model.ApiTokenSearch;
import dev.apitokens.keycloak.model.RequestTransaction;
import dev.apitokens.keycloak.rest.Answer;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/**
 * Revokes everything that a filter finds, however much that is: a batch is read in a transaction of its own, and revoked in
 * another, and then the next is read from where it ended. Read in the transaction that revokes, a token that somebody
 * changed since could not be, where transactions are repeatable reads (MariaDB, MySQL).
 */
final class FilterRevocation {

    private final AdminRequest request;
    private final Filter filter;
    private final ApiTokenQuery query;
    private final Instant now;

    FilterRevocation(AdminRequest request, Filter filter, ApiTokenQuery found) {
        this.request = request;
        this.filter = filter;
        // Those that were revoked already stay as they are, and those that expired need it only when it is asked for.
        this.query = found.status() == null ? found.withStatus(ApiToken.Status.ACTIVE) : found;
        this.now = request.now();
    }

    /** Tokens that the admin may revoke, and where what was looked at for them ends; null: nothing comes after it. */
    private record Batch(List<String> ids, ApiTokenSearch.@Nullable Position end) {}

    /**
     * The answer, once all of it is revoked.
     *
     * @throws ForbiddenException when the admin may see everybody's tokens, and revoke nobody's
     */
    Response answer() {
        boolean mayRevokeNone = !request.access().mayManageEverybody() && query.visibility() == EVERYBODY;
        KeycloakSessionFactory sessions = request.session().getKeycloakSessionFactory();
        SameAdmin admin = SameAdmin.of(request.access().admin());
        AdminRevocation revocation = request.revocation();
        Batch batch = read(request.session(), request.access(), null);
        boolean isAnyFound = !batch.ids().isEmpty();
        int revoked = revocation.revoke(batch.ids(), this::describe, now);
        while (batch.end() != null) {
            ApiTokenSearch.Position end = batch.end();
            batch = RequestTransaction.another(sessions, own -> {
                own.getContext().setRealm(own.realms().getRealm(query.realmId()));
                return read(own, admin.access(own), end);
            });
            isAnyFound |= !batch.ids().isEmpty();
            revoked += revocation.revoke(batch.ids(), this::describe, now);
        }
        if (!isAnyFound && mayRevokeNone) {
            throw new ForbiddenException();
        }
        return Answer.noStore(Response.ok(Map.of("revoked", revoked)));
    }

    private Batch read(KeycloakSession own, AdminAccess access, ApiTokenSearch.@Nullable Position after) {
        ApiTokenSearch.Owners owners =
                own.getProvider(ApiTokenProvider.class).search().owners(query, now, after, ApiTokenProvider.BATCH);
        return new Batch(access.revocable(owners.byToken()), owners.end());
    }

    private void describe(AdminEventBuilder event, List<ApiToken> revoked, KeycloakSession own) {
        List<String> ids = revoked.stream().map(ApiToken::id).toList();
        event.operation(OperationType.ACTION)
                .resourcePath(AdminRequest.PATH, "revoke")
                .representation(Map.of("filter", filter, "revoked", revoked.size(), "ids", ids));
    }
}
