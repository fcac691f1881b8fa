package dev.apitokens.systemtests.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.launcher.KeycloakServer;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.LoginPages;
import dev.apitokens.systemtests.product.Product;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What the extension costs those who make no use of it. Measures; asserts nothing of time. In every build it does so for a moment
 * at the servers of the other tests, to show that it can; with {@code -Dbenchmark.cost=true} at a Keycloak with the extension and one
 * without, by turns, and writes {@code docs/performance.md}.
 */
class CostIT {

    private static final boolean FULL = Boolean.getBoolean("benchmark.cost");
    private static final int STARTS = 5;
    private static final int ROUNDS_OF_A_START = FULL ? 3 : 1;
    private static final Duration ROUND = Duration.ofSeconds(FULL ? 4 : 1);
    private static final int CONNECTIONS = 4;
    private static final String REALM = "cost";
    private static final Path SCRIPTS = Path.of("target/cost-scripts").toAbsolutePath();

    private final Map<String, Map<String, List<Cost>>> costs = new LinkedHashMap<>();

    /**
     * A server that is compared.
     *
     * @param name what tells it apart
     */
    private record Side(String name, KeycloakServer server) {}

    /**
     * Something that is done at a side.
     *
     * @param kind what
     */
    private record Task(String kind, Side side, Cost.Work work) {}

    @Test
    void costOfBeingThere() throws IOException {
        assertThat(Wrk.isInstalled()).as(Wrk.howToGet()).isTrue();
        if (!FULL) {
            measure(tasks(List.of(new Side(WithAndWithout.WITH, Product.shared().keycloak))));
            assertThat(costs).hasSize(3);
            return;
        }
        try (WithAndWithout both = WithAndWithout.start()) {
            List<Side> sides = new ArrayList<>();
            both.servers().forEach((name, server) -> sides.add(new Side(name, server)));
            List<Task> tasks = tasks(sides);
            // What the compiler makes of the same code differs by several percent from one process to the next.
            for (int i = 0; i < STARTS; i++) {
                Collections.reverse(sides);
                sides.forEach(side -> add("start", side, Cost.ofStart(side.server())));
                measure(tasks);
            }
        }
        String table = table();
        System.out.println(table);
        new MeasuredSection("benchmarks/cost").write(table);
    }

    private void measure(List<Task> tasks) {
        // The first rounds are for the compiler.
        for (int round = FULL ? -ROUNDS_OF_A_START : 0; round < ROUNDS_OF_A_START; round++) {
            boolean counts = round >= 0;
            Collections.reverse(tasks);
            for (Task task : tasks) {
                Cost cost = Cost.of(task.side().server(), task.work());
                if (counts) {
                    add(task.kind(), task.side(), cost);
                }
            }
        }
    }

    private void add(String kind, Side side, Cost cost) {
        costs.computeIfAbsent(kind, any -> new LinkedHashMap<>())
                .computeIfAbsent(side.name(), any -> new ArrayList<>())
                .add(cost);
    }

    private static List<Task> tasks(List<Side> sides) {
        return new ArrayList<>(sides.stream()
                .flatMap(side -> tasks(side).stream())
                .sorted(Comparator.comparing(Task::kind))
                .toList());
    }

    /** What is done at a server, of which nothing is ours. */
    private static List<Task> tasks(Side side) {
        Admin admin = WithAndWithout.admin(side.server());
        admin.createRealm(REALM);
        ClientBuilder.named("machine").hasServiceAccount().createIn(REALM, admin);
        String person = admin.createUser(REALM);
        String realm = side.server().baseUrl() + "/realms/" + REALM;
        String openId = realm + "/protocol/openid-connect";
        String login = openId + "/auth?client_id=account-console&response_type=code&scope=openid&redirect_uri=" + realm
                + "/account/&code_challenge_method=S256&code_challenge=" + "a".repeat(43);
        Wrk page = Wrk.get(login, SCRIPTS.resolve(side.name() + "-page.lua"));
        Wrk token = Wrk.post(
                openId + "/token",
                Map.of(
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "Authorization",
                        Introspection.authorization("machine")),
                List.of(Http.formText(Map.of("grant_type", "client_credentials"))),
                SCRIPTS.resolve(side.name() + "-token.lua"));
        return List.of(
                new Task("login", side, () -> logins(realm, login, person)),
                new Task("login page", side, () -> page.run(CONNECTIONS, ROUND).calls()),
                new Task(
                        "token endpoint, client credentials",
                        side,
                        () -> token.run(CONNECTIONS, ROUND).calls()));
    }

    private static long logins(String realm, String url, String person) {
        Instant end = Instant.now().plus(ROUND);
        long done = 0;
        do {
            LoginPages pages = new LoginPages(realm);
            pages.visit(url);
            pages.submit(Map.of("username", person, "password", person));
            assertThat(pages.isOver()).isTrue();
            done++;
        } while (Instant.now().isBefore(end));
        return done;
    }

    private String table() {
        StringBuilder text = new StringBuilder("""
                | | processor time with, ms | without | ratio | time with, ms | without | ratio |
                | --- | --- | --- | --- | --- | --- | --- |
                """);
        costs.forEach((kind, byServer) -> {
            Cost with = median(byServer, WithAndWithout.WITH);
            Cost without = median(byServer, WithAndWithout.WITHOUT);
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %.2f | %.2f | %.3f | %.2f | %.2f | %.3f |%n",
                    kind,
                    with.processor(),
                    without.processor(),
                    with.processor() / without.processor(),
                    with.milliseconds(),
                    without.milliseconds(),
                    with.milliseconds() / without.milliseconds()));
        });
        return text.append('\n').toString();
    }

    private static Cost median(Map<String, List<Cost>> byServer, String server) {
        return Cost.median(byServer.getOrDefault(server, List.of()));
    }
}
