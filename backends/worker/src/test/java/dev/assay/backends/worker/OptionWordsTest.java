package dev.assay.backends.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptionWordsTest {
  private enum Level {
    PLAIN,
    ALL
  }

  private static OptionWords words(Map<String, String> given) {
    return OptionWords.of("Sys", Set.of("opt", "threads"), given);
  }

  @Test
  void anOptionThatIsNotGivenHasItsUsualValue() {
    assertThat(words(Map.of()).choice("opt", Level.ALL)).isEqualTo(Level.ALL);
    assertThat(words(Map.of("opt", "plain")).choice("opt", Level.ALL)).isEqualTo(Level.PLAIN);
    assertThat(words(Map.of()).threads()).isEqualTo(1);
    assertThat(words(Map.of("threads", "4")).threads()).isEqualTo(4);
  }

  @Test
  void whatIsNoOptionOrValueIsSaidWithThoseThereAre() {
    assertThatThrownBy(() -> words(Map.of("speed", "9")))
        .hasMessageContaining("required : opt, threads")
        .hasMessageContaining("but      : speed");
    assertThatThrownBy(() -> words(Map.of("opt", "most")).choice("opt", Level.ALL))
        .hasMessageContaining("required : one of all, plain");
    assertThatThrownBy(() -> words(Map.of("threads", "many")).threads())
        .hasMessageContaining("required : a number of threads");
  }
}
