package dev.assay.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AxisGroupsTest {
  private static final List<List<String>> SHAPES = List.of(List.of("I", "J"));

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "in  X: T[I, J]; in  X: T[I..]",
        "in  X: T[~I, ~J]; in  X: T[~I..]",
        "sum(i, j) x[k, i, j | 0] / (I * J); sum(i..) x[k, i.. | 0] / (I..)",
        "x[0, i, j] for all i, j   # j is no index here; x[0, i..] for all i..   # j is no index here"
      })
  void axesThatAreNeverApartAreOneGroup(String text, String folded) {
    assertThat(AxisGroups.fold(text, SHAPES)).isEqualTo(folded);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"x[i, j + 1]", "x[i + 1, j]", "x[i]", "x[i, 0, j]", "K // I * J", "x[i, j] * I"})
  void axesThatAreApartSomewhereStayAsTheyAre(String text) {
    assertThat(AxisGroups.fold(text, SHAPES)).isEqualTo(text);
  }
}
