package dev.apitokens.systemtests.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.client.Deployment;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * What must hold however many call at the same time, on any database.
 *
 * @param product the product to call
 * @param other another node of it, or the same
 */
public record Concurrency(Deployment product, Deployment other) {

    private static final int CREATIONS = 50;
    private static final int INTROSPECTIONS = 200;
    private static final int CALLERS = 20;

    /** An introspection: when it began, and whether it said active. */
    private record Seen(long beganAt, boolean active) {}

    public Concurrency(Deployment product) {
        this(product, product);
    }

    /** All of it. */
    public void assertHolds() throws Exception {
        assertLimitHolds();
        assertLimitHoldsForFirstTokens();
        assertFirstTokensOfNeighbours();
        assertNameStaysUnique();
        assertRevokedByAllAtOnce();
        assertNothingIsActiveAfterRevocation();
    }

    void assertLimitHolds() throws Exception {
        Person person = product.newPerson();
        for (int i = 1; i <= 40; i++) {
            person.create("before " + i);
        }
        List<Http.Answer> answers = atOnce(IntStream.range(0, CREATIONS)
                .<Callable<Http.Answer>>mapToObj(i -> () -> at(i, person).post(Map.of("name", "racer " + i)))
                .toList());

        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(10);
        assertThat(answers.stream().filter(answer -> answer.status() != 201))
                .allSatisfy(answer -> assertThat(answer.error()).isEqualTo("too_many_tokens"));
        assertThat(person.get("").json()).hasSize(50);
    }

    void assertLimitHoldsForFirstTokens() throws Exception {
        Person person = product.newPerson();
        List<Http.Answer> answers = atOnce(IntStream.range(0, CREATIONS + 5)
                .<Callable<Http.Answer>>mapToObj(i -> () -> at(i, person).post(Map.of("name", "racer " + i)))
                .toList());

        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(CREATIONS);
    }

    /** People who never had a token, and whose rows are therefore next to each other in every index. */
    void assertFirstTokensOfNeighbours() throws Exception {
        List<Person> people =
                IntStream.range(0, 10).mapToObj(i -> product.newPerson()).toList();
        List<Http.Answer> answers = atOnce(IntStream.range(0, 50)
                .<Callable<Http.Answer>>mapToObj(
                        i -> () -> people.get(i % people.size()).post(Map.of("name", "first " + i)))
                .toList());

        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(answer.status()).as(answer.body()).isEqualTo(201));
    }

    void assertNameStaysUnique() throws Exception {
        Person person = product.newPerson();
        List<Http.Answer> answers = atOnce(IntStream.range(0, 20)
                .<Callable<Http.Answer>>mapToObj(i ->
                        () -> at(i, person).post(Map.of("name", i % 3 == 0 ? "same" : "SAME")))
                .toList());

        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() != 201))
                .allSatisfy(answer -> assertThat(answer.error()).isEqualTo("name_in_use"));
    }

    void assertRevokedByAllAtOnce() throws Exception {
        Person person = product.newPerson();
        String id = person.create("a").id();
        List<Http.Answer> answers = atOnce(IntStream.range(0, 20)
                .<Callable<Http.Answer>>mapToObj(i -> () -> at(i, person).revoke(id))
                .toList());

        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(answer.status()).as(answer.body()).isEqualTo(204));
    }

    void assertNothingIsActiveAfterRevocation() throws Exception {
        Person person = product.newPerson();
        Person.Created token = person.create("a");
        AtomicLong revokedAt = new AtomicLong(Long.MAX_VALUE);
        CountDownLatch called = new CountDownLatch(CALLERS);
        List<Callable<List<Seen>>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(() -> introspectUntilAfter(revokedAt, token, called));
        }
        callers.add(() -> {
            // Each has been told before that it is active.
            called.await();
            try {
                assertThat(person.revoke(token.id()).status()).isEqualTo(204);
            } finally {
                revokedAt.set(System.nanoTime());
            }
            return List.of();
        });
        List<Seen> seen = atOnce(callers).stream().flatMap(List::stream).toList();

        List<Seen> after =
                seen.stream().filter(call -> call.beganAt() > revokedAt.get()).toList();
        assertThat(after).hasSizeGreaterThanOrEqualTo(INTROSPECTIONS).noneMatch(Seen::active);
        assertThat(seen).anyMatch(Seen::active);
    }

    /** The person, every other time at the other node. */
    private Person at(int call, Person person) {
        String realm = call % 2 == 0 ? product.realm("demo") : other.realm("demo");
        return new Person(realm, person.username(), person.accessToken());
    }

    /** Introspects before, during and after the revocation. */
    private List<Seen> introspectUntilAfter(AtomicLong revokedAt, Person.Created token, CountDownLatch called) {
        List<Seen> seen = new ArrayList<>();
        int after = 0;
        try {
            while (after < INTROSPECTIONS / CALLERS) {
                long beganAt = System.nanoTime();
                after += beganAt > revokedAt.get() ? 1 : 0;
                Deployment node = seen.size() % 2 == 0 ? product : other;
                boolean active =
                        node.introspect(token.secret()).json().path("active").asBoolean();
                if (seen.isEmpty()) {
                    called.countDown();
                }
                seen.add(new Seen(beganAt, active));
            }
        } finally {
            // Nobody waits for who has failed.
            called.countDown();
        }
        return seen;
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(25);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : executor.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }
}
