package dev.apitokens.keycloak.model;

import dev.apitokens.keycloak.policy.KeycloakVersion;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.keycloak.common.Version;

/** The Keycloak that the extension finds itself in. */
public final class RunningKeycloak {

    private static final Logger LOG = Logger.getLogger(RunningKeycloak.class);
    private static final Optional<String> OBJECTION = KeycloakVersion.objection(Version.VERSION);
    private static final AtomicBoolean LOGGED = new AtomicBoolean();

    private RunningKeycloak() {}

    /** Whether the extension runs on it. If not, the log says so, once. */
    public static boolean fits() {
        OBJECTION.filter(sentence -> LOGGED.compareAndSet(false, true)).ifPresent(LOG::error);
        return OBJECTION.isEmpty();
    }
}
