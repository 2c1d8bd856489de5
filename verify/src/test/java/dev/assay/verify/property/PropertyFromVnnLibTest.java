package dev.assay.verify.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PropertyFromVnnLibTest {
  private static final String BOX =
      """
      ; a comment
      (declare-const X_0 Real)
      (declare-const Y_0 Real)
      (declare-const Y_1 Real)
      (assert (>= X_0 -0.1))
      (assert (<= X_0 0.3))
      """;

  private static BigDecimal number(String text) {
    return new BigDecimal(text);
  }

  @Test
  void keepsDecimalsAsTheyAre() {
    Property p = PropertyFromVnnLib.parse(BOX + "(assert (>= Y_0 (+ Y_1 0.1)))");
    Property.Case only = p.cases().get(0);
    assertThat(only.box()).isEqualTo(new Box(List.of(number("-0.1")), List.of(number("0.3"))));
    assertThat(only.constraints())
        .containsExactly(
            new Constraint(
                Map.of(), Map.of(0, number("-1"), 1, number("1")), number("-0.1"), false));
  }

  @Test
  void multipliesDisjunctionsOut() {
    Property p =
        PropertyFromVnnLib.parse(
            BOX + "(assert (or (and (<= Y_0 0) (<= Y_1 0)) (and (>= Y_0 9)) (<= X_0 0.2)))");
    assertThat(p.cases()).hasSize(3);
    assertThat(p.cases().get(0).constraints()).hasSize(2);
    assertThat(p.cases().get(2).box().high()).containsExactly(number("0.2"));
    assertThat(p.cases().get(2).constraints()).isEmpty();
  }

  @Test
  void leavesOutCasesWithoutInputs() {
    assertThat(PropertyFromVnnLib.parse(BOX + "(assert (>= X_0 0.4))").cases()).isEmpty();
  }

  @Test
  void saysWhatIsNotUnderstoodAndWhere() {
    assertThatThrownBy(() -> PropertyFromVnnLib.parse(BOX + "(assert (=> Y_0 1))"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(=> Y_0 1)")
        .hasMessageContaining("line     : 7");
    assertThatThrownBy(() -> PropertyFromVnnLib.parse("(declare-const X_0 Real)"))
        .hasMessageContaining("X_0 has no lower one");
    assertThatThrownBy(() -> PropertyFromVnnLib.parse("(assert"))
        .hasMessageContaining("not closed");
  }
}
