package dev.apitokens.systemtests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.client.UnknownSecret;
import dev.apitokens.systemtests.product.Command;
import dev.apitokens.systemtests.product.Product;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code docs/openapi.yaml} and the server say the same: each answer that is documented is seen, and no other. */
class ContractIT {

    private static final String TOO_LARGE = "{\"name\":\"" + "a".repeat(300_000) + "\"}";

    private final Product product = Product.shared();
    private final Contract contract = new Contract(Contract.FILE);
    private final ContractRealm realm = new ContractRealm(product);
    private final LeastRequests requests = new LeastRequests(contract, realm);

    @Test
    void openApiThenIsWellFormed() {
        Command.Result result = Command.run(
                Path.of("npm").toAbsolutePath(),
                Path.of("target/openapi").toAbsolutePath(),
                Map.of("REDOCLY_TELEMETRY", "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE", "true"),
                List.of(
                        "node",
                        "node_modules/@redocly/cli/bin/cli.js",
                        "lint",
                        "--max-problems=20",
                        Contract.FILE.toString()));

        assertThat(result.status()).as(result.all()).isZero();
        assertThat(result.all()).doesNotContain("Warning was generated");
    }

    @Test
    void answerThenIsDocumentedAndWhatIsDocumentedIsAnswered() throws IOException {
        whoeverAsks();
        account();
        holder();
        found();
        resourceServers();
        admin();
        settings();

        assertThat(contract.unseen()).isEmpty();
        assertThat(contract.otherTests()).isNotEmpty().allMatch(ContractIT::isTest);
    }

    private static boolean isTest(String name) {
        try (Stream<Path> sources = Files.walk(Path.of("src/test/java"))) {
            return sources.anyMatch(file -> file.endsWith(name + ".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Http.Answer call(String method, String path, @Nullable String bearer, @Nullable Object body) {
        return send(
                method,
                path,
                bearer == null ? "" : "Bearer " + bearer,
                "application/json",
                body == null ? "" : Http.JSON.valueToTree(body).toString());
    }

    private Http.Answer send(String method, String path, String authorization, String contentType, String body) {
        HttpRequest.Builder request = Http.request(product.server + path)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        if (!body.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        Http.Answer answer = Http.send(request);
        contract.check(method, path, answer);
        return answer;
    }

    private Http.Answer expect(int status, Http.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        return answer;
    }

    /** What every call of a kind answers whoever may not make it, or makes it wrongly. */
    private void whoeverAsks() {
        for (Operation operation : contract.operations()) {
            String security = operation.security();
            String path = operation.address(realm.values(security));
            if (security.equals("person") || security.equals("admin")) {
                expect(401, call(operation.method(), path, null, null));
                expect(403, call(operation.method(), path, realm.whoMayNot(security), null));
            }
            if (security.equals("person")) {
                String disabled = path.replace("/" + ContractRealm.NAME + "/", "/" + ContractRealm.DISABLED + "/");
                expect(404, call(operation.method(), disabled, realm.whoMay(security), null));
            }
            if (operation.takesJson()) {
                String authorization = "Bearer " + realm.whoMay(security);
                expect(413, send(operation.method(), path, authorization, "application/json", TOO_LARGE));
                expect(415, send(operation.method(), path, authorization, "text/plain", "{}"));
                expect(400, send(operation.method(), path, authorization, "application/json", "{"));
                ObjectNode body = requests.body(operation).deepCopy();
                assertThat(contract.isTaken(operation, body))
                        .as(operation + " " + body)
                        .isTrue();
                body.put("no_such_member", "");
                assertThat(contract.isTaken(operation, body))
                        .as(operation + " " + body)
                        .isFalse();
                expect(400, send(operation.method(), path, authorization, "application/json", body.toString()));
            }
        }
    }

    private void account() {
        String tokens = realm.account();
        String bearer = realm.person().accessToken();
        expect(200, call("GET", tokens + "?first=0&max=10&status=active", bearer, null));
        expect(400, call("GET", tokens + "?max=many", bearer, null));
        realm.setting("templates", "CI?expires=90d");
        assertThat(expect(200, call("GET", tokens + "/settings", bearer, null))
                        .json()
                        .path("templates"))
                .hasSize(1);
        realm.setting("templates", "");
        Http.Answer created = expect(201, call("POST", tokens, bearer, Map.of("name", "one", "scopes", List.of())));
        String one = "/" + Person.created(created).id();
        Person.SECRETS.add(Person.created(created).secret());
        expect(409, call("POST", tokens, bearer, Map.of("name", "ONE")));
        expect(400, call("POST", tokens, bearer, Map.of("name", "two", "scopes", List.of("unknown"))));
        expect(200, call("GET", tokens + one, bearer, null));
        expect(200, call("PUT", tokens + one, bearer, Map.of("name", "first", "description", "what for")));
        expect(200, call("POST", tokens + one + "/rotate", bearer, Map.of("graceSeconds", 60)));
        expect(204, call("DELETE", tokens + one, bearer, null));
        assertThat(expect(200, call("GET", tokens + one + "/events?max=2", bearer, null))
                        .json()
                        .path("events"))
                .hasSize(2);
        expect(400, call("GET", tokens + one + "/events?max=many", bearer, null));
        expect(404, call("GET", tokens + "/unknown/events", bearer, null));
        expect(409, call("PUT", tokens + one, bearer, Map.of("name", "late")));
        expect(409, call("POST", tokens + one + "/rotate", bearer, Map.of()));
        expect(404, call("GET", tokens + "/unknown", bearer, null));
        expect(404, call("PUT", tokens + "/unknown", bearer, Map.of("name", "nobody's")));
        expect(404, call("DELETE", tokens + "/unknown", bearer, null));
        expect(404, call("POST", tokens + "/unknown/rotate", bearer, Map.of()));
    }

    private void holder() {
        String self = realm.account() + "/self";
        String unknown = UnknownSecret.secret();
        for (String method : List.of("GET", "DELETE")) {
            expect(401, call(method, self, unknown, null));
            expect(403, call(method, realm.behindTls() + "/self", unknown, null));
        }
        expect(401, call("POST", self + "/rotate", unknown, Map.of()));
        Person.Created token = realm.person().create("holds itself");
        expect(200, call("GET", self, token.secret(), null));
        expect(403, call("POST", self + "/rotate", token.secret(), Map.of()));
        realm.setting("self-rotation", "true");
        Http.Answer rotated = expect(200, call("POST", self + "/rotate", token.secret(), Map.of("graceSeconds", 600)));
        Person.SECRETS.add(Person.created(rotated).secret());
        expect(409, call("POST", self + "/rotate", token.secret(), Map.of()));
        realm.setting("self-rotation", "");
        expect(204, call("DELETE", self, Person.created(rotated).secret(), null));
    }

    private void found() {
        Map<String, ?> report = Map.of("tokens", List.of(UnknownSecret.secret()));
        expect(202, call("POST", realm.account() + "/revoke", null, report));
        expect(403, call("POST", realm.behindTls() + "/revoke", null, report));
    }

    private void resourceServers() {
        Person.Created token = realm.person().create("is introspected");
        for (String[] path : new String[][] {
            {realm.account() + "/introspect", realm.behindTls() + "/introspect"},
            {realm.introspection(ContractRealm.NAME), realm.introspection(ContractRealm.BEHIND_TLS)}
        }) {
            String client = Introspection.authorization(ContractRealm.API);
            String form = "token=" + token.secret();
            assertThat(expect(200, form(path[0], client, form)).body()).contains("\"active\":true");
            assertThat(expect(200, form(path[0], client, "token=" + UnknownSecret.secret()))
                            .body())
                    .isEqualTo("{\"active\":false}");
            String inTheForm = "&client_id=" + ContractRealm.API + "&client_secret=" + ContractRealm.API + "-secret";
            assertThat(expect(200, form(path[0], "", form + inTheForm)).body()).contains("\"active\":true");
            expect(400, form(path[0], client, "nothing=here"));
            expect(401, form(path[0], Introspection.authorization("nobody"), form));
            expect(403, form(path[1], client, form));
        }
        String jwt = "token=" + realm.whoMayNot("person");
        assertThat(expect(
                                200,
                                form(
                                        realm.introspection(ContractRealm.NAME),
                                        Introspection.authorization(ContractRealm.API),
                                        jwt))
                        .body())
                .contains("\"active\":true")
                .doesNotContain("lease_seconds");
        String check = realm.account() + "/check?resource=" + ContractRealm.API;
        for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")) {
            expect(200, call(method, check, token.secret(), null));
            expect(400, call(method, realm.account() + "/check", token.secret(), null));
            for (String challenge : List.of("basic", "bearer")) {
                expect(401, call(method, check + "&challenge=" + challenge, UnknownSecret.secret(), null));
            }
            expect(403, call(method, check + "&scope=more", token.secret(), null));
        }
    }

    private Http.Answer form(String path, String authorization, String form) {
        return send("POST", path, authorization, "application/x-www-form-urlencoded", form);
    }

    private void admin() {
        String tokens = realm.admin();
        String bearer = realm.whoMay("admin");
        Person.Created token = realm.person().create("is governed");
        for (String path : List.of(tokens, tokens + "/count", tokens + "/export", tokens + "/owners")) {
            expect(200, call("GET", path + "?search=is", bearer, null));
            expect(400, call("GET", path + "?status=lost", bearer, null));
        }
        assertThat(expect(200, call("GET", tokens + "/resource-servers", bearer, null))
                        .json())
                .hasSize(1);
        for (String clientId : List.of(ContractRealm.API, ContractRealm.MACHINE)) {
            Map<String, ?> person = Map.of("username", realm.person().username());
            expect(200, call("POST", tokens + "/resource-servers/" + clientId + "/trial", bearer, person));
        }
        expect(404, call("POST", tokens + "/resource-servers/unknown/trial", bearer, Map.of()));
        expect(200, call("POST", tokens + "/lookup", bearer, Map.of("token", token.secret())));
        expect(404, call("POST", tokens + "/lookup", bearer, Map.of("token", UnknownSecret.secret())));
        expect(200, call("GET", tokens + "/" + token.id(), bearer, null));
        expect(404, call("GET", tokens + "/unknown", bearer, null));
        expect(200, call("GET", tokens + "/" + token.id() + "/events", bearer, null));
        expect(400, call("GET", tokens + "/" + token.id() + "/events?first=-1", bearer, null));
        expect(404, call("GET", tokens + "/unknown/events", bearer, null));
        expect(204, call("DELETE", tokens + "/" + token.id(), bearer, null));
        expect(404, call("DELETE", tokens + "/unknown", bearer, null));
        expect(200, call("POST", tokens + "/revoke", bearer, Map.of("ids", List.of(token.id()))));
        Map<String, String> machine = Map.of("clientId", ContractRealm.MACHINE, "name", "deployment");
        Http.Answer created = expect(201, call("POST", tokens, bearer, machine));
        Person.SECRETS.add(Person.created(created).secret());
        expect(409, call("POST", tokens, bearer, machine));
        expect(404, call("POST", tokens, bearer, Map.of("clientId", "unknown", "name", "deployment")));
        String rotate = tokens + "/" + Person.created(created).id() + "/rotate";
        Http.Answer rotated = expect(200, call("POST", rotate, bearer, Map.of()));
        Person.SECRETS.add(Person.created(rotated).secret());
        expect(204, call("DELETE", tokens + "/" + Person.created(created).id(), bearer, null));
        expect(409, call("POST", rotate, bearer, Map.of()));
        expect(404, call("POST", tokens + "/unknown/rotate", bearer, Map.of()));
    }

    private void settings() {
        String settings = realm.admin() + "/settings";
        String bearer = realm.whoMay("admin");
        Map<String, ?> limits = Map.of(
                "maxPerUser",
                20,
                "expiryNoticeDays",
                List.of(30, 7),
                "templates",
                List.of("CI?expires=90d"),
                "limitsByRole",
                Map.of("offline_access", Map.of("maxPerUser", 30)));
        expect(200, call("PUT", settings, bearer, limits));
        expect(400, call("PUT", settings, bearer, Map.of("maxPerUser", -1)));
        expect(200, call("GET", settings, bearer, null));
        expect(200, call("GET", settings + "/definitions", bearer, null));
        realm.setting("max-per-user", "many");
        assertThat(expect(200, call("GET", settings + "/unreadable", bearer, null))
                        .json())
                .hasSize(1);
        realm.setting("max-per-user", "");
    }
}
