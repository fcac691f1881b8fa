package dev.apitokens.resourceserver.mcp;

import dev.apitokens.resourceserver.demo.DemoServer;
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
        SpringApplication.run(McpServerApplication.class, arguments);
    }
}
