package dev.apitokens.keycloak.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.ApiTokenQuery;
import dev.apitokens.keycloak.model.ApiTokenSearch;
import dev.apitokens.keycloak.model.RequestTransaction;
import dev.apitokens.keycloak.model.UsedFrom;
import dev.apitokens.keycloak.rest.Answer;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import dev.apitokens.keycloak.verification.Standing;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jspecify.annotations.Nullable;
import org.keycloak.Token;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * Everything that a filter finds, as a table, however much that is: a batch is read in a transaction of its own, and written
 * when that is over, so that neither the memory nor a connection to the database waits for whoever reads the answer.
 */
final class TokenExport {

    private static final Logger LOG = Logger.getLogger(TokenExport.class);

    /** So few that a database looks up by an index what each is limited to: for more, reading all may seem cheaper. */
    private static final int BATCH = 100;

    private final AdminRequest request;
    private final Filter filter;
    private final ApiTokenQuery query;
    private final Instant now;

    TokenExport(AdminRequest request, Filter filter, ApiTokenQuery query) {
        this.request = request;
        this.filter = filter;
        this.query = query;
        this.now = request.now();
    }

    /** Lines of a table, and where they end; null: nothing comes after them. */
    private record Batch(List<String> lines, ApiTokenSearch.@Nullable Position end) {}

    /**
     * The answer, whose first lines have been read, and which has been recorded.
     *
     * @throws ApiTokenErrorException when the filter holds a secret: it would be in the record
     */
    Response answer() {
        if (filter.holdsSecret()) {
            throw ApiTokenErrorException.invalidRequest(
                    Response.Status.BAD_REQUEST, "The filter holds a whole token: look it up instead");
        }
        Batch first = read(request.session(), null);
        request.event(request.session())
                .operation(OperationType.ACTION)
                .resourcePath(AdminRequest.PATH, "export")
                .representation(Map.of("filter", filter))
                .success();
        KeycloakSessionFactory sessions = request.session().getKeycloakSessionFactory();
        Token bearer = request.session().getContext().getBearerToken();
        StreamingOutput table = output -> write(output, first, sessions, bearer);
        return Answer.noStore(Response.ok(table, TokenTable.CSV)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"api-tokens.csv\""));
    }

    private void write(OutputStream output, Batch first, KeycloakSessionFactory sessions, Token bearer)
            throws IOException {
        output.write(TokenTable.header().getBytes(UTF_8));
        Batch batch = first;
        write(output, batch);
        while (batch.end() != null) {
            batch = next(sessions, bearer, batch.end());
            write(output, batch);
        }
    }

    private static void write(OutputStream output, Batch batch) throws IOException {
        output.write(String.join("", batch.lines()).getBytes(UTF_8));
    }

    private Batch next(KeycloakSessionFactory sessions, Token bearer, ApiTokenSearch.Position after)
            throws IOException {
        try {
            return RequestTransaction.another(sessions, own -> {
                own.getContext().setRealm(own.realms().getRealm(query.realmId()));
                // Whose permissions count, as in the request.
                own.getContext().setBearerToken(bearer);
                return read(own, after);
            });
        } catch (RuntimeException e) {
            LOG.warnf("A table of API tokens ends before its end, because the next could not be read: %s", e);
            LOG.debug("A table of API tokens ends before its end", e);
            // The status is out. Whoever reads must not take for the whole what is not.
            CurrentRequestManager.get().serverRequest().closeConnection();
            throw new IOException("The rest could not be read", e);
        }
    }

    private Batch read(KeycloakSession own, ApiTokenSearch.@Nullable Position after) {
        ApiTokenProvider store = own.getProvider(ApiTokenProvider.class);
        ApiTokenSearch.Part part = store.search().part(query, now, after, BATCH);
        Map<String, List<UsedFrom>> origins = store.housekeeping().origins().of(part.tokens());
        Standing standing = Standing.of(own, now);
        OwnerReader owners = new OwnerReader(own);
        List<String> lines = part.tokens().stream()
                .map(token -> line(token, owners, standing, origins))
                .toList();
        return new Batch(lines, part.end());
    }

    private static String line(
            ApiToken token, OwnerReader owners, Standing standing, Map<String, List<UsedFrom>> origins) {
        AdminApiTokenRepresentation shown =
                AdminApiTokenRepresentation.of(token, owners.find(token.userId()), standing, null);
        return TokenTable.line(shown.with(shown.token().with(origins)));
    }
}
