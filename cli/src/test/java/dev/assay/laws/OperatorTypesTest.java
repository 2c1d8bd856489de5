package dev.assay.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.onnx.Schema;
import dev.assay.core.onnx.Schemas;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.tensor.DType;
import dev.assay.generator.Found;
import dev.assay.generator.LeftOut;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds of every definition at every element type that ONNX's schema allows, port by port, but
 * for the types that {@link LeftOut} lists with a reason.
 */
class OperatorTypesTest {
  /**
   * The types of tensors that schemas name and Assay has not: no system under test computes with
   * complex numbers, and ONNX gives them to operators that move elements, whatever these are.
   */
  private static final Set<String> NOT_HAD = Set.of("complex64", "complex128");

  /** Not those that compilers add: their schemas name types for which nobody has a kernel. */
  static Stream<Operator> operators() {
    return Catalogue.drawn().stream().filter(o -> !Catalogue.isContributed(o));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operators")
  void everyTypeOfEveryPortHasItsReadings(Operator operator) {
    for (Slot slot : Slot.of(operator)) {
      Optional<Found> drawn = slot.draw();
      assertThat(drawn.isPresent())
          .as("whether a model is drawn of %s, which is not left out", slot)
          .isEqualTo(!LeftOut.holds(slot.operator(), slot.port(), slot.type()));
      drawn.ifPresent(Laws::valuesAreAsTheModelSays);
      drawn.ifPresent(Laws::enclosuresHoldTheValues);
      drawn.ifPresent(Laws::returnsFromOnnx);
    }
  }

  @Test
  void noOtherTypeOfTensorIsInTheSchemas() {
    Set<String> had = Set.copyOf(EnumSet.allOf(DType.class).stream().map(DType::label).toList());
    assertThat(
            Catalogue.all().stream()
                .flatMap(o -> Schemas.find(o.domain(), o.name(), Integer.MAX_VALUE).stream())
                .map(Schema::constraints)
                .flatMap(c -> c.values().stream().flatMap(List::stream))
                .filter(t -> t.startsWith("tensor("))
                .map(t -> t.substring("tensor(".length(), t.length() - 1))
                .filter(t -> !had.contains(t)))
        .isSubsetOf(NOT_HAD);
  }
}
