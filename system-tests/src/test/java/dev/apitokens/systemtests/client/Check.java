package dev.apitokens.systemtests.client;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The check that reverse proxies make.
 *
 * @param realm URL of the realm
 */
public record Check(String realm) {

    /** A check that is not sent yet, without credentials; the query begins with a question mark. */
    public HttpRequest.Builder request(String query) {
        return Http.request(realm + "/api-tokens/check" + query);
    }

    public Http.Answer bearer(String query, String secret) {
        return Http.send(request(query).header("Authorization", "Bearer " + secret));
    }

    public Http.Answer basic(String query, String username, String secret) {
        return Http.send(request(query).header("Authorization", basic(username, secret)));
    }

    /** The header of that name and password, in UTF-8. */
    public static String basic(String username, String secret) {
        return "Basic "
                + Base64.getEncoder().encodeToString((username + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }
}
