package dev.apitokens.systemtests.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MedianTest {

    @ParameterizedTest
    @CsvSource({"7,7", "9 1,5", "9 1 2,2", "4 1 9 2,3"})
    void medianThenInTheMiddle(String figures, double median) {
        DoubleStream stream = Arrays.stream(figures.split(" ", -1)).mapToDouble(Double::parseDouble);

        assertThat(Median.of(stream)).isEqualTo(median);
    }

    @Test
    void medianOfNothingThenNoNumber() {
        assertThat(Median.of(DoubleStream.empty())).isNaN();
    }
}
