package dev.assay.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.graph.Value;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.reading.Enclosure;
import dev.assay.core.reading.ExactReading;
import dev.assay.core.reading.FieldReading;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.reading.UnsupportedNodeException;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.Found;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of the field and exact readings of every operator of which nodes are drawn. */
class FieldLawsTest {
  /** Models a definition. */
  private static final int COUNT = 5;

  static Stream<Operator> operators() {
    return Catalogue.drawn().stream();
  }

  private static Stream<Found> draws(Operator operator) {
    return Draws.of(operator).stream().limit(COUNT);
  }

  private static Optional<ExactReading> exact(GraphReading reading) {
    try {
      return Optional.of(ExactReading.of(reading));
    } catch (UnsupportedNodeException e) {
      assertThat(e.getMessage()).containsAnyOf("rational", "no formula");
      return Optional.empty();
    }
  }

  /**
   * The exact number is in the enclosure, or between it and the next number of the type; and in the
   * field it is the very residue. An operator without exact numbers says so by name.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("operators")
  void exactNumbersAreEnclosedAndHaveTheResiduesOfTheField(Operator operator) {
    draws(operator).forEach(FieldLawsTest::exactNumbersAreEnclosed);
  }

  private static void exactNumbersAreEnclosed(Found f) {
    GraphReading reading = GraphReading.of(f.graph(), f.inputs());
    Optional<ExactReading> exact = exact(reading);
    FieldReading field = FieldReading.of(reading, name -> false, 1);
    for (Value v : f.graph().outputs()) {
      Tensor t = reading.value(v.name());
      if (exact.isEmpty() || !t.type().isFloat() || !reading.isSpecified(v.name())) {
        continue;
      }
      Enclosure e = reading.enclosure(v.name());
      for (int k = 0; k < t.size(); k++) {
        String at = "%s of %s in %s%n%s".formatted(k, v.name(), f.graph(), f.inputs());
        assertThat(near(exact.get(), v.name(), k, e))
            .as("%s is near %s, %s", exact.get().describe(v.name(), k), e.describe(k), at)
            .isTrue();
        if (field.uninterpreted().isEmpty() && Double.isFinite(t.reals()[k])) {
          assertThat(field.residue(v.name(), k)).as(at).isEqualTo(exact.get().residue(v.name(), k));
        }
      }
    }
  }

  private static boolean near(ExactReading exact, String name, int k, Enclosure e) {
    double low = below(e.type(), e.low(k));
    double high = -below(e.type(), -e.high(k));
    return exact.isBetween(name, k, low, high);
  }

  /** The next number of the type. */
  private static double below(DType type, double x) {
    return type == DType.FLOAT64 ? Math.nextDown(x) : type.down(Math.nextDown(x));
  }

  /** The same point, the same numbers; another key, other numbers where inputs are free. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("operators")
  void theFieldIsAFunctionOfItsKey(Operator operator) {
    for (Found f : draws(operator).toList()) {
      GraphReading reading = GraphReading.values(f.graph(), f.inputs());
      FieldReading one = FieldReading.of(reading, name -> true, 1);
      FieldReading again = FieldReading.of(reading, name -> true, 1);
      f.graph().outputs().forEach(v -> assertThat(one.isSame(v.name(), again)).isTrue());
      assertThat(one.uninterpreted()).isEqualTo(again.uninterpreted());
    }
  }

  @Test
  void mostOperatorsHaveAMeaningInTheField() {
    long whole =
        operators()
            .filter(
                o ->
                    draws(o)
                        .map(f -> GraphReading.values(f.graph(), f.inputs()))
                        .allMatch(
                            r -> FieldReading.of(r, name -> true, 1).uninterpreted().isEmpty()))
            .count();
    assertThat(whole).isBetween(100L, operators().count());
  }
}
