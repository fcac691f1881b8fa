package dev.apitokens.keycloak.introspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.apitokens.keycloak.fixtures.TestRealm;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import dev.apitokens.keycloak.verification.LeaseLimits;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ModelException;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;
import org.keycloak.services.ErrorResponseException;

/** Keycloak's endpoint lets an {@link ErrorResponseException} pass, and makes a 400 of everything else. */
class ApiTokenIntrospectionTest {

    private final TestRealm realm = new TestRealm();
    private final MeterRegistry read = new SimpleMeterRegistry();
    private final ApiTokenIntrospection introspection = new ApiTokenIntrospection(
            realm.session(),
            new EventBuilder(realm.model(), realm.session()),
            new ClaimsCache(),
            new LeaseLimits(),
            Clock.systemUTC());

    @BeforeEach
    void readMetrics() {
        Metrics.addRegistry(read);
    }

    @AfterEach
    void readNoMetrics() {
        Metrics.removeRegistry(read);
    }

    private double counted(String outcome) {
        return Optional.ofNullable(read.find("api_tokens.introspections")
                        .tag("outcome", outcome)
                        .counter())
                .map(Counter::count)
                .orElse(0.0);
    }

    private ErrorResponseException thrown(RuntimeException fault) {
        try {
            introspection.guard(() -> {
                throw fault;
            });
        } catch (ErrorResponseException e) {
            return e;
        }
        throw new AssertionError("an answer");
    }

    static RuntimeException[] faults() {
        return new RuntimeException[] {
            new IllegalStateException("a mapper's"),
            new ModelException("not read", new SQLException("no such column", "42703")),
            // Somebody else's answer to another question.
            new NotFoundException()
        };
    }

    @ParameterizedTest
    @MethodSource("faults")
    void guardWhenSomethingIsWrongThenCountedAndAServerError(RuntimeException fault) {
        double before = counted("server_error");

        Response answer = thrown(fault).getResponse();

        assertThat(answer.getStatus()).isEqualTo(500);
        assertThat(answer.getEntity())
                .asInstanceOf(type(OAuth2ErrorRepresentation.class))
                .satisfies(body -> {
                    assertThat(body.getError()).isEqualTo("server_error");
                    assertThat(body.getErrorDescription()).doesNotContain(String.valueOf(fault.getMessage()));
                });
        assertThat(counted("server_error")).isEqualTo(before + 1);
    }

    @Test
    void guardWhenSomethingIsOutOfReachThenUnavailable() {
        assertThat(thrown(new ModelException("not read", new SQLException("gone", "08006")))
                        .getResponse()
                        .getStatus())
                .isEqualTo(503);
        assertThat(counted("server_error")).isZero();
        assertThat(counted("temporarily_unavailable")).isEqualTo(1);
    }

    @Test
    void guardWhenRefusedThenThatIsTheAnswer() {
        ErrorResponseException refusal = ApiTokenErrorException.missingToken();

        assertThatThrownBy(() -> introspection.guard(() -> {
                    throw refusal;
                }))
                .isSameAs(refusal);
        assertThat(counted("server_error")).isZero();
    }

    @Test
    void guardWhenAnsweredThenCommittedBefore() {
        Response answer = Response.ok().build();

        assertThat(introspection.guard(() -> answer)).isSameAs(answer);
        assertThat(realm.ended()).containsExactly("commit");
    }
}
