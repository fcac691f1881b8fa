package dev.apitokens.systemtests.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * The events of a realm, the latest first.
 *
 * @param admin who may read them
 * @param realm name of the realm
 */
public record Events(Admin admin, String realm) {

    private static final int ALL = 10_000;

    /** Those of all users. */
    public List<JsonNode> all() {
        return read("/events?max=" + ALL);
    }

    /** Those of a type, whoever they are about. */
    public List<JsonNode> of(String type) {
        return read("/events?max=" + ALL + "&type=" + type);
    }

    /** Those of a type that are about a user. */
    public List<JsonNode> of(String type, String username) {
        return read("/events?max=" + ALL + "&type=" + type + "&user=" + admin.userId(realm, username));
    }

    /** The latest of a type; it must be there. */
    public JsonNode last(String type) {
        return read("/events?max=1&type=" + type).get(0);
    }

    /** What admins did at a path, which begins below the realm's. */
    public List<JsonNode> ofAdmins(String path) {
        return read("/admin-events?max=" + ALL + "&resourcePath=" + path);
    }

    private List<JsonNode> read(String query) {
        return StreamSupport.stream(admin.get("/" + realm + query).spliterator(), false)
                .toList();
    }
}
