package dev.apitokens.systemtests.lifecycle;

import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.StoredTokens;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When a token was last used, and where: written behind, and to the minute. */
class LastUseIT {

    private final Product product = Product.shared();
    private final StoredTokens database = new StoredTokens(product.database);
    private final Person person = product.newPerson();

    @Test
    void introspectThenTimeAndResourceServerAreShown() {
        Instant before = Instant.now().minusMillis(1);
        Person.Created token = person.create("a");
        assertThat(person.get("/" + token.id()).json().path("lastUsedAt").isNull())
                .isTrue();

        product.introspect(token.secret(), "mcp-server");

        awaitUse(token);
        Instant lastUsedAt = Instant.ofEpochMilli(lastUsedAt(token));
        assertThat(lastUsedAt).isBetween(before, Instant.now());
        assertThat(person.get("/" + token.id()).body()).contains("\"mcp-server\"");
        assertThat(database.query("select IDLE_SINCE from API_TOKEN where ID = ?", token.id()))
                .containsExactly(String.valueOf(lastUsedAt.toEpochMilli()));
    }

    @Test
    void introspectWhenAgainWithinTheMinuteThenWrittenOnceAndLaterAgain() {
        Person.Created often = person.create("often");
        Person.Created other = person.create("other");
        // By a node whose clock is ahead: however long the machine takes, the minute is not over.
        long justNoted = Instant.now().plus(Duration.ofMinutes(10)).toEpochMilli();
        set(often, justNoted);

        product.introspect(often.secret());
        product.introspect(other.secret());

        // Of one batch, or the earlier first: with the other's use this one's fate is decided.
        awaitUse(other);
        assertThat(lastUsedAt(often)).isEqualTo(justNoted);

        long longAgo = Instant.now().minus(Duration.ofMinutes(2)).toEpochMilli();
        set(often, longAgo);
        product.introspect(often.secret());
        await("the later use").until(() -> lastUsedAt(often) > longAgo);
    }

    @Test
    void introspectWhenInactiveThenNoUse() {
        Person.Created revoked = person.create("revoked");
        person.revoke(revoked.id());
        Person.Created other = person.create("other");

        product.introspect(revoked.secret());
        product.introspect(other.secret());

        awaitUse(other);
        assertThat(database.query("select LAST_USED_AT from API_TOKEN where ID = ?", revoked.id()))
                .containsExactly("null");
    }

    private void awaitUse(Person.Created token) {
        await("the use of " + token.id())
                .until(() ->
                        !person.get("/" + token.id()).json().path("lastUsedAt").isNull());
    }

    private void set(Person.Created token, long at) {
        database.update("update API_TOKEN set LAST_USED_AT = " + at + " where ID = ?", token.id());
    }

    private long lastUsedAt(Person.Created token) {
        return Long.parseLong(database.query("select LAST_USED_AT from API_TOKEN where ID = ?", token.id())
                .get(0));
    }
}
