package dev.apitokens.keycloak.model;

import dev.apitokens.keycloak.policy.ApiTokenSettings;
import dev.apitokens.keycloak.policy.Setting;
import dev.apitokens.keycloak.policy.SettingsReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Reads a realm's settings, and logs each bad one once for each node. */
public final class RealmSettings {

    private static final Logger LOG = Logger.getLogger(RealmSettings.class);

    /** Enough for any honest mistake; a bound, so that changing an attribute over and over fills no memory. */
    private static final int MOST_REPORTS = 1000;

    private static final Set<Report> REPORTED = ConcurrentHashMap.newKeySet();

    private RealmSettings() {}

    private record Report(String realmId, String attribute, int valueHash) {}

    /** What applies to a person, or to a service account, in the realm now. */
    public static ApiTokenSettings of(RealmModel realm, UserModel user) {
        return of(realm).of(hasRole(realm, user));
    }

    /** Whether the user has the realm role of that name. A role that there is not, nobody has. */
    public static Predicate<String> hasRole(RealmModel realm, UserModel user) {
        return name ->
                Optional.ofNullable(realm.getRole(name)).filter(user::hasRole).isPresent();
    }

    /**
     * What applies in the realm now, to those without a role that has limits of its own. In a realm that is disabled, API tokens are
     * switched off: Keycloak looks at that in its own endpoints, and lets requests to ours pass.
     */
    public static ApiTokenSettings of(RealmModel realm) {
        SettingsReader.Reading reading = SettingsReader.read(attributes(realm));
        for (SettingsReader.Fault fault : reading.faults()) {
            String value = String.valueOf(realm.getAttribute(fault.attribute()));
            if (REPORTED.size() < MOST_REPORTS
                    && REPORTED.add(new Report(realm.getId(), fault.attribute(), value.hashCode()))) {
                LOG.warnf(
                        "Realm '%s': attribute '%s' can't be read, %s applies. Expected: %s",
                        realm.getName(),
                        fault.attribute(),
                        fault.applied() == null ? "the default" : "'" + fault.applied() + "'",
                        fault.expected());
            }
        }
        return reading.settings();
    }

    /**
     * What is wrong with the realm's attributes, by whatever way they were set: those that can't be read, and limits of roles that there
     * are not, which are nobody's.
     */
    public static List<SettingsReader.Fault> faults(RealmModel realm) {
        Map<String, String> attributes = realm.getAttributes();
        SettingsReader.Reading reading = SettingsReader.read(attributes);
        List<SettingsReader.Fault> faults = new ArrayList<>(reading.faults());
        Set<String> unreadable =
                faults.stream().map(SettingsReader.Fault::attribute).collect(Collectors.toSet());
        reading.settings().limitsByRole().keySet().stream()
                .filter(role -> realm.getRole(role) == null)
                .flatMap(role -> Setting.BY_ROLE.stream().map(setting -> setting.attributeOf(role)))
                .filter(attribute -> attributes.containsKey(attribute) && !unreadable.contains(attribute))
                .forEach(attribute ->
                        faults.add(new SettingsReader.Fault(attribute, "a limit of a realm role that there is", null)));
        return List.copyOf(faults);
    }

    private static Map<String, String> attributes(RealmModel realm) {
        if (realm.isEnabled()) {
            return realm.getAttributes();
        }
        Map<String, String> attributes = new HashMap<>(realm.getAttributes());
        attributes.put(Setting.ENABLED.attribute(), "false");
        return attributes;
    }
}
