package dev.apitokens.keycloak.account;

import dev.apitokens.keycloak.rest.Answer;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import dev.apitokens.keycloak.rest.JsonBody;
import dev.apitokens.keycloak.rest.RequestGate;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import org.keycloak.models.KeycloakSession;

/** {@code /realms/{realm}/api-tokens/revoke}: tokens that somebody found where they should not be. */
@Produces(MediaType.APPLICATION_JSON)
public class LeakReportResource {

    private final KeycloakSession session;
    private final LeakReports leakReports;

    LeakReportResource(KeycloakSession session, LeakReports leakReports) {
        this.session = session;
        this.leakReports = leakReports;
    }

    /** CORS preflight. */
    @OPTIONS
    @Path("{any:.*}")
    public Response preflight() {
        return Preflight.answer();
    }

    /**
     * Has them revoked. Whoever has a token may, and learns nothing about it: the work is done after the answer, for which
     * the report is stored.
     */
    @POST
    public Response report(InputStream body) {
        return Answer.committed(session, () -> take(body));
    }

    private Response take(InputStream body) {
        RequestGate.requireTls(session);
        Set<String> hashes = JsonBody.read(session, body, ReportRequest.class).secretHashes();
        String address = session.getContext().getConnection().getRemoteHost();
        if (!hashes.isEmpty() && !leakReports.take(session, address, hashes)) {
            throw ApiTokenErrorException.unavailable("Too many reports wait, try again later");
        }
        // Keycloak takes an answer without a body and a type for a mistake.
        return Answer.noStore(Response.accepted(Map.of()));
    }
}
