package dev.apitokens.keycloak.introspection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apitokens.keycloak.rest.Answer;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.charset.StandardCharsets;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;

/**
 * An introspection response that says for how long it may be used again. Keycloak's endpoint has "no-cache" put into whatever a
 * provider has answered. The headers are sent with the first byte of the body, so that who writes the body has the last word.
 */
final class IntrospectionAnswer {

    private final byte[] body;

    IntrospectionAnswer(ObjectNode answer) {
        this.body = answer.toString().getBytes(StandardCharsets.UTF_8);
    }

    Response usableFor(int seconds) {
        String cacheControl = Answer.cacheControl(seconds);
        StreamingOutput output = stream -> {
            CurrentRequestManager.get()
                    .getResponse()
                    .get()
                    .getHeaders()
                    .putSingle(HttpHeaders.CACHE_CONTROL, cacheControl);
            stream.write(body);
        };
        return Response.ok(output, MediaType.APPLICATION_JSON_TYPE).build();
    }
}
