package dev.apitokens.systemtests.cluster;

import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.client.Await;
import dev.apitokens.systemtests.client.Deployment;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Callers that write down what was acknowledged to them, and hold the server to it: a token that was made works, one that
 * was revoked, reported, rotated or narrowed does not do what it did before, whatever happened meanwhile.
 */
final class Ledger {

    private static final int CALLERS = 4;

    /** How many tokens each caller goes on to change; more would only be more to check. */
    private static final int KEPT = 10;

    private static final String READ = "projects:read";
    private static final String WRITE = "projects:write";

    private final Deployment deployment;
    private final List<Caller> callers;
    private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder unavailable = new LongAdder();
    private volatile boolean mayBeGone;
    private volatile boolean isOver;

    /** The people who call log in now, and never again. */
    Ledger(Deployment deployment) {
        this.deployment = deployment;
        this.callers = IntStream.range(0, CALLERS)
                .mapToObj(seed -> new Caller(deployment.newPerson(), seed))
                .toList();
    }

    /** Something that befalls the server, and its end. */
    interface Fault {
        void happen() throws Exception;
    }

    /**
     * Calls before, during and after the fault, then checks what was acknowledged.
     *
     * @param mayBeGone whether a call may get no answer at all
     */
    void during(String name, boolean mayBeGone, Fault fault) throws Exception {
        this.mayBeGone = mayBeGone;
        isOver = false;
        long before = acknowledged.sum();
        long beganAt = System.nanoTime();
        List<CompletableFuture<Void>> running = callers.stream()
                .map(caller -> CompletableFuture.runAsync(caller::callUntilOver, threads))
                .toList();
        try {
            awaitAcknowledged(before + CALLERS);
            fault.happen();
            awaitAcknowledged(acknowledged.sum() + CALLERS);
        } finally {
            isOver = true;
            running.forEach(CompletableFuture::join);
        }
        this.mayBeGone = false;
        callers.forEach(Caller::check);
        assertThat(wrong).as(name).isEmpty();
        System.out.printf(
                Locale.ROOT,
                "Ledger, %s: %d acknowledged, none lost, %d s%n",
                name,
                acknowledged.sum() - before,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - beganAt));
    }

    /** Waits until as many calls as there are callers are answered, well or not: so many were there in what befalls the server. */
    void awaitAnswers() {
        long before = answers();
        await("answers").until(() -> answers() >= before + CALLERS || !wrong.isEmpty());
    }

    private long answers() {
        return acknowledged.sum() + unavailable.sum();
    }

    /** Waits until each caller is in a call, where none is answered. */
    void awaitCalls() {
        await("calls of everybody").until(() -> callers.stream().allMatch(caller -> caller.isCalling));
    }

    private void awaitAcknowledged(long atLeast) {
        await("calls that are acknowledged").until(() -> acknowledged.sum() >= atLeast || !wrong.isEmpty());
    }

    String summary() {
        return acknowledged.sum() + " acknowledged, " + unavailable.sum() + " answered 503, " + wrong.size()
                + " lost or wrong";
    }

    /** Checks what is done behind: the reports of all that happened. */
    void checkReports() {
        callers.forEach(Caller::checkReports);
    }

    /** Ends the callers. */
    void end() throws InterruptedException {
        isOver = true;
        threads.shutdown();
        assertThat(threads.awaitTermination(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    private static final class Token {
        final String id;
        String secret;
        boolean isNarrow;

        Token(Person.Created created) {
            id = created.id();
            secret = created.secret();
        }
    }

    private final class Caller {

        private final Person person;
        private final Random random;
        private final List<Token> active = new ArrayList<>();
        private final List<String> dead = new ArrayList<>();
        private final List<String> reported = new ArrayList<>();
        private volatile boolean isCalling;

        Caller(Person person, int seed) {
            this.person = person;
            this.random = new Random(seed);
        }

        void callUntilOver() {
            while (!isOver) {
                if (active.size() < KEPT) {
                    create();
                } else {
                    Token token = active.get(random.nextInt(active.size()));
                    switch (random.nextInt(6)) {
                        case 0 -> revoke(token);
                        case 1 -> rotate(token);
                        case 2 -> narrow(token);
                        case 3 -> report(token);
                        default -> introspectOne(token);
                    }
                }
            }
        }

        private void create() {
            send(
                            "create",
                            201,
                            () -> person.post(Map.of(
                                    "name", Long.toHexString(random.nextLong()), "scopes", List.of(READ, WRITE))))
                    .ifPresent(answer -> active.add(new Token(Person.created(answer))));
        }

        private void revoke(Token token) {
            active.remove(token);
            send("revoke", 204, () -> person.revoke(token.id)).ifPresent(answer -> dead.add(token.secret));
        }

        private void report(Token token) {
            active.remove(token);
            send(
                            "report",
                            202,
                            () -> Http.send(Http.request(person.realm() + "/api-tokens/revoke")
                                    .header("Content-Type", "application/json")
                                    .POST(Http.json(Map.of("tokens", List.of(token.secret))))))
                    .ifPresent(answer -> reported.add(token.secret));
        }

        private void rotate(Token token) {
            Optional<Http.Answer> rotated =
                    send("rotate", 200, () -> person.call("POST", "/" + token.id + "/rotate", Http.json(Map.of())));
            if (rotated.isPresent()) {
                dead.add(token.secret);
                token.secret = Person.created(rotated.get()).secret();
            } else {
                // Rotated or not: nobody was told.
                active.remove(token);
            }
        }

        private void narrow(Token token) {
            if (send("narrow", 200, () -> person.change(token.id, Map.of("scopes", List.of(READ))))
                    .isPresent()) {
                token.isNarrow = true;
            } else {
                active.remove(token);
            }
        }

        private void introspectOne(Token token) {
            if (!dead.isEmpty() && random.nextBoolean()) {
                introspect(dead.get(random.nextInt(dead.size()))).ifPresent(this::requireInactive);
            } else {
                introspect(token.secret).ifPresent(answer -> requireActive(token, answer));
            }
        }

        private Optional<Http.Answer> introspect(String secret) {
            return send("introspect", 200, () -> deployment.introspect(secret));
        }

        private void requireActive(Token token, Http.Answer answer) {
            boolean mayWrite = answer.json().path("scope").asText().contains(WRITE);
            if (!answer.json().path("active").asBoolean() || mayWrite == token.isNarrow) {
                wrong.add("should be active, narrow: " + token.isNarrow + ", and is " + answer.body());
            }
        }

        private void requireInactive(Http.Answer answer) {
            if (!answer.body().equals("{\"active\":false}")) {
                wrong.add("should be inactive, and is " + answer.status());
            }
        }

        /** What was acknowledged, all of it, and with nothing in the way. */
        void check() {
            active.forEach(token -> requireActive(token, answered(token.secret)));
            dead.forEach(secret -> requireInactive(answered(secret)));
            dead.clear();
        }

        /** A report that fails is tried again half a minute later, so that this is asked once, at the end. */
        void checkReports() {
            await("reported tokens to be revoked")
                    .until(() -> reported.stream()
                            .noneMatch(secret ->
                                    answered(secret).json().path("active").asBoolean()));
        }

        private Http.Answer answered(String secret) {
            Http.Answer answer = deployment.introspect(secret);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            return answer;
        }

        private Optional<Http.Answer> send(String what, int done, Supplier<Http.Answer> call) {
            isCalling = true;
            try {
                Http.Answer answer = call.get();
                if (answer.status() == done) {
                    acknowledged.increment();
                    return Optional.of(answer);
                }
                unavailable.increment();
                if (answer.status() != 503
                        || !answer.error().equals("temporarily_unavailable")
                        || answer.header("Retry-After").isEmpty()) {
                    wrong.add(what + " answered " + answer.status() + " " + answer.body());
                }
            } catch (UncheckedIOException e) {
                if (!mayBeGone) {
                    wrong.add(what + " got no answer: " + e.getMessage());
                }
            } finally {
                isCalling = false;
            }
            pace();
            return Optional.empty();
        }

        // The load's pace, and no wait: what is away is not asked all the time, for whoever starts needs the processor.
        private void pace() {
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
