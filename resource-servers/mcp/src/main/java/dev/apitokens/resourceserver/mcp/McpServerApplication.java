package dev.apitokens.resourceserver.mcp;

import dev.apitokens.resourceserver.demo.DemoServer;
import java.util.Locale;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** The demo MCP server. */
@SpringBootApplication(proxyBeanMethods = false)
@Import(DemoServer.class)
public class McpServerApplication {

    /**
     * Starts the server.
     *
     * @param arguments Spring Boot's
     */
    public static void main(String[] arguments) {
        // The SDK says what is wrong with a tool's arguments in the language of the machine; whoever reads it may be
        // elsewhere.
        Locale.setDefault(Locale.ENGLISH);
        SpringApplication.run(McpServerApplication.class, arguments);
    }
}
