package dev.apitokens.keycloak.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apitokens.keycloak.fixtures.TestRealm;
import dev.apitokens.keycloak.model.LeaseTerms;
import dev.apitokens.keycloak.policy.ApiTokenError;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

    @ParameterizedTest
    @MethodSource("refusals")
    void ofWhenRefusedThenNothingIsHalfDone(RuntimeException refusal) {
        assertThatThrownBy(() -> acknowledge(() -> {
                    throw refusal;
                }))
                .isSameAs(refusal);

        assertThat(realm.ended()).containsExactly("rollback");
    }

    static Stream<RuntimeException> refusals() {
        return Stream.of(
                new IllegalStateException("a fault of ours"),
                new ForbiddenException(),
                ApiTokenErrorException.of(ApiTokenError.NOT_FOUND, "no such token"));
    }

    @Test
    void ofWhenItIsAnErrorOfOAuthThenItsEventIsKept() {
        WebApplicationException refusal = new WebApplicationException(
                Response.status(401).entity("invalid_client").build());

        assertThatThrownBy(() -> acknowledge(() -> {
                    throw refusal;
                }))
                .isSameAs(refusal);

        assertThat(realm.ended()).containsExactly("commit");
    }

    @Test
    void ofWhenItHasEndedBeforeThenRefusedAsLate() {
        realm.store().lease(TestRealm.ID, new LeaseTerms(0, 1, 2));
        long before = System.nanoTime();

        CompletableFuture<Response> answer = acknowledge(() -> {
            throw new EndedTokenException();
        });

        // What is read afterwards has a transaction of its own.
        assertThat(realm.ended()).startsWith("rollback");
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

        assertSecurityHeaders();
        // What the answer has as well is sent twice.
        assertThat(answer.getHeaders()).doesNotContainKeys("X-Frame-Options", "X-Content-Type-Options");
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void ofWhenRefusedThenSecurityHeadersAreTheRealms(RuntimeException refusal) {
        assertThatThrownBy(() -> acknowledge(() -> {
                    throw refusal;
                }))
                .isSameAs(refusal);

        assertSecurityHeaders();
    }

    private void assertSecurityHeaders() {
        assertThat(realm.headers())
                .containsEntry("X-Frame-Options", "DENY")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Referrer-Policy", "no-referrer")
                .containsKey("Strict-Transport-Security")
                .doesNotContainKeys("X-Robots-Tag", "Content-Security-Policy");
    }
}
