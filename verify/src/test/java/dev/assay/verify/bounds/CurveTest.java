package dev.assay.verify.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the lines around a function must be. The law: for each interval in which it is defined and
 * each slope, a function plus so much of its argument lies in the bounds of that sum.
 */
class CurveTest {
  private static final int INTERVALS = 400;
  private static final int POINTS = 20;

  static Stream<Function> functions() {
    return Stream.concat(
        Arrays.stream(Elementary.values()),
        DoubleStream.of(2, 3, 4, 5, 1.5, 2.5, 0.5, 0.25, 1 / 3.0, -1, -2, -3, -0.5, -1.5)
            .mapToObj(Power::new));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void functionsLieBetweenTheirLines(Function function) {
    Choices choices = Choices.of(1);
    int bounded = 0;
    for (int k = 0; k < INTERVALS; k++) {
      double size = Math.scalb(1.0, choices.between(-6, 3));
      double l = size * (2 * choices.unit() - 1) + (choices.flag() ? 0 : choices.between(-4, 4));
      double h = l + size * choices.unit();
      bounded += isBounded(function, l, h, 2 * choices.normal(), choices) ? 1 : 0;
    }
    assertThat(bounded).isGreaterThan(INTERVALS / 10);
  }

  private static boolean isBounded(
      Function function, double l, double h, double slope, Choices choices) {
    Network network = new Network(1);
    int curve = network.add(new Curve(function, 0, 0, 0, Double.POSITIVE_INFINITY));
    Form sum = Form.exactSum(Form.ofUnit(curve), slope, Form.ofUnit(0));
    int place = network.add(new Affine(sum, 0, Double.MAX_VALUE));
    Bounds bounds = new Bounds(network, false);
    bounds.enclose(new double[] {l}, new double[] {h});
    if (!function.isDefined(l, h)) {
      assertThat(bounds.least(place)).isEqualTo(Double.NEGATIVE_INFINITY);
      return false;
    }
    for (int p = 0; p <= POINTS; p++) {
      double x = p == 0 ? l : p == 1 ? h : l + choices.unit() * (h - l);
      double y = function.at(x);
      assertThat(y).as("%s at %s", function, x).isBetween(bounds.low(curve), bounds.high(curve));
      assertThat(y + slope * x)
          .as("%s at %s in [%s, %s], plus %s x", function, x, l, h, slope)
          .isBetween(bounds.least(place), bounds.greatest(place));
    }
    return true;
  }

  /** Where a function may leave its domain nothing is proved, whatever was bounded before. */
  @Test
  void noBoxOfInputsIsEmpty() {
    double most = Double.POSITIVE_INFINITY;
    Network network = new Network(1);
    int first = network.add(new Curve(Elementary.TANH, 0, 0, 0, most));
    int inverse = network.add(new Curve(Power.RECIPROCAL, first, 0, 0, most));
    int last = network.add(new Curve(Elementary.ATAN, inverse, 0, 0, most));
    Bounds bounds = new Bounds(network, false);
    Choices choices = Choices.of(1);
    for (int k = 0; k < INTERVALS; k++) {
      double l = 2 * choices.unit() - 1;
      double h = l + choices.unit();
      bounds.enclose(new double[] {l}, new double[] {h});
      assertThat(bounds.isEmpty()).as("[%s, %s]", l, h).isFalse();
      if (l <= 0 && h >= 0) {
        assertThat(bounds.least(last)).isEqualTo(Double.NEGATIVE_INFINITY);
        bounds.enclose(new double[] {h / 2}, new double[] {h}, Optional.of(bounds.intervals()));
        assertThat(network.values(new double[] {h})[last])
            .isBetween(bounds.least(last), bounds.greatest(last));
      }
    }
  }
}
