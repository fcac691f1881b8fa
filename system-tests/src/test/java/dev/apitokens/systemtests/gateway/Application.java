package dev.apitokens.systemtests.gateway;

import dev.apitokens.systemtests.product.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** APIs in other languages, by the code of their pages. */
enum Application {
    EXPRESS("node", "node.md") {
        @Override
        List<String> write(Page page, int port, Path folder) throws IOException {
            return node(page, "Express", Map.of("3000", String.valueOf(port)), folder);
        }
    },
    FASTIFY("node", "node.md") {
        @Override
        List<String> write(Page page, int port, Path folder) throws IOException {
            return node(page, "Fastify", Map.of("3000", String.valueOf(port)), folder);
        }
    },
    QUARKUS("java", "quarkus.md") {
        @Override
        List<String> write(Page page, int port, Path folder) throws IOException {
            // What stands beside the program is more than what is in it: it is built once.
            Path config = Files.createDirectories(folder.resolve("config"));
            Files.writeString(
                    config.resolve("application.properties"),
                    page.configuration("properties", Map.of("port=3000", "port=" + port)));
            return List.of("-jar", QuarkusBuild.PROGRAM.toString());
        }
    },
    GO("go", "go.md") {
        @Override
        Path file() {
            return LocalServer.find("go", "golang-go");
        }

        @Override
        List<String> write(Page page, int port, Path folder) throws IOException {
            Files.writeString(folder.resolve("main.go"), page.configuration("go", Map.of(":3000", ":" + port)));
            return List.of("run", "main.go");
        }
    },
    FLASK("python3", "python.md") {
        /** Debian's, which has Debian's packages, and not another one that is first on the path. */
        @Override
        Path file() {
            return Path.of("/usr/bin/python3");
        }

        @Override
        List<String> write(Page page, int port, Path folder) throws IOException {
            Files.writeString(folder.resolve("api.py"), page.configuration("python"));
            Command.Result libraries = Command.run(
                    folder, folder, Map.of(), List.of(file().toString(), "-c", "import authlib, flask, requests"));
            if (libraries.status() != 0) {
                throw new IllegalStateException("This test runs Flask with Authlib, which are not installed: apt-get"
                        + " install python3-authlib python3-flask python3-requests");
            }
            return List.of("-m", "flask", "--app", "api", "run", "--port", String.valueOf(port));
        }
    };

    private static final Path MODULES = Path.of("npm/node_modules").toAbsolutePath();

    private final String program;
    private final String page;

    Application(String program, String page) {
        this.program = program;
        this.page = page;
    }

    Path file() {
        return LocalServer.find(program, program);
    }

    /** Writes the code of the page, and answers the program's arguments. */
    abstract List<String> write(Page page, int port, Path folder) throws IOException;

    /**
     * Starts it.
     *
     * @param keycloak its host and port
     */
    LocalServer start(String keycloak) {
        Page reachable = Page.of(page).with(Map.of("localhost:8080", keycloak));
        return LocalServer.start(file(), name(), (port, folder) -> write(reachable, port, folder));
    }

    private static List<String> node(Page page, String section, Map<String, String> port, Path folder)
            throws IOException {
        Files.writeString(folder.resolve("api-tokens.mjs"), page.configuration("js"));
        Files.writeString(folder.resolve("server.mjs"), page.section(section).configuration("js", port));
        Path modules = folder.resolve("node_modules");
        if (!Files.exists(modules)) {
            Files.createSymbolicLink(modules, MODULES);
        }
        return List.of("server.mjs");
    }
}
