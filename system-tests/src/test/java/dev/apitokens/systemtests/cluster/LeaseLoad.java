package dev.apitokens.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.client.Deployment;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Revokes tokens, on one node or the other, while two resource servers are called with them all the time, and counts the
 * calls that began after the acknowledgement and were let in.
 *
 * @param nodes each with the resource server that asks it
 */
record LeaseLoad(List<Deployment> nodes) {

    private static final String VIEWER = "{ viewer { username } }";

    /** How many tokens are revoked in all; each wait takes as long as the lease. */
    private static final int REVOCATIONS = Integer.getInteger("lease.revocations", 100);

    /** How many are at it at a time. */
    private static final int WORKERS = Integer.getInteger("lease.workers", 10);

    /**
     * What came of it.
     *
     * @param accepted calls that were let in
     * @param acceptedAfter those of them that began after the end of their token was acknowledged
     * @param unavailable calls to end one that were answered 503
     */
    record Result(int revocations, long accepted, long refused, long acceptedAfter, long unavailable) {}

    /** A token that is called with. */
    private static final class Called {
        private final String secret;
        private volatile long acknowledgedAt = Long.MAX_VALUE;

        Called(String secret) {
            this.secret = secret;
        }
    }

    Result run() throws Exception {
        AtomicInteger left = new AtomicInteger(REVOCATIONS);
        AtomicLong accepted = new AtomicLong();
        AtomicLong refused = new AtomicLong();
        AtomicLong acceptedAfter = new AtomicLong();
        AtomicLong unavailable = new AtomicLong();
        // One who revokes, and a caller for each resource server.
        ExecutorService threads = Executors.newFixedThreadPool(WORKERS * (1 + nodes.size()));
        try {
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                String username = nodes.get(0).newPerson().username();
                int first = i;
                work.add(threads.submit(() -> {
                    for (int n = first; left.getAndDecrement() > 0; n++) {
                        // Anew each time: a long run outlives any login.
                        Person here = nodes.get(n % nodes.size()).person(username);
                        Person there =
                                nodes.get((n + n / nodes.size()) % nodes.size()).person(username);
                        Person.Created token = here.create("Called " + n);
                        Called called = new Called(token.secret());
                        // Each caller arrives with its first answer, and again with one to a call after the end.
                        Phaser phaser = new Phaser(1);
                        List<Future<?>> callers = nodes.stream()
                                .<Future<?>>map(node -> {
                                    phaser.register();
                                    return threads.submit(
                                            () -> call(node, called, phaser, accepted, refused, acceptedAfter));
                                })
                                .toList();
                        phaser.arriveAndAwaitAdvance();
                        Http.Answer end = there.revoke(token.id());
                        // Of a machine that is busy enough: nothing was done, and it is asked once more.
                        while (end.status() == 503) {
                            unavailable.incrementAndGet();
                            end = there.revoke(token.id());
                        }
                        called.acknowledgedAt = System.nanoTime();
                        assertThat(end.status()).isEqualTo(204);
                        phaser.arriveAndAwaitAdvance();
                        for (Future<?> caller : callers) {
                            caller.get();
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> one : work) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        return new Result(REVOCATIONS, accepted.get(), refused.get(), acceptedAfter.get(), unavailable.get());
    }

    private static void call(
            Deployment node,
            Called called,
            Phaser phaser,
            AtomicLong accepted,
            AtomicLong refused,
            AtomicLong acceptedAfter) {
        boolean isFirst = true;
        boolean isAfter = false;
        try {
            while (!isAfter) {
                isAfter = System.nanoTime() > called.acknowledgedAt;
                int status = node.graphQl(called.secret, VIEWER).status();
                assertThat(status).isIn(200, 401);
                (status == 200 ? accepted : refused).incrementAndGet();
                if (status == 200 && isAfter) {
                    acceptedAfter.incrementAndGet();
                }
                if (isFirst) {
                    assertThat(status).as("before its end").isEqualTo(200);
                    isFirst = false;
                    phaser.arrive();
                }
            }
        } finally {
            // Nobody waits for who has failed.
            phaser.arriveAndDeregister();
        }
    }
}
