package dev.apitokens.launcher;

import java.nio.file.Path;

/**
 * A database for Keycloak.
 *
 * @param kind what {@code --db} takes
 * @param url JDBC URL
 * @param user name to log in with
 * @param password password to log in with
 */
public record Database(String kind, String url, String user, String password) {

    /**
     * Embedded H2 in a folder. Other processes may open the same URL while Keycloak runs.
     *
     * @param folder where the file is kept
     */
    public static Database embeddedH2(Path folder) {
        Path file = folder.toAbsolutePath().resolve("keycloakdb");
        return new Database(
                "dev-file", "jdbc:h2:file:" + file + ";NON_KEYWORDS=VALUE;AUTO_SERVER=TRUE", "sa", "password");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Database[kind=" + kind + ", url=" + url + ", user=" + user + "]";
    }
}
