package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SuggestionsTest {
  @ParameterizedTest
  @CsvSource({"Conv, Conv, 0", "Covn, Conv, 1", "Con, Conv, 1", "Convv, Conv, 1", "abc, xyz, 3"})
  void distanceCountsEdits(String a, String b, int edits) {
    assertThat(Suggestions.distance(a, b)).isEqualTo(edits);
  }

  @Test
  void theNearestComesFirst() {
    assertThat(Suggestions.near("Reducemin", List.of("ReduceMax", "ReduceMin", "Relu")))
        .containsExactly("ReduceMin", "ReduceMax");
  }

  @Test
  void whatIsFarIsNotSuggested() {
    assertThat(Suggestions.near("zebra", List.of("fuzz", "gen"))).isEmpty();
  }
}
