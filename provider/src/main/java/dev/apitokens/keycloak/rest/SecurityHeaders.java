package dev.apitokens.keycloak.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.http.HttpResponse;
import org.keycloak.models.BrowserSecurityHeaders;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The realm's security headers. Keycloak adds them to an answer by the session on the thread, and so to none of a method that answers by a
 * {@code CompletionStage}, whatever that returns or throws: its session is closed before. These are set where CORS headers are, on the
 * server's response, which outlives the session; and only there, for a header of an answer would be added to them.
 */
public final class SecurityHeaders {

    private static final List<BrowserSecurityHeaders> ALL = List.of(BrowserSecurityHeaders.values());

    /** What Keycloak gives to JSON. */
    private static final List<BrowserSecurityHeaders> OF_REST = List.of(
            BrowserSecurityHeaders.STRICT_TRANSPORT_SECURITY,
            BrowserSecurityHeaders.X_FRAME_OPTIONS,
            BrowserSecurityHeaders.X_CONTENT_TYPE_OPTIONS,
            BrowserSecurityHeaders.REFERRER_POLICY,
            BrowserSecurityHeaders.X_ROBOTS_TAG);

    private SecurityHeaders() {}

    /** Those of an answer of the REST interfaces, and of every error. */
    static void set(KeycloakSession session) {
        set(session, OF_REST);
    }

    /** Those of an answer without content to a form, which Keycloak takes for a page. */
    public static void setOfForm(KeycloakSession session) {
        set(session, ALL);
    }

    private static void set(KeycloakSession session, List<BrowserSecurityHeaders> headers) {
        HttpResponse response = session.getContext().getHttpResponse();
        of(session.getContext().getRealm(), headers).forEach(response::setHeader);
    }

    /** Those of a page. */
    static Map<String, String> all(RealmModel realm) {
        return of(realm, ALL);
    }

    private static Map<String, String> of(RealmModel realm, List<BrowserSecurityHeaders> headers) {
        Map<String, String> configured = realm.getBrowserSecurityHeaders();
        Map<String, String> values = new LinkedHashMap<>();
        for (BrowserSecurityHeaders header : headers) {
            String value = configured.getOrDefault(header.getKey(), header.getDefaultValue());
            if (!value.isBlank()) {
                values.put(header.getHeaderName(), value);
            }
        }
        return values;
    }
}
