package dev.apitokens.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.StoredTokens;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Somebody whose change waits for the lock of an owner's row, and who may no longer make it when it comes. All that takes time is
 * done before the lock is held: who waits for it does not wait for ever.
 *
 * @param product runs on PostgreSQL
 */
record WaitingCaller(Product product) {

    private static final String REALM = "waiting";

    /** What people do with a token of theirs. */
    private static final List<BiFunction<Person, Person.Created, Http.Answer>> CHANGES = List.of(
            (person, token) -> person.post(Map.of("name", "late")),
            (person, token) -> person.call("POST", "/" + token.id() + "/rotate", Http.json(Map.of())));

    /** Each change, of a person who has that token, against each way to lose what it takes, by the path of the user. */
    void assertRefused() {
        for (BiFunction<Person, Person.Created, Http.Answer> change : CHANGES) {
            for (Consumer<String> end : List.<Consumer<String>>of(this::signOut, this::disable)) {
                Person person = product.newPerson("editor");
                Person.Created token = person.create("before");
                String userId = product.admin().userId("demo", person.username());

                Http.Answer answer = answerAfter(
                        userId, () -> change.apply(person, token), () -> end.accept("/demo/users/" + userId));

                assertThat(answer.status()).isEqualTo(401);
                assertThat(unchanged(userId)).containsExactly(token.id());
            }
        }
    }

    /** The same of an admin who makes and rotates a machine's tokens, and may lose the role for that as well. */
    void assertAdminRefused() {
        product.newRealm(REALM);
        String machine = ClientBuilder.unique().hasServiceAccount().createIn(REALM, product.admin());
        String tokens = "/" + REALM + "/api-tokens";
        String tokenId = product.admin()
                .call("POST", tokens, Map.of("clientId", machine, "name", "before"))
                .json()
                .path("id")
                .asText();
        String client = "/" + REALM + "/clients/" + product.admin().clientUuid(REALM, machine);
        String accountId =
                product.admin().get(client + "/service-account-user").path("id").asText();
        for (Function<Admin, Http.Answer> change : List.<Function<Admin, Http.Answer>>of(
                manager -> manager.send("POST", tokens, Map.of("clientId", machine, "name", "late")),
                manager -> manager.send("POST", tokens + "/" + tokenId + "/rotate", Map.of()))) {
            Map.<Consumer<String>, Integer>of(this::signOut, 401, this::disable, 401, this::takeRole, 403)
                    .forEach((end, status) -> {
                        String username = product.admin().createUser(REALM);
                        product.admin().adminRoles(REALM, username, "manage-clients");
                        String user = "/" + REALM + "/users/" + product.admin().userId(REALM, username);
                        Admin manager = new Admin(product.server, REALM, "cli", username);

                        Http.Answer answer =
                                answerAfter(accountId, () -> change.apply(manager), () -> end.accept(user));

                        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
                        assertThat(unchanged(accountId)).containsExactly(tokenId);
                    });
        }
    }

    /** A secret that a rotation ends while its holder, or a resource server, waits to revoke by it. */
    void assertDeadSecretEndsNothing() {
        Map.<Function<String, Http.Answer>, Integer>of(
                        secret -> Http.send(Http.request(product.realm("demo") + "/api-tokens/self")
                                .header("Authorization", "Bearer " + secret)
                                .DELETE()),
                        401,
                        secret -> Introspection.at(
                                product.realm("demo") + "/protocol/openid-connect/revoke", "graphql-api", secret),
                        200)
                .forEach((revocation, status) -> {
                    Person person = product.newPerson("editor");
                    Person.Created token = person.create("before");
                    CompletableFuture<Person.Created> rotated;
                    CompletableFuture<Http.Answer> answer;
                    try (LockedOwner locked = lock(product.admin().userId("demo", person.username()))) {
                        rotated = CompletableFuture.supplyAsync(() -> person.rotate(token.id(), Map.of()));
                        locked.awaitWaiting(1);
                        answer = CompletableFuture.supplyAsync(() -> revocation.apply(token.secret()));
                        locked.awaitWaiting(2);
                    }

                    assertThat(answer.join().status()).as(answer.join().body()).isEqualTo(status);
                    assertThat(product.introspect(rotated.join().secret()).body())
                            .contains("\"active\":true");
                });
    }

    /** A person who is removed while their change waits, and one whose change is made while their removal waits. */
    void assertNothingIsLeftOfWhoIsRemoved() {
        for (BiFunction<Person, Person.Created, Http.Answer> change : CHANGES) {
            for (boolean isRemovedFirst : new boolean[] {true, false}) {
                Person person = product.newPerson("editor");
                Person.Created token = person.create("before");
                String userId = product.admin().userId("demo", person.username());
                List<Supplier<Http.Answer>> inOrder = List.of(
                        () -> product.admin().call("DELETE", "/demo/users/" + userId, null),
                        () -> change.apply(person, token));
                CompletableFuture<Http.Answer> first;
                CompletableFuture<Http.Answer> second;
                try (LockedOwner locked = lock(userId)) {
                    first = CompletableFuture.supplyAsync(inOrder.get(isRemovedFirst ? 0 : 1));
                    locked.awaitWaiting(1);
                    second = CompletableFuture.supplyAsync(inOrder.get(isRemovedFirst ? 1 : 0));
                    locked.awaitWaiting(2);
                }

                assertThat(first.join().status()).isBetween(200, 204);
                assertThat(second.join().status()).isEqualTo(isRemovedFirst ? 401 : 204);
                assertThat(new StoredTokens(product.database)
                                .query("select ID from API_TOKEN where USER_ID = ?", userId))
                        .isEmpty();
            }
        }
    }

    private Http.Answer answerAfter(String userId, Supplier<Http.Answer> change, Runnable end) {
        CompletableFuture<Http.Answer> answer;
        try (LockedOwner locked = lock(userId)) {
            answer = CompletableFuture.supplyAsync(change);
            locked.awaitWaiting(1);
            end.run();
        }
        return answer.join();
    }

    private LockedOwner lock(String userId) {
        return new LockedOwner(product.database, userId);
    }

    private List<String> unchanged(String userId) {
        return new StoredTokens(product.database)
                .query("select ID from API_TOKEN where USER_ID = ? and ROTATED_AT is null", userId);
    }

    private void signOut(String user) {
        product.admin().call("POST", user + "/logout", Map.of());
    }

    private void disable(String user) {
        product.admin().call("PUT", user, Map.of("enabled", false));
    }

    private void takeRole(String user) {
        String mappings = user + "/role-mappings/clients/" + product.admin().clientUuid(REALM, "realm-management");
        product.admin().call("DELETE", mappings, product.admin().get(mappings));
    }
}
