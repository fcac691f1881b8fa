package dev.apitokens.keycloak.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.QueryTimeoutException;
import jakarta.transaction.RollbackException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.naming.CommunicationException;
import javax.net.ssl.SSLException;
import org.infinispan.commons.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.ModelException;
import org.keycloak.storage.StorageUnavailableException;

class OutageTest {

    private final RuntimeException answer = new IllegalStateException("503");

    private final List<Outage> told = new ArrayList<>();

    private String guarded(RuntimeException thrown) {
        return Outage.guard(
                () -> {
                    throw thrown;
                },
                this::tell);
    }

    private RuntimeException tell(Outage outage) {
        told.add(outage);
        return answer;
    }

    @Test
    void guardWhenAllIsWellThenWhatTheWorkMade() {
        assertThat(Outage.guard(() -> "made", this::tell)).isEqualTo("made");
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("outages")
    void guardWhenSomethingIsOutOfReachBusyOrTooSlowThenInfrastructure(RuntimeException thrown) {
        assertThatThrownBy(() -> guarded(thrown)).isSameAs(answer);

        assertThat(told).singleElement().isInstanceOf(Outage.Infrastructure.class);
    }

    static Stream<RuntimeException> outages() {
        return Stream.of(
                sql("08006"),
                sql("57P01"),
                sql("57014"),
                sql("25006"),
                sql("53100"),
                sql("40P01"),
                sql("55P03"),
                // A pool without a free connection.
                sql(null),
                new LockTimeoutException(),
                new QueryTimeoutException(),
                new RuntimeException(new RollbackException("not committed")),
                new RuntimeException(suppressing(new RollbackException("not committed"), sql("57P01"))),
                // As Keycloak tells of a database that is away, without the driver's exception.
                new ModelException("as told", new ConnectException("refused")),
                new ModelException("as told", new SocketTimeoutException("no answer")),
                new ModelException("as told", new UnknownHostException("db")),
                new ModelException("as told", new EOFException("closed")),
                new ModelException("as told", new SSLException("closed")),
                new ModelException("search", new CommunicationException("no directory")),
                new StorageUnavailableException("ldap"),
                new RuntimeException(new TimeoutException("a node of the cluster")));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void guardWhenSomethingIsWrongThenThatItIs(RuntimeException thrown) {
        assertThatThrownBy(() -> guarded(thrown)).isSameAs(thrown);

        assertThat(told).isEmpty();
    }

    static Stream<RuntimeException> faults() {
        return Stream.of(
                // A text with a NUL, a constraint, a column that is not there, a feature that is not there.
                sql("22021"),
                sql("23505"),
                sql("42703"),
                sql("0A000"),
                new RuntimeException(suppressing(new RollbackException("not committed"), sql("22001"))),
                new ModelDuplicateException("there already", new SQLException("duplicate")),
                new ModelException("no such group"),
                new NullPointerException("a fault of ours"));
    }

    private static RuntimeException sql(@Nullable String state) {
        return new PersistenceException(new SQLException("of the database", state));
    }

    private static Exception suppressing(Exception outer, RuntimeException inner) {
        outer.addSuppressed(inner.getCause());
        return outer;
    }

    @Test
    void guardWhenStoreOfThePersonIsOutThenToldSo() {
        assertThatThrownBy(() -> guarded(new UserStoreUnavailableException())).isSameAs(answer);

        assertThat(told).singleElement().isInstanceOf(Outage.UserStore.class);
    }

    @Test
    void guardWhenTellingFindsTheDatabaseGoneThenThatIsAnOutageToo() {
        assertThatThrownBy(() -> Outage.guard(
                        () -> {
                            throw new UserStoreUnavailableException();
                        },
                        outage -> {
                            told.add(outage);
                            if (outage instanceof Outage.UserStore) {
                                throw sql("08006");
                            }
                            return answer;
                        }))
                .isSameAs(answer);

        assertThat(told).hasSize(2).last().isInstanceOf(Outage.Infrastructure.class);
    }
}
