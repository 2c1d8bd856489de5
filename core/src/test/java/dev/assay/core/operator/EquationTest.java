package dev.assay.core.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.expr.Dims;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EquationTest {

  @Test
  void anArrowSaysTheLabelsOfTheResult() {
    Equation e = Equation.parse(" bij , bjk -> bik ");
    assertThat(e.terms()).containsExactly("bij", "bjk");
    assertThat(e.result()).isEqualTo("bik");
    assertThat(e.summed()).isEqualTo("j");
  }

  @Test
  void withoutAnArrowTheResultHasTheLabelsThatOccurOnceInAlphabeticalOrder() {
    assertThat(Equation.parse("kB,ka").result()).isEqualTo("Ba");
    assertThat(Equation.parse("ii").result()).isEmpty();
  }

  @Test
  void withoutAnArrowTheEllipsisComesFirst() {
    assertThat(Equation.parse("ij...,jk...").result()).isEqualTo(".ik");
  }

  @Test
  void anEquationIsClosedWhenEveryLabelOfTheResultIsOneOfATerm() {
    assertThat(Equation.parse("ij->i").isClosed()).isTrue();
    assertThat(Equation.parse("ij->k").isClosed()).isFalse();
    assertThat(Equation.parse("ij->ii").isClosed()).isFalse();
  }

  @Test
  void splittingAndJoiningAreInverse() {
    Dims point = Dims.ofNumbers(List.of(2, 3, 5, 7));
    Map<Character, Dims> parts = Equation.split("a.b", point, 2);
    assertThat(parts.get('.')).isEqualTo(Dims.ofNumbers(List.of(3, 5)));
    assertThat(Equation.join("a.b", parts)).isEqualTo(point);
    assertThat(Equation.join(".", parts)).isEqualTo(Dims.ofNumbers(List.of(3, 5)));
  }
}
