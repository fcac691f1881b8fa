package dev.apitokens.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {

    @Test
    void fromEnvironmentWhenUnsetThenDefault() {
        assertThat(Ports.fromEnvironment(Map.of(), "GRAPHQL_PORT", 8081)).isEqualTo(8081);
    }

    @Test
    void fromEnvironmentWhenSetThenThatPort() {
        assertThat(Ports.fromEnvironment(Map.of("GRAPHQL_PORT", "9090"), "GRAPHQL_PORT", 8081))
                .isEqualTo(9090);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "65536", "-1", "http", "8080 "})
    void fromEnvironmentWhenNoPortThenTellsVariable(String value) {
        assertThatThrownBy(() -> Ports.fromEnvironment(Map.of("MCP_PORT", value), "MCP_PORT", 8082))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MCP_PORT");
    }

    /** From above 32767, a system gives ports to whoever calls somebody. */
    @Test
    void freeThenAnotherEachTimeAndNoneThatTheSystemGivesAway() {
        List<Integer> ports = Stream.generate(Ports::free).limit(100).toList();

        assertThat(ports)
                .doesNotHaveDuplicates()
                .allSatisfy(port -> assertThat(port).isBetween(20_000, 31_999));
    }

    @Test
    void freeWhenSomebodyListensOnTheNextThenNotThat() throws IOException {
        int next = Ports.free() + 1;
        try (ServerSocket socket = new ServerSocket(next)) {
            assertThat(socket.isBound()).isTrue();
            assertThat(Ports.free()).isNotEqualTo(next);
        }
    }

    @Test
    void isTakenWhenSomebodyListensThenTrue() throws IOException {
        int port = Ports.free();
        assertThat(Ports.isTaken(port)).isFalse();
        try (ServerSocket socket = new ServerSocket(port)) {
            assertThat(socket.isBound()).isTrue();
            assertThat(Ports.isTaken(port)).isTrue();
        }
    }
}
