package dev.apitokens.keycloak.model;

import org.keycloak.Config;
import org.keycloak.provider.EnvironmentDependentProviderFactory;

/**
 * A factory that is not there on a version of Keycloak that the extension does not run on. Keycloak asks when it is built, and
 * then goes on without it, so that no table is made.
 *
 * <p>Not for those that have the id of one of Keycloak's own: Keycloak chooses between both before it asks, and would be left
 * with neither. They ask {@link RunningKeycloak} each time, and do what Keycloak's own does.
 */
public interface VersionedProviderFactory extends EnvironmentDependentProviderFactory {

    @Override
    default boolean isSupported(Config.Scope config) {
        return RunningKeycloak.fits();
    }
}
