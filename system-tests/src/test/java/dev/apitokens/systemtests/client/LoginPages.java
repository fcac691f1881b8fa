package dev.apitokens.systemtests.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Keycloak's login pages, as a browser without scripts walks through them. */
public final class LoginPages {

    private static final Pattern FORM = Pattern.compile("<form[^>]*?\\saction=\"([^\"]+)\"", Pattern.DOTALL);
    private static final Pattern FORGOTTEN = Pattern.compile("href=\"([^\"]*reset-credentials[^\"]*)\"");
    private static final int MOST_REDIRECTS = 10;

    private final String realm;
    private final Map<String, String> cookies = new HashMap<>();
    private String page = "";

    public LoginPages(String realm) {
        this.realm = realm;
    }

    /** Opens the login of the account console, to do something after it. */
    public LoginPages open(String action) {
        String redirect = realm + "/account/";
        follow(
                realm + "/protocol/openid-connect/auth?client_id=account-console&response_type=code&scope=openid"
                        + "&redirect_uri=" + redirect + "&kc_action=" + action
                        + "&code_challenge_method=S256&code_challenge=" + "a".repeat(43),
                redirect);
        return this;
    }

    public LoginPages forgotPassword() {
        visit(realm.substring(0, realm.indexOf("/realms/")) + first(FORGOTTEN));
        return this;
    }

    public void visit(String url) {
        follow(url, realm + "/account/");
    }

    /** Sends the page's form. */
    public LoginPages submit(Map<String, String> fields) {
        Http.Answer answer = Http.send(Http.request(first(FORM))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Cookie", cookieHeader())
                .POST(Http.form(fields)));
        arrived(answer, realm + "/account/");
        return this;
    }

    /** Whether there is nothing left to fill in: the browser was sent on to where it wanted to go. */
    public boolean isOver() {
        return page.isEmpty();
    }

    private String first(Pattern pattern) {
        Matcher matcher = pattern.matcher(page);
        assertThat(matcher.find()).as(page).isTrue();
        return matcher.group(1).replace("&amp;", "&");
    }

    private void follow(String url, String end) {
        arrived(Http.send(Http.request(url).header("Cookie", cookieHeader())), end);
    }

    private void arrived(Http.Answer first, String end) {
        Http.Answer answer = first;
        for (int i = 0; i < MOST_REDIRECTS; i++) {
            answer.headers().allValues("Set-Cookie").forEach(this::keep);
            String location = answer.header("Location");
            if (answer.status() / 100 != 3 || location.startsWith(end)) {
                page = answer.body();
                return;
            }
            answer = Http.send(Http.request(location).header("Cookie", cookieHeader()));
        }
        throw new IllegalStateException("too many redirects");
    }

    private void keep(String setCookie) {
        String[] pair = setCookie.split(";", 2)[0].split("=", 2);
        cookies.put(pair[0], pair[1]);
    }

    private String cookieHeader() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }
}
