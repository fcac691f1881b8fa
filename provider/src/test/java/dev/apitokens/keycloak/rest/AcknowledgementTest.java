package dev.apitokens.keycloak.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apitokens.keycloak.fixtures.TestRealm;
import dev.apitokens.keycloak.model.LeaseTerms;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class AcknowledgementTest {

    private final TestRealm realm = new TestRealm();

    private CompletableFuture<Response> acknowledge(Supplier<Response> change) {
        CompletionStage<Response> answer = Acknowledgement.of(realm.session(), change);
        return answer.toCompletableFuture();
    }

    private static Response done() {
        return Response.noContent().build();
    }

    @Test
    void ofWhenNoLeaseCanBeOutThenAtOnce() {
        assertThat(acknowledge(AcknowledgementTest::done)).isDone();
    }

    @Test
    void ofWhenLeasesMayBeOutThenLaterAndWithoutTheThread() {
        realm.store().lease(TestRealm.ID, new LeaseTerms(0, 1, 2));
        long before = System.nanoTime();

        CompletableFuture<Response> answer = acknowledge(AcknowledgementTest::done);

        assertThat(answer.join().getStatus()).isEqualTo(204);
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(1_000_000_000);
    }

    @Test
    void ofWhenLeasesBeganToBeGrantedDuringTheChangeThenWaitedForAsWell() {
        CompletableFuture<Response> answer = acknowledge(() -> {
            realm.store().lease(TestRealm.ID, new LeaseTerms(10, 10, 1));
            return done();
        });

        assertThat(answer).isNotDone();
    }

    @Test
    void ofWhenItCannotBeToldThenDoneAndTheLongestIsWaitedFor() {
        CompletableFuture<Response> answer = acknowledge(() -> {
            realm.store().fail(new IllegalStateException("away"));
            return done();
        });

        assertThat(answer).isNotDone();
    }

    @Test
    void ofWhenRefusedThenAtOnce() {
        realm.store().lease(TestRealm.ID, new LeaseTerms(10, 10, 1));

        assertThatThrownBy(() -> acknowledge(() -> {
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");
    }

    @Test
    void ofWhenItHasEndedBeforeThenRefusedAsLate() {
        realm.store().lease(TestRealm.ID, new LeaseTerms(0, 1, 2));
        long before = System.nanoTime();

        CompletableFuture<Response> answer = acknowledge(() -> {
            // As Keycloak does when a refusal is turned into an answer.
            realm.session().getTransactionManager().setRollbackOnly();
            throw new EndedTokenException();
        });

        assertThat(answer.join().getStatus()).isEqualTo(401);
        assertThat(answer.join().getHeaderString("WWW-Authenticate")).contains("invalid_token");
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(1_000_000_000);
    }

    @Test
    void ofOutcomeWhenNothingWasEndedThenAtOnce() {
        realm.store().lease(TestRealm.ID, new LeaseTerms(10, 10, 1));

        CompletionStage<Response> kept =
                Acknowledgement.ofOutcome(realm.session(), () -> new Acknowledgement.Outcome.Kept(done()));
        CompletionStage<Response> ended =
                Acknowledgement.ofOutcome(realm.session(), () -> new Acknowledgement.Outcome.Ended(done()));

        assertThat(kept.toCompletableFuture()).isDone();
        assertThat(ended.toCompletableFuture()).isNotDone();
    }

    @Test
    void ofThenSecurityHeadersAreTheRealms() {
        Response answer = acknowledge(AcknowledgementTest::done).join();

        assertThat(answer.getHeaderString("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.getHeaderString("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.getHeaderString("X-Robots-Tag")).isNull();
    }
}
