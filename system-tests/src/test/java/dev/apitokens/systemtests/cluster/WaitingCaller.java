package dev.apitokens.systemtests.cluster;

import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.launcher.Database;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.StoredTokens;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Somebody whose change waits for the lock of their row, and who may no longer make it when it comes.
 *
 * @param product runs on PostgreSQL, which tells who waits for what
 */
record WaitingCaller(Product product) {

    private static final String WAITS = "select count(*) from pg_stat_activity where wait_event_type = 'Lock'";

    /** Each change against each way to lose what it takes. */
    void assertRefused() {
        for (Function<Person, Http.Answer> change : List.<Function<Person, Http.Answer>>of(
                person -> person.post(Map.of("name", "late")),
                person -> person.call(
                        "POST",
                        "/" + person.get("").json().path(0).path("id").asText() + "/rotate",
                        Http.json(Map.of())))) {
            for (Consumer<Person> end : List.<Consumer<Person>>of(this::signOut, this::disable)) {
                assertRefused(change, end);
            }
        }
    }

    private void assertRefused(Function<Person, Http.Answer> change, Consumer<Person> end) {
        Person person = product.newPerson("editor");
        Person.Created token = person.create("before");
        String userId = product.admin().userId("demo", person.username());
        CompletableFuture<Http.Answer> answer;
        try (Connection other = connect();
                PreparedStatement lock =
                        other.prepareStatement("select 1 from API_TOKEN_OWNER where USER_ID = ? for update")) {
            other.setAutoCommit(false);
            lock.setString(1, userId);
            assertThat(lock.executeQuery().next()).isTrue();
            answer = CompletableFuture.supplyAsync(() -> change.apply(person));
            await("the change to wait")
                    .until(() ->
                            !new StoredTokens(product.database).query(WAITS).equals(List.of("0")));

            end.accept(person);

            other.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }

        assertThat(answer.join().status()).isEqualTo(401);
        assertThat(new StoredTokens(product.database)
                        .query("select ID from API_TOKEN where USER_ID = ? and ROTATED_AT is null", userId))
                .containsExactly(token.id());
    }

    private Connection connect() throws SQLException {
        Database database = product.database;
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    private void signOut(Person person) {
        String user = "/demo/users/" + product.admin().userId("demo", person.username());
        product.admin().call("POST", user + "/logout", Map.of());
    }

    private void disable(Person person) {
        String user = "/demo/users/" + product.admin().userId("demo", person.username());
        product.admin().call("PUT", user, Map.of("enabled", false));
    }
}
