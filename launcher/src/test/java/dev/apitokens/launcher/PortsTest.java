package dev.apitokens.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Map;
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
