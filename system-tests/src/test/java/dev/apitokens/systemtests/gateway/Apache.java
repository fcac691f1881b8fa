package dev.apitokens.systemtests.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Apache as Debian has it, but for places that it may write to. */
final class Apache {

    private static final List<String> ALWAYS = List.of("mpm_event", "authn_core", "authz_core");

    private static final String OPENIDC = "/usr/lib/apache2/modules/mod_auth_openidc.so";

    private Apache() {}

    /**
     * Writes its configuration.
     *
     * @param modules that it loads besides what every configuration needs
     * @param site what a page says
     * @return the arguments of {@code apache2}
     */
    static List<String> configure(Path folder, List<String> modules, String site) throws IOException {
        if (!Files.exists(Path.of(OPENIDC))) {
            throw new IllegalStateException("This test runs " + OPENIDC
                    + ", which is not installed: apt-get install libapache2-mod-auth-openidc");
        }
        String loaded = Stream.concat(ALWAYS.stream(), modules.stream())
                .map(module -> "LoadModule " + module + "_module /usr/lib/apache2/modules/mod_" + module + ".so\n")
                .collect(Collectors.joining());
        Files.writeString(
                folder.resolve("httpd.conf"),
                "ServerName 127.0.0.1\nPidFile " + folder + "/pid\nErrorLog " + folder + "/error.log\nMutex file:"
                        + folder + "\nUser www-data\nGroup www-data\n" + loaded + site);
        return List.of("-D", "FOREGROUND", "-f", folder.resolve("httpd.conf").toString());
    }
}
