package dev.apitokens.systemtests.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apitokens.systemtests.client.Http;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The smallest image there is, in the layout of the Open Container Initiative: a configuration and no layer. */
final class OciImage {

    private OciImage() {}

    /**
     * Writes it with the tag 1.
     *
     * @param name which makes it another image
     */
    static void write(Path folder, String name) {
        ObjectNode config =
                Http.JSON.createObjectNode().put("architecture", "amd64").put("os", "linux");
        config.put("author", name);
        config.putObject("rootfs").put("type", "layers").putArray("diff_ids");
        ObjectNode manifest = Http.JSON.createObjectNode().put("schemaVersion", 2);
        manifest.put("mediaType", "application/vnd.oci.image.manifest.v1+json");
        manifest.set("config", blob(folder, config, "application/vnd.oci.image.config.v1+json"));
        manifest.putArray("layers");
        ObjectNode index = Http.JSON.createObjectNode().put("schemaVersion", 2);
        ObjectNode described = blob(folder, manifest, "application/vnd.oci.image.manifest.v1+json");
        described.putObject("annotations").put("org.opencontainers.image.ref.name", "1");
        index.putArray("manifests").add(described);
        file(folder.resolve("index.json"), index.toString());
        file(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    }

    private static ObjectNode blob(Path folder, ObjectNode content, String type) {
        String text = content.toString();
        String digest = sha256(text);
        file(folder.resolve("blobs/sha256").resolve(digest), text);
        return Http.JSON
                .createObjectNode()
                .put("mediaType", type)
                .put("digest", "sha256:" + digest)
                .put("size", text.length());
    }

    private static void file(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
