package dev.apitokens.keycloak.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.keycloak.token.ApiTokenPrefix;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {

    /** What docs/configuration.md promises a realm without any such attribute. */
    private static final ApiTokenSettings DEFAULT = new ApiTokenSettings(
            true,
            ApiTokenPrefix.DEFAULT,
            true,
            true,
            false,
            null,
            null,
            50,
            50,
            null,
            null,
            null,
            List.of(7),
            false,
            false,
            false,
            true,
            false,
            30,
            0,
            List.of(),
            Collections.emptySortedMap());

    @Test
    void readWhenNothingIsSetThenDefaults() {
        SettingsReader.Reading reading = SettingsReader.read(Map.of("frontendUrl", "https://id.example"));

        assertThat(reading.settings()).isEqualTo(DEFAULT);
        assertThat(reading.faults()).isEmpty();
    }

    @Test
    void readWhenEverythingIsSetThenTaken() {
        SettingsReader.Reading reading = SettingsReader.read(Map.ofEntries(
                Map.entry("api-tokens.enabled", "false"),
                Map.entry("api-tokens.prefix", "acme1"),
                Map.entry("api-tokens.never-expires-allowed", "false"),
                Map.entry("api-tokens.default-lifetime-days", "30"),
                Map.entry("api-tokens.max-lifetime-days", "365"),
                Map.entry("api-tokens.max-per-user", "5"),
                Map.entry("api-tokens.max-per-service-account", "6"),
                Map.entry("api-tokens.required-role", "api user"),
                Map.entry("api-tokens.max-auth-age-seconds", "300"),
                Map.entry("api-tokens.unused-revoke-days", "90"),
                Map.entry("api-tokens.expiry-notice-days", "0"),
                Map.entry("api-tokens.revoke-on-password-change", "true"),
                Map.entry("api-tokens.retention-days", "10"),
                Map.entry("api-tokens.lease-seconds", "10")));

        ApiTokenSettings settings = reading.settings();
        assertThat(settings.enabled()).isFalse();
        assertThat(settings.prefix().value()).isEqualTo("acme1");
        assertThat(settings.neverExpiresAllowed()).isFalse();
        assertThat(settings.defaultLifetimeDays()).isEqualTo(30);
        assertThat(settings.maxLifetimeDays()).isEqualTo(365);
        assertThat(settings.maxPerUser()).isEqualTo(5);
        assertThat(settings.maxPerServiceAccount()).isEqualTo(6);
        assertThat(settings.requiredRole()).isEqualTo("api user");
        assertThat(settings.maxAuthAgeSeconds()).isEqualTo(300);
        assertThat(settings.unusedRevokeDays()).isEqualTo(90);
        assertThat(settings.expiryNoticeDays()).isEmpty();
        assertThat(settings.revokeOnPasswordChange()).isTrue();
        assertThat(settings.retentionDays()).isEqualTo(10);
        assertThat(settings.leaseSeconds()).isEqualTo(10);
        assertThat(reading.faults()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "prefix,K",
        "prefix,has_underscore",
        "default-lifetime-days,0",
        "unused-revoke-days,0",
        "expiry-notice-days,-1",
        "retention-days,0",
        "max-per-person,5"
    })
    void readWhenBadAndRestrictsNothingThenDefaultAndFault(String name, String value) {
        SettingsReader.Reading reading = SettingsReader.read(Map.of("api-tokens." + name, value));

        assertThat(reading.settings()).isEqualTo(DEFAULT);
        assertThat(reading.faults()).extracting(SettingsReader.Fault::attribute).containsExactly("api-tokens." + name);
        assertThat(reading.faults().get(0).applied()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "lease-seconds,11,0",
        "lease-seconds,1.5,0",
        "enabled,yes,false",
        "enabled,False,false",
        "enabled,TRUE,false",
        "enabled,' true',false",
        "never-expires-allowed,1,false",
        "max-lifetime-days,-1,1",
        "max-lifetime-days,ten,1",
        "max-lifetime-days,99999999999,1",
        "max-lifetime-days,36501,1",
        "max-lifetime-days,' 30',1",
        "max-per-user,0,1",
        "max-per-user,10001,1",
        "max-auth-age-seconds,1.5,1",
        "revoke-on-password-change,on,true"
    })
    void readWhenBadAndRestrictsThenTheStrictestAndFault(String name, String value, String strictest) {
        SettingsReader.Reading reading = SettingsReader.read(Map.of("api-tokens." + name, value));

        assertThat(reading.settings())
                .isEqualTo(SettingsReader.read(Map.of("api-tokens." + name, strictest))
                        .settings());
        assertThat(reading.faults()).extracting(SettingsReader.Fault::attribute).containsExactly("api-tokens." + name);
        assertThat(reading.faults().get(0).applied()).isEqualTo(strictest);
    }

    @Test
    void readWhenRoleIsBlankThenNobodyHasIt() {
        assertThat(SettingsReader.read(Map.of("api-tokens.required-role", " "))
                        .settings()
                        .requiredRole())
                .isEqualTo("");
    }

    @Test
    void readWhenEmptyThenAsIfUnset() {
        assertThat(SettingsReader.read(Map.of("api-tokens.max-per-user", "")).faults())
                .isEmpty();
    }
}
