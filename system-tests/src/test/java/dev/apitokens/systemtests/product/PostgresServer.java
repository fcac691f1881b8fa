package dev.apitokens.systemtests.product;

import dev.apitokens.launcher.Database;
import dev.apitokens.launcher.LogFile;
import dev.apitokens.launcher.Ports;
import dev.apitokens.systemtests.client.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A throw-away PostgreSQL cluster that listens on the loopback interface only. */
public final class PostgresServer implements AutoCloseable {

    private static final String USER = "keycloak";
    private static final String PATIENCE = String.valueOf(Await.PATIENCE.toSeconds());

    /** Switched on later, it would be on for each session at its own time. What is known of a table changes when a test says so. */
    private static final String EVERY_PLAN_IS_LOGGED =
            "-c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=0"
                    + " -c auto_explain.log_analyze=on -c auto_explain.log_timing=off -c autovacuum=off";

    private final Path programs;
    private final Path folder;
    private final Path log;
    private final String settings;
    private final int port = Ports.free();

    private PostgresServer(Path programs, Path folder, Path log, String settings) {
        this.programs = programs;
        this.folder = folder;
        this.log = log;
        this.settings = settings;
        Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
    }

    /**
     * A cluster that is not started yet, or empty when PostgreSQL is not installed.
     *
     * @param log where what its tools print is kept
     */
    public static Optional<PostgresServer> find(Path log) {
        return find(log, EVERY_PLAN_IS_LOGGED);
    }

    /**
     * The same with these settings, as its program takes them.
     *
     * @param log where what its tools print is kept
     */
    public static Optional<PostgresServer> find(Path log, String settings) {
        return programs().map(programs -> {
            try {
                // Not below the project: the user that PostgreSQL runs as may not be let in there.
                return new PostgresServer(programs, Files.createTempDirectory("api-tokens-postgres"), log, settings);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** How to get what {@link #find} did not find. */
    public static String howToGet() {
        return "PostgreSQL is needed (initdb and pg_ctl): install Debian's package postgresql, or put its bin folder on"
                + " the PATH";
    }

    private static Optional<Path> programs() {
        List<Path> candidates = new ArrayList<>();
        Path debian = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(debian)) {
            try (Stream<Path> versions = Files.list(debian)) {
                versions.map(version -> version.resolve("bin")).forEach(candidates::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        Pattern.compile(":")
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .map(Path::of)
                .forEach(candidates::add);
        return candidates.stream()
                .filter(folder -> Files.isExecutable(folder.resolve("initdb"))
                        && Files.isExecutable(folder.resolve("pg_ctl"))
                        && Files.isExecutable(folder.resolve("postgres")))
                .findFirst();
    }

    /** Where its programs are, and those of its clients. */
    public Path bin() {
        return programs;
    }

    /** Starts it; makes the cluster and its database first when they are not there. */
    public void start() {
        Path data = folder.resolve("data");
        boolean isNew = !Files.exists(data.resolve("PG_VERSION"));
        if (isNew) {
            if (isRoot()) {
                run(List.of("chown", owner(), folder.toString()));
            }
            runAsOwner(
                    "initdb",
                    "-D",
                    data.toString(),
                    "-U",
                    USER,
                    "--auth=trust",
                    "--no-sync",
                    "-E",
                    "UTF8",
                    "--locale=C");
        }
        runAsOwner(
                "pg_ctl",
                "-D",
                data.toString(),
                "-w",
                "-t",
                PATIENCE,
                "-l",
                folder.resolve("server.log").toString(),
                "-o",
                "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=" + folder
                        + " -c fsync=off -c max_connections=200 " + settings,
                "start");
    }

    /** Stops it, however many are connected. */
    public void stop() {
        runAsOwner("pg_ctl", "-D", folder.resolve("data").toString(), "-w", "-t", PATIENCE, "-m", "fast", "stop");
    }

    /** Ends it at once, as a crash would. */
    public void kill() {
        if (Files.exists(folder.resolve("data/postmaster.pid"))) {
            runAsOwner(
                    "pg_ctl", "-D", folder.resolve("data").toString(), "-w", "-t", PATIENCE, "-m", "immediate", "stop");
        }
    }

    private void remove() {
        kill();
        Product.delete(folder);
    }

    /** Lets it stand still, with all that is connected to it, as a machine does that is out of memory. */
    public void pause() {
        // First the parent: a backend that ends then stays to be found, and none begins.
        signal("STOP", postmaster());
        backends().forEach(backend -> signal("STOP", backend));
    }

    /** Ends a pause. */
    public void goOn() {
        backends().forEach(backend -> signal("CONT", backend));
        signal("CONT", postmaster());
    }

    private List<Long> backends() {
        return ProcessHandle.of(postmaster())
                .orElseThrow()
                .children()
                .map(ProcessHandle::pid)
                .toList();
    }

    private void signal(String signal, long process) {
        run(List.of("kill", "-" + signal, String.valueOf(process)));
    }

    /** Id of its first process, whose children are all the others. */
    public long postmaster() {
        try (Stream<String> lines = Files.lines(folder.resolve("data/postmaster.pid"))) {
            return Long.parseLong(lines.findFirst().orElseThrow().strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its database. */
    public Database database() {
        return new Database("postgres", "jdbc:postgresql://127.0.0.1:" + port + "/postgres", USER, "unused");
    }

    /** One more that is empty, beside its own. */
    public Database newDatabase(String name) {
        Database own = database();
        new StoredTokens(own).update("create database " + name);
        return new Database(own.kind(), own.url().replaceFirst("[^/]+$", name), own.user(), own.password());
    }

    /** What the server itself logs. */
    public String serverLog() {
        return new LogFile(folder.resolve("server.log")).text();
    }

    private void runAsOwner(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("runuser", "-u", owner(), "--"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    // PostgreSQL refuses to run as root.
    private static String owner() {
        try (Stream<String> users = Files.lines(Path.of("/etc/passwd"))) {
            return users.anyMatch(user -> user.startsWith("postgres:")) ? "postgres" : "nobody";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(List<String> command) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            int status = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException(
                        "exit code " + status + " of " + String.join(" ", command) + "\n" + Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
