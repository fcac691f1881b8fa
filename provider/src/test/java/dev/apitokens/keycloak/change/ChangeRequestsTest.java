package dev.apitokens.keycloak.change;

import static dev.apitokens.keycloak.fixtures.Refusals.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.apitokens.keycloak.fixtures.TestRealm;
import dev.apitokens.keycloak.rest.JsonBody;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bodies of the three calls, as they come. */
class ChangeRequestsTest {

    private static final String OTHER_BODY = "The body is not the JSON object that this call takes";

    private final TestRealm realm = new TestRealm();

    private <T> T read(String json, Class<T> type) {
        return read(json.getBytes(UTF_8), type);
    }

    private <T> T read(byte[] body, Class<T> type) {
        return JsonBody.read(realm.session(), new ByteArrayInputStream(body), type);
    }

    private void assertNotTaken(String json, Class<?> type) {
        assertRefused(() -> read(json, type), 400, "invalid_request", OTHER_BODY);
    }

    @Test
    void createThenEveryMember() {
        assertThat(read("""
                                {"name": "Deploy", "description": "of nights", "expiresAt": "2030-01-31T00:00:00Z",
                                 "scopes": ["read", "write"], "resources": ["api"], "addresses": ["192.0.2.0/24"]}
                                """, CreateRequest.class))
                .isEqualTo(new CreateRequest(
                        "Deploy",
                        "of nights",
                        "2030-01-31T00:00:00Z",
                        List.of("read", "write"),
                        List.of("api"),
                        List.of("192.0.2.0/24")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":null,\"description\":null,\"expiresAt\":null,\"scopes\":null,\"resources\":null,\"addresses\":null}"
            })
    void createWhenMembersAreLeftOutOrNullThenNothingIsSaid(String json) {
        assertThat(read(json, CreateRequest.class)).isEqualTo(new CreateRequest(null, null, null, null, null, null));
    }

    @Test
    void createWhenNullIsInAListThenItStaysThereForWhoReadsTheList() {
        assertThat(read("{\"scopes\":[\"read\",null]}", CreateRequest.class).scopes())
                .isEqualTo(Arrays.asList("read", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":1}",
                "{\"name\":1.5}",
                "{\"name\":true}",
                "{\"name\":[\"a\"]}",
                "{\"name\":{}}",
                "{\"description\":7}",
                "{\"expiresAt\":1900000000}",
                "{\"expiresAt\":false}",
                "{\"scopes\":\"read\"}",
                "{\"scopes\":\"\"}",
                "{\"scopes\":[1]}",
                "{\"scopes\":[true]}",
                "{\"scopes\":[[\"read\"]]}",
                "{\"scopes\":{\"0\":\"read\"}}",
                "{\"resources\":\"api\"}",
                "{\"resources\":[1.5]}",
                "{\"addresses\":\"192.0.2.7\"}",
                "{\"addresses\":[{}]}"
            })
    void createWhenAMemberIsOfAnotherTypeThenRefused(String json) {
        assertNotTaken(json, CreateRequest.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"nmae\":\"a\"}",
                "{\"Name\":\"a\"}",
                "{\"name\":\"a\",\"id\":\"1\"}",
                "{\"name\":\"a\",\"name\":\"a\"}",
                "{\"scopes\":[],\"scopes\":null}",
                "{\"name\":\"a\"}{}",
                "{\"name\":\"a\"",
                "{'name':'a'}",
                "[]",
                "\"a\"",
                "1"
            })
    void createWhenMisspeltOrSaidTwiceOrNoObjectThenRefused(String json) {
        assertNotTaken(json, CreateRequest.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", ""})
    void createWhenThereIsNoObjectAtAllThenRefused(String json) {
        assertRefused(
                () -> read(json, CreateRequest.class),
                400,
                "invalid_request",
                json.isEmpty() ? OTHER_BODY : "The body must be a JSON object");
    }

    @Test
    void createWhenUnicodeThenAsItWasMeantInEachEncodingOfJson() {
        String rocket = "\uD83D\uDE80 d\u00E9ploiement";
        assertThat(read("{\"name\":\"\\uD83D\\uDE80 d\\u00e9ploiement\"}", CreateRequest.class)
                        .name())
                .isEqualTo(rocket);
        assertThat(read(("{\"name\":\"" + rocket + "\"}").getBytes(UTF_8), CreateRequest.class)
                        .name())
                .isEqualTo(rocket);
        assertThat(read(("{\"name\":\"" + rocket + "\"}").getBytes(UTF_16BE), CreateRequest.class)
                        .name())
                .isEqualTo(rocket);
        // No text in UTF-8.
        assertRefused(
                () -> read(
                        new byte[] {'{', '"', 'n', 'a', 'm', 'e', '"', ':', '"', (byte) 0xFF, '"', '}'},
                        CreateRequest.class),
                400,
                "invalid_request",
                OTHER_BODY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"description\":\"\\u0000\"}",
                "{\"description\":\"\\uD83D\"}",
                "{\"expiresAt\":\"\\u0000\"}",
                "{\"scopes\":[\"\\uDE80\"]}",
                "{\"resources\":[\"api\\u0000\"]}",
                "{\"addresses\":[\"\\u0000\"]}",
                "{\"\\u0000\":1}"
            })
    void createWhenNoDatabaseCanHoldATextThenRefused(String json) {
        assertRefused(
                () -> read(json, CreateRequest.class),
                400,
                "invalid_request",
                "The body holds a character that no text of ours has");
    }

    @Test
    void createWhenNoDatabaseCanHoldTheNameThenThatIsForTheRulesOfNames() {
        assertThat(read("{\"name\":\"a\\u0000\"}", CreateRequest.class).name()).isEqualTo("a\0");
    }

    @Test
    void createWhenLongerThanSixteenKilobytesThenRefused() {
        String json = "{\"description\":\"" + "x".repeat(16 * 1024 - 18) + "\"}";
        assertThat(json).hasSize(16 * 1024);
        assertThat(read(json, CreateRequest.class).description()).hasSize(16 * 1024 - 18);

        assertRefused(
                () -> read(json + " ", CreateRequest.class),
                413,
                "invalid_request",
                "The body may have 16 KB at the most");
    }

    @Test
    void createWhenNotSaidToBeJsonThenRefused() {
        for (MediaType type : List.of(
                MediaType.TEXT_PLAIN_TYPE, MediaType.APPLICATION_FORM_URLENCODED_TYPE, MediaType.WILDCARD_TYPE)) {
            realm.contentType(type);
            assertRefused(
                    () -> read("{}", CreateRequest.class),
                    415,
                    "invalid_request",
                    "The content type must be application/json");
        }
        realm.contentType(MediaType.APPLICATION_JSON_TYPE.withCharset("utf-8"));
        assertThat(read("{}", CreateRequest.class)).isNotNull();
    }

    @Test
    void changeThenWhatIsLeftOutIsNotWhatIsEmpty() {
        assertThat(read("{\"name\":\"a\",\"description\":\"\",\"scopes\":[]}", ChangeRequest.class))
                .isEqualTo(new ChangeRequest("a", "", List.of(), null, null));
        assertNotTaken("{\"expiresAt\":null}", ChangeRequest.class);
    }

    @Test
    void changeThenNarrowsWhenItSaysAnythingOfAccess() {
        assertThat(read("{\"name\":\"a\",\"description\":\"b\"}", ChangeRequest.class)
                        .isNarrowing())
                .isFalse();
        for (String access : List.of("scopes", "resources", "addresses")) {
            assertThat(read("{\"" + access + "\":[]}", ChangeRequest.class).isNarrowing())
                    .as(access)
                    .isTrue();
        }
    }

    @Test
    void rotateThenNullIsNeverAndLeftOutIsNot() {
        assertThat(read("{}", RotateRequest.class)).isEqualTo(new RotateRequest(null, null));
        assertThat(read("{\"expiresAt\":null,\"graceSeconds\":null}", RotateRequest.class))
                .isEqualTo(new RotateRequest(JsonNodeFactory.instance.nullNode(), null));
        RotateRequest request =
                read("{\"expiresAt\":\"2030-01-31T00:00:00Z\",\"graceSeconds\":60}", RotateRequest.class);
        assertThat(Objects.requireNonNull(request.expiresAt()).textValue()).isEqualTo("2030-01-31T00:00:00Z");
        assertThat(request.graceSeconds()).isEqualTo(60);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"graceSeconds\":\"60\"}",
                "{\"graceSeconds\":\"\"}",
                "{\"graceSeconds\":1.5}",
                "{\"graceSeconds\":1e3}",
                "{\"graceSeconds\":true}",
                "{\"graceSeconds\":[60]}",
                "{\"graceSeconds\":99999999999999999999}",
                "{\"graceSeconds\":60,\"graceSeconds\":60}",
                "{\"name\":\"a\"}"
            })
    void rotateWhenAMemberIsOfAnotherTypeOrCallThenRefused(String json) {
        assertNotTaken(json, RotateRequest.class);
    }
}
