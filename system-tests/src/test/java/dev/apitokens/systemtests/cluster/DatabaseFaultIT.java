package dev.apitokens.systemtests.cluster;

import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.client.Check;
import dev.apitokens.systemtests.client.Exchange;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.client.UnknownSecret;
import dev.apitokens.systemtests.product.OwnServers;
import dev.apitokens.systemtests.product.Product;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A database that is there, and does not do what it should: every answer is right, or it is a 503 that says so. */
@OwnServers
@ResourceLock(FaultyDatabase.LOCK)
class DatabaseFaultIT {

    private static final int THREADS = 16;

    private static FaultyDatabase database;
    private static Product product;

    @BeforeAll
    static void start() {
        database = FaultyDatabase.shared();
        product = database.product;
    }

    /** What there is to call; each is a request that says whether it was done. */
    private static Map<String, Supplier<Http.Answer>> calls() {
        Person person = product.newPerson("editor");
        Person.Created token = person.create("kept");
        String admin = "/demo/api-tokens";
        Map<String, Supplier<Http.Answer>> calls = new LinkedHashMap<>();
        calls.put("introspect", () -> product.introspect(token.secret()));
        calls.put("introspect, made up", () -> product.introspect(UnknownSecret.secret()));
        calls.put("check", () -> new Check(product.realm("demo")).bearer("?resource=graphql-api", token.secret()));
        calls.put("exchange", () -> new Exchange(product.realm("demo")).call("graphql-api", token.secret()));
        calls.put("list", () -> person.get(""));
        calls.put("settings", () -> person.get("/settings"));
        calls.put(
                "create",
                () -> person.post(Map.of(
                        "name",
                        UUID.randomUUID().toString(),
                        "scopes",
                        List.of("projects:read"),
                        "resources",
                        List.of("graphql-api"))));
        calls.put(
                "rotate",
                () -> person.call("POST", "/" + token.id() + "/rotate", Http.json(Map.of("graceSeconds", 3600))));
        calls.put(
                "rename",
                () -> person.call(
                        "PUT",
                        "/" + token.id(),
                        Http.json(Map.of("name", UUID.randomUUID().toString()))));
        calls.put("self", () -> self("GET", token.secret()));
        Person.Created given = person.create("given to a resource server");
        calls.put(
                "revoke by resource server",
                () -> Introspection.at(
                        product.realm("demo") + "/protocol/openid-connect/revoke", "graphql-api", given.secret()));
        calls.put("report", () -> report(List.of(UnknownSecret.secret())));
        calls.put("admin list", () -> product.admin().send("GET", admin, null));
        calls.put(
                "admin revoke",
                () -> product.admin()
                        .send(
                                "POST",
                                admin + "/revoke",
                                Map.of("search", UUID.randomUUID().toString())));
        return calls;
    }

    @Test
    void callWhenThereAreFewConnectionsThenNobodyWaitsForOneWhileHoldingAnother() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (Map.Entry<String, Supplier<Http.Answer>> call : refusable().entrySet()) {
                List<Future<Http.Answer>> answers = IntStream.range(0, THREADS * 2)
                        .mapToObj(i -> threads.submit(() -> call.getValue().get()))
                        .toList();
                for (Future<Http.Answer> answer : answers) {
                    assertThat(answer.get().status())
                            .as(call.getKey() + " " + answer.get().body())
                            .isLessThan(500);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** The calls, and those that end with a refusal, whose event is written as well. */
    private static Map<String, Supplier<Http.Answer>> refusable() {
        Map<String, Supplier<Http.Answer>> calls = calls();
        Person person = product.newPerson();
        calls.put("create, refused", () -> person.post(Map.of("name", "a", "scopes", List.of("no such scope"))));
        calls.put("revoke, refused", () -> person.revoke(UUID.randomUUID().toString()));
        calls.put(
                "exchange, refused",
                () -> new Exchange(product.realm("demo")).call("graphql-api", UnknownSecret.secret()));
        calls.put("self, revoke", () -> {
            Person.Created token = person.create(UUID.randomUUID().toString());
            return self("DELETE", token.secret());
        });
        return calls;
    }

    @Test
    void callWhenNothingCanBeWrittenThenUnavailableAndNotHalfDone() throws Exception {
        Map<String, Supplier<Http.Answer>> calls = calls();
        // Somebody logs in before nobody can; what is revoked then could not be any more.
        calls.keySet().stream()
                .filter(name -> !name.equals("revoke by resource server"))
                .forEach(name -> answer(calls, name));
        database.whileReadOnly(() -> {
            for (String name : List.of(
                    "introspect",
                    "check",
                    "exchange",
                    "create",
                    "rotate",
                    "rename",
                    "revoke by resource server",
                    "report")) {
                assertUnavailable(name, answer(calls, name));
            }
        });
        await("writes again").until(() -> answer(calls, "create").status() == 201);
    }

    @Test
    void callWhenSomebodyHoldsALockThenUnavailableWhileItIsHeld() throws Exception {
        Map<String, Supplier<Http.Answer>> calls = calls();
        List<String> names =
                List.of("introspect", "check", "exchange", "list", "create", "self", "revoke by resource server");
        ExecutorService threads = Executors.newFixedThreadPool(names.size());
        try {
            // At once: each takes as long as a statement may.
            database.whileLocked(() -> {
                Map<String, CompletableFuture<Http.Answer>> answers = new LinkedHashMap<>();
                names.forEach(name ->
                        answers.put(name, CompletableFuture.supplyAsync(() -> answer(calls, name), threads)));
                answers.forEach((name, answer) -> assertUnavailable(name, answer.join()));
            });
        } finally {
            threads.shutdownNow();
        }
        await("the locks to be gone")
                .untilAsserted(
                        () -> assertThat(answer(calls, "introspect").body()).contains("\"active\":true"));
    }

    /** A deadlock rolls one of the two back, whole; MariaDB also whoever finds a row changed by the note of its last use. */
    @Test
    void changeWhenAnotherTransactionIsInTheWayThenMadeOnceMore() throws Exception {
        Person person = product.newPerson("editor");
        Person.Created token = person.create("changed by many");
        Person.Created other = person.create("revoked by an admin");
        // Somebody logs in before: only what writes tokens is looked at.
        product.admin().send("GET", "/demo/api-tokens", null);
        database.whileDeadlocking(() -> {
            assertDone(201, person.post(Map.of("name", "made meanwhile")));
            assertDone(200, person.call("PUT", "/" + token.id(), Http.json(Map.of("name", "renamed meanwhile"))));
            assertDone(200, person.call("POST", "/" + token.id() + "/rotate", Http.json(Map.of("graceSeconds", 60))));
            assertDone(204, person.revoke(token.id()));
            assertDone(
                    200, product.admin().send("POST", "/demo/api-tokens/revoke", Map.of("ids", List.of(other.id()))));
        });
        assertThat(person.get("").json().findValuesAsText("status")).containsOnlyOnce("active");
        assertThat(person.get("").json().findValuesAsText("name")).contains("made meanwhile", "renamed meanwhile");
    }

    private static void assertDone(int status, Http.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    }

    @Test
    void introspectWhenBackendsAreTerminatedThenActiveOrUnavailableAndNothingElse() throws Exception {
        Map<String, Supplier<Http.Answer>> calls = calls();
        AtomicBoolean isOver = new AtomicBoolean();
        AtomicInteger answered = new AtomicInteger();
        List<CompletableFuture<List<Http.Answer>>> callers = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                    List<Http.Answer> answers = new ArrayList<>();
                    while (!isOver.get()) {
                        answers.add(answer(calls, "introspect"));
                        answered.incrementAndGet();
                    }
                    return answers;
                }))
                .toList();
        for (int i = 0; i < 40; i++) {
            int before = answered.get();
            database.cutConnections();
            await("answers after it").until(() -> answered.get() >= before + callers.size());
        }
        isOver.set(true);
        for (CompletableFuture<List<Http.Answer>> caller : callers) {
            for (Http.Answer answer : caller.get()) {
                if (answer.status() == 200) {
                    assertThat(answer.body()).contains("\"active\":true");
                } else {
                    assertUnavailable("introspect", answer);
                }
            }
        }
    }

    private static Http.Answer answer(Map<String, Supplier<Http.Answer>> calls, String name) {
        return Objects.requireNonNull(calls.get(name)).get();
    }

    private static void assertUnavailable(String name, Http.Answer answer) {
        assertThat(answer.status()).as(name + " " + answer.body()).isEqualTo(503);
        assertThat(answer.error()).as(name).isEqualTo("temporarily_unavailable");
        assertThat(answer.header("Retry-After")).as(name).isNotBlank();
    }

    private static Http.Answer self(String method, String secret) {
        return Http.send(Http.request(product.realm("demo") + "/api-tokens/self")
                .header("Authorization", "Bearer " + secret)
                .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    private static Http.Answer report(List<String> tokens) {
        return Http.send(Http.request(product.realm("demo") + "/api-tokens/revoke")
                .header("Content-Type", "application/json")
                .POST(Http.json(Map.of("tokens", tokens))));
    }
}
