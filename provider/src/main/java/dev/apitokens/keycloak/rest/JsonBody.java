package dev.apitokens.keycloak.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/**
 * Reads request bodies, and reads them strictly: no more JSON than the call has a use for, no member that the type does not
 * have, no member twice, no number where a text belongs. What a caller misspells must not be taken for left out.
 */
public final class JsonBody {

    /** Most bodies have a few hundred bytes. */
    private static final int USUAL_KILOBYTES = 16;

    /** The member that has rules of its own for characters, stricter ones, and an error of its own. */
    private static final String NAMES = "name";

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    private JsonBody() {}

    /**
     * Reads the body of a request, of up to 16 KB.
     *
     * @throws ApiTokenErrorException when it is not what it should be
     */
    public static <T> T read(KeycloakSession session, InputStream body, Class<T> type) {
        return read(session, body, type, USUAL_KILOBYTES);
    }

    /**
     * Reads a body that may have much in it.
     *
     * @param maxKilobytes as many of 1,024 bytes as the largest that the type takes
     * @throws ApiTokenErrorException when it is not what it should be
     */
    public static <T> T read(KeycloakSession session, InputStream body, Class<T> type, int maxKilobytes) {
        if (!isJson(session.getContext().getHttpRequest().getHttpHeaders())) {
            throw ApiTokenErrorException.invalidRequest(
                    Response.Status.UNSUPPORTED_MEDIA_TYPE, "The content type must be application/json");
        }
        T value = parse(limited(body, maxKilobytes), type);
        if (value == null) {
            throw ApiTokenErrorException.invalidRequest(Response.Status.BAD_REQUEST, "The body must be a JSON object");
        }
        return value;
    }

    private static boolean isJson(HttpHeaders headers) {
        MediaType type = headers.getMediaType();
        return type != null && !type.isWildcardSubtype() && type.isCompatible(MediaType.APPLICATION_JSON_TYPE);
    }

    private static byte[] limited(InputStream body, int maxKilobytes) {
        int most = maxKilobytes * 1024;
        byte[] bytes;
        try {
            bytes = body.readNBytes(most + 1);
        } catch (IOException e) {
            throw ApiTokenErrorException.invalidRequest(Response.Status.BAD_REQUEST, "The body could not be read");
        }
        if (bytes.length > most) {
            throw ApiTokenErrorException.invalidRequest(
                    Response.Status.REQUEST_ENTITY_TOO_LARGE, "The body may have " + maxKilobytes + " KB at the most");
        }
        return bytes;
    }

    private static <T> @Nullable T parse(byte[] bytes, Class<T> type) {
        try {
            requireStorable(bytes);
            return MAPPER.readValue(bytes, type);
        } catch (IOException e) {
            // No JSON, or none of this type, or no text in any encoding of JSON's. The parser's message quotes the
            // body.
            throw ApiTokenErrorException.invalidRequest(
                    Response.Status.BAD_REQUEST, "The body is not the JSON object that this call takes");
        }
    }

    private static void requireStorable(byte[] bytes) throws IOException {
        try (JsonParser parser = MAPPER.createParser(bytes)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                boolean isText = token == JsonToken.FIELD_NAME
                        || (token == JsonToken.VALUE_STRING && !NAMES.equals(parser.currentName()));
                if (isText && !RequestText.isStorable(parser.getText())) {
                    throw ApiTokenErrorException.invalidRequest(
                            Response.Status.BAD_REQUEST, "The body holds a character that no text of ours has");
                }
            }
        }
    }
}
