package dev.apitokens.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    @TempDir
    private Path folder;

    @Test
    void textWhenTheEndIsHalfACharacterThenWhatIsBeforeIt() throws IOException {
        byte[] whole = "one\ntwo…".getBytes(StandardCharsets.UTF_8);

        assertThat(written(Arrays.copyOf(whole, whole.length - 1)).text()).isEqualTo("one\ntwo\uFFFD");
        assertThat(written(whole).text()).isEqualTo("one\ntwo…");
    }

    @Test
    void linesWhenTheLastIsNotWrittenToItsEndThenWithoutIt() throws IOException {
        assertThat(written("one\ntwo\nthr".getBytes(StandardCharsets.UTF_8)).lines())
                .containsExactly("one", "two");
        assertThat(written("on".getBytes(StandardCharsets.UTF_8)).lines()).isEmpty();
    }

    private LogFile written(byte[] bytes) throws IOException {
        return new LogFile(Files.write(folder.resolve("log"), bytes));
    }
}
