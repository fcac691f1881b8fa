package dev.apitokens.systemtests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who may call the account REST, and who may not. */
class WhoMayCallIT {

    private final Product product = Product.shared();
    private final Admin admin = product.admin();
    private final String realm = product.realm("demo");

    @Test
    void callWhenNoBearerThenUnauthorized() {
        Http.Answer answer = Http.send(Http.request(realm + "/api-tokens").GET());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void callWhenBearerIsAnApiTokenThenUnauthorized() {
        String secret = product.newPerson().create("a").secret();

        Http.Answer answer = new Person(realm, "", secret).post(Map.of("name", "b"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
    }

    @Test
    void callWhenAccessTokenIsOfAnotherRealmThenUnauthorized() {
        Http.Answer login = Http.postForm(
                product.realm("master") + "/protocol/openid-connect/token",
                Map.of("grant_type", "password", "client_id", "admin-cli", "username", "admin", "password", "admin"));

        Person stranger =
                new Person(realm, "admin", login.json().path("access_token").asText());

        assertThat(stranger.get("").status()).isEqualTo(401);
    }

    @Test
    void callWhenClientMayNotManageThenForbidden() {
        Person person = product.newPerson();
        String client = ClientBuilder.unique().isPublic().takesPasswords().createIn("demo", admin);

        assertForbidden(Person.login(realm, client, person.username()), "client_not_allowed");
    }

    @Test
    void callWhenServiceAccountThenForbidden() {
        String client =
                ClientBuilder.unique().hasServiceAccount().managesTokens().createIn("demo", admin);
        Http.Answer login = Http.postForm(
                realm + "/protocol/openid-connect/token",
                Map.of("grant_type", "client_credentials", "client_id", client, "client_secret", client + "-secret"));

        assertForbidden(
                new Person(realm, client, login.json().path("access_token").asText()), "client_not_allowed");
    }

    @Test
    void callWhenPersonMayNotManageAccountThenForbidden() {
        String name = admin.createUser("demo");
        admin.realmRole("DELETE", "demo", name, "default-roles-demo");
        String account = admin.clientUuid("demo", "account");
        JsonNode viewProfile = admin.get("/demo/clients/" + account + "/roles/view-profile");
        admin.call(
                "POST",
                "/demo/users/" + admin.userId("demo", name) + "/role-mappings/clients/" + account,
                List.of(viewProfile));

        assertForbidden(product.person(name), "role_required");
    }

    @Test
    void callWhenPersonHasNoRoleOfTheAccountClientThenForbiddenAndNotAskedToLogInAgain() {
        String name = admin.createUser("demo");
        admin.realmRole("DELETE", "demo", name, "default-roles-demo");

        assertForbidden(product.person(name), "role_required");
    }

    @Test
    void callWhenImpersonatedThenForbidden() {
        Person person = product.newPerson();
        String client = ClientBuilder.unique()
                .isPublic()
                .managesTokens()
                .with("standardFlowEnabled", true)
                .with("redirectUris", List.of("http://localhost/back"))
                .createIn("demo", admin);
        // The admin has to be of the same realm to be logged in there as somebody else.
        Http.Answer impersonation = admin.call(
                "POST", "/demo/users/" + admin.userId("demo", person.username()) + "/impersonation", Map.of());
        String cookies = impersonation.headers().allValues("set-cookie").stream()
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .filter(cookie -> !cookie.endsWith("="))
                .collect(Collectors.joining("; "));
        Http.Answer authorization = Http.send(Http.request(realm + "/protocol/openid-connect/auth?response_type=code"
                        + "&scope=openid&redirect_uri=http%3A%2F%2Flocalhost%2Fback&client_id=" + client)
                .header("Cookie", cookies)
                .GET());
        assertThat(authorization.header("Location")).contains("code=");
        String code = authorization.header("Location").replaceAll(".*[?&]code=([^&]*).*", "$1");
        Http.Answer login = Http.postForm(
                realm + "/protocol/openid-connect/token",
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        client,
                        "code",
                        code,
                        "redirect_uri",
                        "http://localhost/back"));
        assertThat(login.status()).as(login.body()).isEqualTo(200);

        assertForbidden(
                new Person(
                        realm,
                        person.username(),
                        login.json().path("access_token").asText()),
                "impersonation_not_allowed");
    }

    private void assertForbidden(Person caller, String error) {
        for (Http.Answer answer : List.of(
                caller.get(""),
                caller.post(Map.of("name", "a")),
                caller.revoke("some-id"),
                caller.get("/settings"),
                caller.call("PUT", "/some-id", HttpRequest.BodyPublishers.ofString("{\"name\":\"a\"}")))) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(403);
            assertThat(answer.error()).isEqualTo(error);
        }
    }
}
