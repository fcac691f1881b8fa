package dev.apitokens.systemtests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.cluster.FaultyDatabase;
import dev.apitokens.systemtests.product.OwnServers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Every operation of {@code docs/openapi.yaml} while there is no database: its answer is documented, and each 503 is seen. */
@OwnServers
@ResourceLock(FaultyDatabase.LOCK)
class DatabaseGoneIT {

    private static final int THREADS = 8;

    private final FaultyDatabase database = FaultyDatabase.shared();
    private final Contract contract = new Contract(Contract.FILE);
    private final ContractRealm realm = new ContractRealm(database.product);
    private final LeastRequests requests = new LeastRequests(contract, realm);

    @Test
    void callWhenTheDatabaseIsGoneThenUnavailableWhereverItIsDocumentedAndNothingElse() {
        askAll();
        Set<String> faults = new TreeSet<>();

        database.whileGone(() -> callEach(faults));
        realm.forgetPeople();
        database.whileGone(() -> callEach(faults));

        assertThat(faults).isEmpty();
        assertThat(contract.unseenBy(DatabaseGoneIT.class)).isEmpty();
    }

    @Test
    void callWhenItsConnectionIsCutThenUnavailableAndNothingElse() {
        askAll();
        Set<String> faults = new TreeSet<>();

        contract.operations().forEach(operation -> {
            database.cutConnections();
            check(operation, requests.send(operation), faults);
        });

        assertThat(faults).isEmpty();
    }

    /** Who calls is in Keycloak's caches then, and so is all else that Keycloak itself reads before a call is made. */
    private void askAll() {
        contract.operations().stream()
                .filter(operation -> operation.method().equals("GET"))
                .forEach(requests::send);
    }

    /** All of them, whatever one of them is found to do; at once, for each may wait for a connection. */
    private void callEach(Set<String> faults) {
        Map<Operation, CompletableFuture<Http.Answer>> answers = new LinkedHashMap<>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            contract.operations()
                    .forEach(operation -> answers.put(
                            operation, CompletableFuture.supplyAsync(() -> requests.send(operation), threads)));
            answers.forEach((operation, answer) -> check(operation, answer.join(), faults));
        } finally {
            threads.shutdownNow();
        }
    }

    private void check(Operation operation, Http.Answer answer, Set<String> faults) {
        try {
            contract.check(operation.method(), requests.address(operation), answer);
            // Where a fault is documented, an outage is none.
            assertThat(answer.status()).as(operation.toString()).isNotEqualTo(500);
            if (answer.status() == 503 && !operation.isHead()) {
                assertThat(answer.error()).as(operation.toString()).isEqualTo("temporarily_unavailable");
            }
        } catch (AssertionError e) {
            faults.add(String.valueOf(e.getMessage()));
        }
    }
}
