package dev.assay.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.onnx.Schema;
import dev.assay.core.onnx.Schemas;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.tensor.DType;
import dev.assay.generator.Found;
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
 * for the types that are listed here with a reason.
 */
class OperatorTypesTest {
  /** Types of a port that Assay does not read or draw, though the schema allows them. */
  private record LeftOut(String operator, String port, Set<DType> types, String why) {

    boolean holds(Slot slot) {
      return slot.operator().name().equals(operator)
          && slot.port().equals(port)
          && types.contains(slot.type());
    }
  }

  private static final List<LeftOut> LEFT_OUT =
      List.of(
          new LeftOut(
              "Attention",
              "attn_mask",
              DType.INTEGERS,
              "the text has masks of truth values and of the queries' type alone"),
          new LeftOut(
              "Cast", "input", Set.of(DType.STRING), "hardly a text that is drawn is a number"),
          new LeftOut(
              "Cast", "output", Set.of(DType.STRING), "the digits of a number as text are open"),
          new LeftOut("CastLike", "input", Set.of(DType.STRING), "as of Cast"),
          new LeftOut("CastLike", "target_type", Set.of(DType.STRING), "as of Cast"),
          new LeftOut(
              "Col2Im",
              "input",
              DType.setOf(DType.STRING, DType.BOOL),
              "blocks are added up, which texts and truth values cannot be"),
          new LeftOut(
              "GridSample",
              "X",
              Set.of(DType.STRING),
              "there is no text to pad with, and none between two texts"),
          new LeftOut(
              "Resize",
              "X",
              Set.of(DType.STRING),
              "there is no text to extrapolate with, and none between two texts"));

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
          .isEqualTo(LEFT_OUT.stream().noneMatch(l -> l.holds(slot)));
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
