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
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Somebody whose change waits for the lock of their row, and who may no longer make it when it comes.
 *
 * @param product runs on PostgreSQL, which tells who waits for what
 */
record WaitingCaller(Product product) {

    /** Who waits to lock such a row: background work, which changes it, may wait as well. */
    private static final String WAITS = "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
            + " and lower(query) like 'select%api_token_owner%for %update%'";

    /** Each change, of a person who has that token, against each way to lose what it takes, by the path of the user. */
    void assertRefused() {
        for (BiFunction<Person, Person.Created, Http.Answer> change :
                List.<BiFunction<Person, Person.Created, Http.Answer>>of(
                        (person, token) -> person.post(Map.of("name", "late")),
                        (person, token) -> person.call("POST", "/" + token.id() + "/rotate", Http.json(Map.of())))) {
            for (Consumer<String> end : List.<Consumer<String>>of(this::signOut, this::disable)) {
                assertRefused(change, end);
            }
        }
    }

    private void assertRefused(BiFunction<Person, Person.Created, Http.Answer> change, Consumer<String> end) {
        // All that takes time is done before the lock is held: who waits for it does not wait for ever.
        Person person = product.newPerson("editor");
        Person.Created token = person.create("before");
        String userId = product.admin().userId("demo", person.username());
        String user = "/demo/users/" + userId;
        CompletableFuture<Http.Answer> answer;
        try (Connection other = connect();
                PreparedStatement lock =
                        other.prepareStatement("select 1 from API_TOKEN_OWNER where USER_ID = ? for update")) {
            other.setAutoCommit(false);
            lock.setString(1, userId);
            assertThat(lock.executeQuery().next()).isTrue();
            answer = CompletableFuture.supplyAsync(() -> change.apply(person, token));
            await("the change to wait")
                    .until(() ->
                            !new StoredTokens(product.database).query(WAITS).equals(List.of("0")));

            end.accept(user);

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

    private void signOut(String user) {
        product.admin().call("POST", user + "/logout", Map.of());
    }

    private void disable(String user) {
        product.admin().call("PUT", user, Map.of("enabled", false));
    }
}
