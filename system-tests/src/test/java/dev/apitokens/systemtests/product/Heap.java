package dev.apitokens.systemtests.product;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a server that this JVM started has in its memory, without what the garbage collector would take. */
public final class Heap implements AutoCloseable {

    private static final int CHUNK = 16 * 1024 * 1024;

    private final Path home;
    private final Path dump;

    private Heap(Path home, Path dump) {
        this.home = home;
        this.dump = dump;
    }

    /** That of the Keycloak with that home. */
    public static Heap of(Path home) throws IOException {
        String commandLine = home.toString();
        ProcessHandle server = ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .filter(process -> process.info().commandLine().orElse("").contains(commandLine))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing runs in " + home));
        Path dump = Files.createTempDirectory("api-tokens-heap").resolve("dump.hprof");
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            int status = new ProcessBuilder(
                            jcmd.toString(), String.valueOf(server.pid()), "GC.heap_dump", dump.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (status != 0 || !Files.exists(dump)) {
                throw new IllegalStateException("no heap dump of " + home);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return new Heap(home, dump);
    }

    /** Whether a text of ASCII characters is in it: Java has those in a byte each. */
    public boolean contains(String text) throws IOException {
        try (InputStream bytes = Files.newInputStream(dump)) {
            String before = "";
            for (byte[] chunk = bytes.readNBytes(CHUNK); chunk.length > 0; chunk = bytes.readNBytes(CHUNK)) {
                String read = before + new String(chunk, StandardCharsets.ISO_8859_1);
                if (read.contains(text)) {
                    return true;
                }
                before = read.substring(Math.max(0, read.length() - text.length()));
            }
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        Files.delete(dump);
        Files.delete(dump.getParent());
    }

    @Override
    public String toString() {
        return "the memory of Keycloak in " + home;
    }
}
