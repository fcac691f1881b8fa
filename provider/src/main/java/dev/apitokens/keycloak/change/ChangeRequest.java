package dev.apitokens.keycloak.change;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code PUT /{id}}: what it leaves out stays as it is.
 *
 * @param name the new name
 * @param description what the token is for, from now on; empty: nothing is said any more
 * @param scopes names of the optional client scopes that the token is limited to from now on
 * @param addresses networks in CIDR form that it may be used from, from now on
 * @param resources client ids of the resource servers that it is limited to from now on
 */
public record ChangeRequest(
        @Nullable String name,
        @Nullable String description,
        @Nullable List<@Nullable String> scopes,
        @Nullable List<@Nullable String> resources,
        @Nullable List<@Nullable String> addresses) {

    /** Whether it is about what the token gives; what it finds narrowed so already may be what an earlier call has done. */
    public boolean isNarrowing() {
        return scopes != null || resources != null || addresses != null;
    }
}
