package dev.apitokens.systemtests.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.client.Http;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A kind of call.
 *
 * @param name as the report calls it
 * @param bodies what is sent, one after the other
 * @param expected a piece of every good answer
 */
record Variant(String name, String url, Map<String, String> headers, List<String> bodies, String expected) {

    /** What sends it, once each body was sent and answered well: a load of refusals would be fast. */
    Wrk checked(Path folder) {
        for (String body : bodies) {
            Http.Answer answer = answer(body);
            assertThat(answer.status()).as(name + ": " + answer.body()).isEqualTo(200);
            assertThat(answer.body()).as(name).contains(expected);
        }
        return Wrk.post(url, headers, bodies, folder.resolve(name.replaceAll("[^a-zA-Z0-9]+", "-") + ".lua"));
    }

    private Http.Answer answer(String body) {
        HttpRequest.Builder request = Http.request(url).POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return Http.send(request);
    }
}
