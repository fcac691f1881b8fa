package dev.apitokens.keycloak.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.apitokens.keycloak.model.ResourceServer;
import dev.apitokens.keycloak.policy.ApiTokenSettings;
import dev.apitokens.keycloak.policy.TokenTemplate;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /settings} answers: the limits that apply, and where tokens may be used.
 *
 * @param lacksRequiredRole whether the person does not have the role, without which they can make no token
 * @param templates what admins have prepared for forms to be filled in with
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record SettingsRepresentation(
        boolean enabled,
        boolean neverExpiresAllowed,
        boolean fullAccessAllowed,
        boolean addressesRequired,
        @Nullable Integer defaultLifetimeDays,
        @Nullable Integer maxLifetimeDays,
        int maxPerUser,
        @Nullable String requiredRole,
        boolean lacksRequiredRole,
        @Nullable Integer maxAuthAgeSeconds,
        List<TokenTemplate> templates,
        List<Resource> resourceServers) {

    /**
     * A resource server.
     *
     * @param id its client id
     * @param endpoint its base URL, or null when it has none
     * @param maxLifetimeDays longest lifetime in days of a token for it, or null: as the realm has it
     * @param limitedOnly whether it takes no token that is limited to nothing
     * @param addressesRequired whether it takes no token that may be used from anywhere
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Resource(
            String id,
            String name,
            String type,
            @Nullable String endpoint,
            @Nullable Integer maxLifetimeDays,
            boolean limitedOnly,
            boolean addressesRequired,
            List<Scope> scopes) {}

    /** A scope that a token may be limited to. */
    record Scope(String name, String consentText) {}

    /**
     * @param hasRole whether the person has the realm role of that name
     */
    static SettingsRepresentation of(
            ApiTokenSettings settings, Predicate<String> hasRole, List<Resource> resourceServers) {
        return new SettingsRepresentation(
                settings.enabled(),
                settings.neverExpiresAllowed() && settings.maxLifetimeDays() == null,
                settings.fullAccessAllowed(),
                settings.addressesRequired(),
                settings.defaultLifetimeDays(),
                settings.maxLifetimeDays(),
                settings.maxPerUser(),
                settings.requiredRole(),
                settings.requiredRole() != null && !hasRole.test(settings.requiredRole()),
                settings.maxAuthAgeSeconds(),
                settings.templates(),
                resourceServers);
    }

    static Resource resource(ResourceServer server, String name, @Nullable String endpoint, List<Scope> scopes) {
        return new Resource(
                server.client().getClientId(),
                name,
                server.type(),
                endpoint,
                server.rules().maxLifetimeDays(),
                server.rules().limitedOnly(),
                server.rules().addressesRequired(),
                scopes);
    }
}
