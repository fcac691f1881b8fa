package dev.apitokens.systemtests.gateway;

import static dev.apitokens.systemtests.client.Await.await;

import dev.apitokens.launcher.Ports;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.product.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A reverse proxy, by the configuration of its page. */
final class Gateway implements AutoCloseable {

    private static final Path TARGET = Path.of("target/gateways").toAbsolutePath();

    private final int port;
    private final Process process;

    private Gateway(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    /** The programs, by the names of their packages in Debian. */
    enum Program {
        NGINX("nginx") {
            @Override
            Gateway start(int keycloak, int api, int port, Path folder) throws IOException {
                String server =
                        configuration("nginx", keycloak, api, Map.of("listen 8090;", "listen 127.0.0.1:" + port + ";"));
                // The page is about a server; what is around it is Debian's, but for places that it may write to.
                Files.writeString(
                        folder.resolve("nginx.conf"),
                        "pid " + folder + "/pid; error_log stderr; events {}\nhttp { access_log off;\n"
                                + Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
                                        .map(kind -> kind + "_temp_path " + folder + "/" + kind + ";\n")
                                        .reduce("", String::concat)
                                + server + "}\n");
                return run(
                        port,
                        folder,
                        "-c",
                        folder.resolve("nginx.conf").toString(),
                        "-g",
                        "daemon off; master_process off;");
            }
        },
        CADDY("caddy") {
            @Override
            Gateway start(int keycloak, int api, int port, Path folder) throws IOException {
                String site =
                        configuration("caddyfile", keycloak, api, Map.of("http://:8090", "http://127.0.0.1:" + port));
                Files.writeString(folder.resolve("Caddyfile"), "{\n\tadmin off\n}\n" + site);
                return run(
                        port,
                        folder,
                        "run",
                        "--adapter",
                        "caddyfile",
                        "--config",
                        folder.resolve("Caddyfile").toString());
            }
        };

        final String debianPackage;

        Program(String debianPackage) {
            this.debianPackage = debianPackage;
        }

        /** What its page says, with these ports in place of the page's. */
        String configuration(String language, int keycloak, int api, Map<String, String> listen) {
            Map<String, String> addresses = new HashMap<>(listen);
            addresses.put("localhost:8080", "127.0.0.1:" + keycloak);
            addresses.put("127.0.0.1:3000", "127.0.0.1:" + api);
            return Page.of(debianPackage + ".md").configuration(language, addresses);
        }

        abstract Gateway start(int keycloak, int api, int port, Path folder) throws IOException;

        Gateway run(int port, Path folder, String... arguments) throws IOException {
            Path program = Programs.find(debianPackage)
                    .orElseThrow(() -> new IllegalStateException("This test runs " + debianPackage
                            + ", which is not installed: apt-get install " + debianPackage));
            ProcessBuilder builder = new ProcessBuilder(
                            Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                                    .toList())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile());
            builder.environment().put("HOME", folder.toString());
            return new Gateway(port, builder.start());
        }
    }

    /**
     * Starts it and waits until it listens.
     *
     * @param keycloak port of Keycloak
     * @param api port of the API behind
     */
    static Gateway start(Program program, int keycloak, int api) {
        Path folder = TARGET.resolve(program.debianPackage + "-" + keycloak);
        try {
            Files.createDirectories(folder);
            Gateway gateway = program.start(keycloak, api, Ports.free(), folder);
            await(program + " at " + gateway.port).until(gateway::listens);
            return gateway;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean listens() {
        if (!process.isAlive()) {
            throw new IllegalStateException("it has ended, its log is in " + TARGET);
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** A request that is not sent yet. */
    HttpRequest.Builder request(String path) {
        return Http.request("http://127.0.0.1:" + port + path);
    }

    Http.Answer get(String path, String secret) {
        return Http.send(request(path).header("Authorization", "Bearer " + secret));
    }

    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        children.forEach(ProcessHandle::destroy);
        process.onExit().join();
    }
}
