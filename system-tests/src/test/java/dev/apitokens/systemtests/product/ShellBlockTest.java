package dev.apitokens.systemtests.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;

class ShellBlockTest {

    private static final String PAGE = """
        # First

        ```sh SomeIT
        one \\
          goes on
        two
        ```

        ```json
        # Not a heading
        ```

        ## Second

        1. In a list:
           ```bash example
           three
           ```
        """;

    @Test
    void readThenEachWithItsHeadingAndItsTest() {
        assertThat(ShellBlock.read(PAGE))
                .extracting(ShellBlock::heading, ShellBlock::runBy)
                .containsExactly(tuple("First", "SomeIT"), tuple("Second", "example"));
    }

    @Test
    void commandsWhenOneGoesOnThenJoined() {
        assertThat(ShellBlock.read(PAGE).get(0).commands()).containsExactly("one    goes on", "two");
    }
}
