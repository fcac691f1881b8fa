package dev.apitokens.keycloak.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apitokens.keycloak.fixtures.TestRealm;
import dev.apitokens.keycloak.policy.Setting;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.util.JsonSerialization;

class SettingsDocumentTest {

    private final TestRealm realm = new TestRealm();
    private final SettingsDocument document = new SettingsDocument(realm.model());

    private List<String> faults(String json) throws JsonProcessingException {
        return document.write((ObjectNode) JsonSerialization.mapper.readTree(json)).stream()
                .map(SettingFault::member)
                .toList();
    }

    @Test
    void readThenEverySettingAndNullWhereNothingGoodIsSet() {
        realm.attribute("api-tokens.max-per-user", "5");
        realm.attribute("api-tokens.prefix", "NOT GOOD");
        realm.attribute("api-tokens.required-role", "");

        ObjectNode read = document.read();

        assertThat(read.size()).isEqualTo(Setting.ALL.size() + 1);
        assertThat(read.path("limitsByRole").isNull()).isTrue();
        assertThat(read.path("maxPerUser").isInt()).isTrue();
        assertThat(read.path("prefix").isNull()).isTrue();
        assertThat(read.path("requiredRole").isNull()).isTrue();
        assertThat(read.path("enabled").isNull()).isTrue();
    }

    @Test
    void readWhenAFieldWasClearedThenNothingIsSet() {
        for (Setting<?> setting : Setting.ALL) {
            realm.attribute(setting.attribute(), "");
        }
        for (Setting<?> setting : Setting.BY_ROLE) {
            realm.attribute(setting.attributeOf("editor"), "");
        }

        assertThat(document.read().properties())
                .isNotEmpty()
                .allSatisfy(member -> assertThat(member.getValue().isNull()).isTrue());
        assertThat(document.unreadable()).isEmpty();
    }

    @Test
    void unreadableThenWhatAppliesInsteadOfEach() {
        realm.attribute("api-tokens.max-per-user", "many");
        realm.attribute("api-tokens.prefix", "NOT GOOD");
        realm.attribute("api-tokens.max-per-usr", "5");
        realm.attribute("api-tokens.retention-days", "5");

        assertThat(document.unreadable())
                .containsExactlyInAnyOrder(
                        new SettingsDocument.Unreadable(
                                "api-tokens.max-per-user", "maxPerUser", Setting.MAX_PER_USER.expected(), "1"),
                        new SettingsDocument.Unreadable("api-tokens.prefix", "prefix", Setting.PREFIX.expected(), null),
                        new SettingsDocument.Unreadable("api-tokens.max-per-usr", null, "no such setting", null));
    }

    @Test
    void unreadableWhenThereIsNoSuchRoleThenItsLimitsAreAndNotRead() {
        realm.role("editor");
        realm.attribute("api-tokens.max-per-user.editor", "5");
        realm.attribute("api-tokens.max-per-user.renamed", "5");
        realm.attribute("api-tokens.max-lifetime-days.renamed", "soon");

        assertThat(document.unreadable())
                .extracting(SettingsDocument.Unreadable::member)
                .containsExactlyInAnyOrder("limitsByRole.renamed.maxPerUser", "limitsByRole.renamed.maxLifetimeDays");
        assertThat(document.read().path("limitsByRole")).hasToString("{\"editor\":{\"maxPerUser\":5}}");
    }

    @Test
    void writeThenAttributesOfTheirKind() throws JsonProcessingException {
        realm.role("editor");

        assertThat(faults("{\"enabled\":false,\"maxPerUser\":5,\"prefix\":\"acme\",\"requiredRole\":\"editor\"}"))
                .isEmpty();

        assertThat(realm.attributes())
                .containsEntry("api-tokens.enabled", "false")
                .containsEntry("api-tokens.max-per-user", "5")
                .containsEntry("api-tokens.prefix", "acme")
                .containsEntry("api-tokens.required-role", "editor")
                .hasSize(4);
    }

    @Test
    void writeWhenNullThenUnsetAndWhatIsAbsentStays() throws JsonProcessingException {
        realm.attribute("api-tokens.max-per-user", "5");
        realm.attribute("api-tokens.prefix", "acme");

        assertThat(faults("{\"prefix\":null}")).isEmpty();

        assertThat(realm.attributes()).containsOnlyKeys("api-tokens.max-per-user");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"enabled\":\"true\"}",
                "{\"enabled\":1}",
                "{\"maxPerUser\":\"5\"}",
                "{\"maxPerUser\":5.0}",
                "{\"maxPerUser\":99999999999}",
                "{\"maxPerUser\":[5]}",
                "{\"prefix\":true}",
                "{\"prefix\":\"\"}",
                "{\"prefix\":{}}",
                "{\"requiredRole\":\"nobody-has-it\"}",
                "{\"requiredRole\":\" \"}",
                "{\"maxPerPerson\":5}",
                "{\"maxLifetimeDays\":10,\"defaultLifetimeDays\":11}",
            })
    void writeWhenAnythingIsWrongThenNothingIsChanged(String json) throws JsonProcessingException {
        assertThat(faults(json)).hasSize(1);
        assertThat(realm.attributes()).isEmpty();
    }

    @Test
    void writeWhenSeveralAreWrongThenEachIsNamed() throws JsonProcessingException {
        assertThat(faults("{\"enabled\":\"yes\",\"maxPerUser\":0,\"retentionDays\":30,\"maxPerPerson\":1}"))
                .containsExactlyInAnyOrder("enabled", "maxPerUser", "maxPerPerson");
        assertThat(realm.attributes()).isEmpty();
    }

    @Test
    void writeWhenAnotherAttributeIsBadThenItIsNobodysFault() throws JsonProcessingException {
        realm.attribute("api-tokens.max-lifetime-days", "ten");

        assertThat(faults("{\"maxPerUser\":5}")).isEmpty();
    }

    @Test
    void definitionsThenOneForEachSettingWithWhatTheFormNeeds() {
        assertThat(SettingDefinition.all().keySet())
                .containsExactlyElementsOf(
                        Setting.ALL.stream().map(Setting::member).toList());
        SettingDefinition maxPerUser =
                Objects.requireNonNull(SettingDefinition.all().get("maxPerUser"));
        assertThat(maxPerUser.attribute()).isEqualTo("api-tokens.max-per-user");
        assertThat(maxPerUser.kind()).isEqualTo("number");
        assertThat(maxPerUser.otherwise().asInt()).isEqualTo(50);
        assertThat(maxPerUser.min()).isEqualTo(1);
        assertThat(maxPerUser.max()).isEqualTo(10_000);
        SettingDefinition role = Objects.requireNonNull(SettingDefinition.all().get("requiredRole"));
        assertThat(role.kind()).isEqualTo("text");
        assertThat(role.otherwise().isNull()).isTrue();
        assertThat(role.min()).isNull();
    }

    @Test
    void writeWhenLimitsByRoleThenAnAttributeOfEachAndTheOthersGo() throws JsonProcessingException {
        realm.role("editor");
        realm.role("a.b c");
        realm.attribute("api-tokens.max-per-user", "7");
        realm.attribute("api-tokens.max-per-user.gone", "9");

        assertThat(faults("{\"limitsByRole\":{\"editor\":{\"maxPerUser\":100,\"maxLifetimeDays\":null},"
                        + "\"a.b c\":{\"maxLifetimeDays\":7}}}"))
                .isEmpty();

        assertThat(realm.attributes())
                .containsEntry("api-tokens.max-per-user", "7")
                .containsEntry("api-tokens.max-per-user.editor", "100")
                .containsEntry("api-tokens.max-lifetime-days.a.b c", "7")
                .doesNotContainKeys("api-tokens.max-per-user.gone", "api-tokens.max-lifetime-days.editor");
        assertThat(document.read().path("limitsByRole"))
                .hasToString("{\"a.b c\":{\"maxLifetimeDays\":7},\"editor\":{\"maxPerUser\":100}}");
        assertThat(document.unreadable()).isEmpty();

        assertThat(faults("{\"limitsByRole\":null}")).isEmpty();
        assertThat(document.read().path("limitsByRole").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"editor\":{\"maxPerUser\":0}} | limitsByRole.editor.maxPerUser",
                "{\"editor\":{\"maxPerUser\":\"5\"}} | limitsByRole.editor.maxPerUser",
                "{\"editor\":{\"maxLifetimeDays\":1.5}} | limitsByRole.editor.maxLifetimeDays",
                "{\"editor\":{\"maxPerPerson\":5}} | limitsByRole.editor",
                "{\"editor\":{}} | limitsByRole.editor",
                "{\"editor\":5} | limitsByRole.editor",
                "{\"unknown\":{\"maxPerUser\":5}} | limitsByRole.unknown",
                "[] | limitsByRole",
                "5 | limitsByRole"
            })
    void writeWhenLimitsByRoleAreBadThenNothingIsChanged(String limits, String member) throws JsonProcessingException {
        realm.role("editor");
        realm.attribute("api-tokens.max-per-user.editor", "9");

        assertThat(faults("{\"limitsByRole\":" + limits + ",\"enabled\":false}"))
                .containsExactly(member);

        assertThat(realm.attributes())
                .containsEntry("api-tokens.max-per-user.editor", "9")
                .hasSize(1);
    }

    /** Keycloak's column for names of attributes has 255 characters. */
    @Test
    void writeWhenTheNameOfTheRoleLeavesNoRoomThenRefused() throws JsonProcessingException {
        String longest = realm.role("r".repeat(255 - "api-tokens.max-lifetime-days.".length()))
                .getName();
        String tooLong = realm.role(longest + "r").getName();

        assertThat(faults("{\"limitsByRole\":{\"" + tooLong + "\":{\"maxPerUser\":5,\"maxLifetimeDays\":7}}}"))
                .containsExactly("limitsByRole." + tooLong + ".maxLifetimeDays");
        assertThat(realm.attributes()).isEmpty();

        assertThat(faults("{\"limitsByRole\":{\"" + tooLong + "\":{\"maxPerUser\":5},\"" + longest
                        + "\":{\"maxLifetimeDays\":7}}}"))
                .isEmpty();
        assertThat(realm.attributes())
                .hasSize(2)
                .allSatisfy((name, value) -> assertThat(name).hasSizeLessThanOrEqualTo(255));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "NULL",
            value = {
                "7 | 7 | 7",
                "[30,7,1] | 30,7,1 | [30,7,1]",
                "[1] | 1 | 1",
                "[] | 0 | 0",
                "0 | 0 | 0",
                "\"14, 3\" | 14, 3 | [14,3]",
                "null | NULL | null"
            })
    void writeWhenSeveralNumbersThenAListOfThem(String json, String attribute, String read)
            throws JsonProcessingException {
        assertThat(faults("{\"expiryNoticeDays\":" + json + "}")).isEmpty();

        assertThat(realm.attributes().get("api-tokens.expiry-notice-days")).isEqualTo(attribute);
        assertThat(document.read().path("expiryNoticeDays")).hasToString(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[7,7]",
                "[0,7]",
                "[1.5]",
                "[\"7\"]",
                "[-1]",
                "\"7,\"",
                "\",\"",
                "true",
                "{}",
                "[36501]",
                "[1,2,3,4,5,6,7,8,9,10,11]"
            })
    void writeWhenNumbersAreBadThenRefused(String json) throws JsonProcessingException {
        assertThat(faults("{\"expiryNoticeDays\":" + json + "}")).containsExactly("expiryNoticeDays");
    }

    @Test
    void writeWhenSeveralTextsThenAListOfThem() throws JsonProcessingException {
        String json = "[\"CI, read only?expires=90d\",\"Laptop?name=Laptop\"]";

        assertThat(faults("{\"templates\":" + json + "}")).isEmpty();

        assertThat(realm.attributes())
                .containsEntry("api-tokens.templates", "CI, read only?expires=90d##Laptop?name=Laptop");
        assertThat(document.read().path("templates")).hasToString(json);
        assertThat(faults("{\"templates\":[]}")).isEmpty();
        assertThat(realm.attributes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"CI?expires=90d\"",
                "[\"CI\"]",
                "[1]",
                "[null]",
                "[\"\"]",
                "[\"CI?name=a##Laptop?name=b\"]",
                "[\"CI?name=a\",\"CI?name=b\"]",
                "{}"
            })
    void writeWhenTextsAreBadThenRefused(String json) throws JsonProcessingException {
        assertThat(faults("{\"templates\":" + json + "}")).containsExactly("templates");
    }
}
