package dev.apitokens.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The admin console of the demo's server, where {@code admin}/{@code admin} sees all realms.
 *
 * @param server without a slash at the end
 */
record AdminConsole(URI server) {

    private static final Pattern ACCESS_TOKEN = Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern THEME = Pattern.compile("\"adminTheme\"\\s*:\\s*\"([^\"]*)\"");
    private static final String OURS = "api-tokens";

    /** Where an admin logs in. */
    URI address() {
        return URI.create(server + "/admin/master/console/");
    }

    /**
     * Gives the console its section <i>API tokens</i>, by the theme that the realm {@code master} has; a theme that
     * somebody chose stays.
     *
     * @return whether the console has the section
     */
    boolean showApiTokens() {
        HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
        try {
            String login = send(
                    http,
                    request("/realms/master/protocol/openid-connect/token")
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    "grant_type=password&client_id=admin-cli&username=admin&password=admin")));
            String bearer = "Bearer " + first(ACCESS_TOKEN, login);
            String realm = send(http, request("/admin/realms/master").header("Authorization", bearer));
            String theme = first(THEME, realm);
            if (theme.isEmpty()) {
                send(
                        http,
                        request("/admin/realms/master")
                                .header("Authorization", bearer)
                                .header("Content-Type", "application/json")
                                .PUT(HttpRequest.BodyPublishers.ofString("{\"adminTheme\":\"" + OURS + "\"}")));
                return true;
            }
            return theme.equals(OURS);
        } catch (IOException e) {
            // The admin's password is another one by now, say; the console works without the section.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server + path)).timeout(Duration.ofSeconds(30));
    }

    private static String send(HttpClient http, HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("answered " + answer.statusCode());
        }
        return answer.body();
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }
}
