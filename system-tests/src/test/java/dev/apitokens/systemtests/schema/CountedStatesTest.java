package dev.apitokens.systemtests.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.launcher.Database;
import dev.apitokens.launcher.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page about compatibility counts the states of the tables that {@link MigrationIT} goes through. */
class CountedStatesTest {

    private static final Pattern BEFORE_THE_LAST =
            Pattern.compile("each of the (\\d+) states of the tables before the last");

    @Test
    void pageThenCountsEachChangeSetButTheLast() throws IOException {
        List<String> states = Changelog.ofNow(
                        new Database("dev-mem", "jdbc:h2:mem:counted-states;NON_KEYWORDS=VALUE", "sa", "password"))
                .ids();

        assertThat(BEFORE_THE_LAST
                        .matcher(Files.readString(Layout.find().root().resolve("docs/compatibility.md")))
                        .results()
                        .map(found -> Integer.parseInt(found.group(1))))
                .containsExactly(states.size() - 1);
    }
}
