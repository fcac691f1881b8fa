package dev.apitokens.systemtests.gateway;

import dev.apitokens.systemtests.client.Http;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A reverse proxy, by the configuration of its page. */
final class Gateway implements AutoCloseable {

    private final LocalServer server;

    private Gateway(LocalServer server) {
        this.server = server;
    }

    /** The programs, by the names of their packages in Debian. */
    enum Program {
        NGINX("nginx", "nginx.md") {
            @Override
            List<String> configure(Page page, Addresses addresses, Path folder) throws IOException {
                String server = page.configuration("nginx", addresses.of("listen 8090;", "listen %s;"));
                // The page is about a server; what is around it is Debian's, but for places that it may write to.
                Files.writeString(
                        folder.resolve("nginx.conf"),
                        "pid " + folder + "/pid; error_log stderr; events {}\nhttp { access_log off;\n"
                                + Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
                                        .map(kind -> kind + "_temp_path " + folder + "/" + kind + ";\n")
                                        .reduce("", String::concat)
                                + server + "}\n");
                return List.of("-c", folder.resolve("nginx.conf").toString(), "-g", "daemon off; master_process off;");
            }
        },
        CADDY("caddy", "caddy.md") {
            @Override
            List<String> configure(Page page, Addresses addresses, Path folder) throws IOException {
                String site = page.configuration("caddyfile", addresses.of("http://:8090", "http://%s"));
                Files.writeString(folder.resolve("Caddyfile"), "{\n\tadmin off\n}\n" + site);
                return List.of(
                        "run",
                        "--adapter",
                        "caddyfile",
                        "--config",
                        folder.resolve("Caddyfile").toString());
            }
        },
        HAPROXY("haproxy", "haproxy.md") {
            @Override
            List<String> configure(Page page, Addresses addresses, Path folder) throws IOException {
                Files.writeString(
                        folder.resolve("api-tokens.lua"), page.configuration("lua", addresses.keycloakOfPage()));
                Files.writeString(
                        folder.resolve("haproxy.cfg"),
                        page.configuration("haproxy", addresses.apiOfPage("bind :8090", "bind %s")));
                return List.of("-f", folder.resolve("haproxy.cfg").toString());
            }
        },
        APACHE("apache2", "apache.md") {
            @Override
            List<String> configure(Page page, Addresses addresses, Path folder) throws IOException {
                Map<String, String> all = addresses.of("Listen 8090", "Listen %s");
                all.put("*:8090", addresses.own());
                return Apache.configure(
                        folder,
                        List.of("auth_openidc", "headers", "proxy", "proxy_http", "proxy_wstunnel"),
                        page.configuration("apache", all));
            }

            /** Its module asks introspection. */
            @Override
            boolean asksCheck() {
                return false;
            }
        };

        private final String debianPackage;
        private final String page;

        Program(String debianPackage, String page) {
            this.debianPackage = debianPackage;
            this.page = page;
        }

        /** Whether it asks the check, and passes on its answers. */
        boolean asksCheck() {
            return true;
        }

        /** Writes what the page says, and answers the program's arguments. */
        abstract List<String> configure(Page page, Addresses addresses, Path folder) throws IOException;
    }

    /** Where they are in a test, in place of where the pages say. */
    private record Addresses(int keycloak, int api, int port) {

        private static final String LOCAL = "127.0.0.1:";

        String own() {
            return LOCAL + port;
        }

        /**
         * All that a page says.
         *
         * @param listen how the page says where the proxy listens
         * @param format the same with %s for the address
         */
        Map<String, String> of(String listen, String format) {
            Map<String, String> addresses = apiOfPage(listen, format);
            addresses.putAll(keycloakOfPage());
            return addresses;
        }

        Map<String, String> apiOfPage(String listen, String format) {
            return new HashMap<>(Map.of("127.0.0.1:3000", LOCAL + api, listen, format.replace("%s", own())));
        }

        Map<String, String> keycloakOfPage() {
            return Map.of("localhost:8080", LOCAL + keycloak);
        }
    }

    /**
     * Starts it by its own page.
     *
     * @param keycloak port of Keycloak
     * @param api port of the API behind
     */
    static Gateway start(Program program, int keycloak, int api) {
        return start(program, Page.of(program.page), keycloak, api);
    }

    /** Starts it by another page. */
    static Gateway start(Program program, Page page, int keycloak, int api) {
        return new Gateway(LocalServer.start(
                program.debianPackage,
                program.debianPackage,
                (port, folder) -> program.configure(page, new Addresses(keycloak, api, port), folder)));
    }

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** A request that is not sent yet. */
    HttpRequest.Builder request(String path) {
        return Http.request(url() + path);
    }

    /** A socket that is opened; the first text that comes is the answer. */
    CompletableFuture<WebSocket> socket(String path, String secret, CompletableFuture<String> answer) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + secret)
                .buildAsync(URI.create(url().replace("http:", "ws:") + path), new WebSocket.Listener() {
                    @Override
                    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                        answer.complete(text.toString());
                        return null;
                    }
                });
    }

    Http.Answer get(String path, String secret) {
        return Http.send(request(path).header("Authorization", "Bearer " + secret));
    }

    @Override
    public void close() {
        server.close();
    }
}
