package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class DurationsTest {
  @ParameterizedTest
  @CsvSource({"60s, 60", "5m, 300", "2h, 7200", "1h30m, 5400", "0s, 0"})
  void readsHoursMinutesAndSeconds(String text, long seconds) {
    assertThat(new Durations().convert(text)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "60", "5 m", "s", "1s2m", "-1s"})
  void refusesEverythingElse(String text) {
    assertThatThrownBy(() -> new Durations().convert(text))
        .isInstanceOf(TypeConversionException.class);
  }

  @Test
  void showsAClock() {
    assertThat(Durations.clock(Duration.ofSeconds(75))).isEqualTo("01:15");
    assertThat(Durations.clock(Duration.ofSeconds(3723))).isEqualTo("1:02:03");
  }
}
