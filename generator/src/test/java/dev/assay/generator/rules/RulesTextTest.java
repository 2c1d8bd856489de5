package dev.assay.generator.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.expr.Dims;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.TensorType;
import dev.assay.core.tensor.DType;
import dev.assay.generator.records.Call;
import dev.assay.generator.records.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RulesTextTest {
  /** A guard that asks for a type, a real number that must be whole, and a list that may lack. */
  private static final List<String> LINES =
      List.of(
          RulesText.HEAD,
          "operator nobody Scaled 1 1 1",
          "input x single T float32 int32 int64",
          "output y single T float32 int32 int64",
          "attribute by FLOAT required",
          "attribute step INTS",
          "types T float32 int32 int64",
          "require whole(by) = 1 when type(x) is int32 or int64",
          "type y type(x)",
          "shape y (x / (step else 1))");

  private static final OperatorRules RULES = RulesFromText.of(LINES).get(0);

  private static Optional<List<TensorType>> outputs(DType type, Map<String, Attribute> attributes) {
    Operand x = Operand.of(type, Dims.ofNumbers(7, 4));
    return RULES.outputs(new Call(List.of(Optional.of(x)), attributes, 1));
  }

  @Test
  void rulesAreWrittenAsTheyWereRead() {
    List<String> written = new ArrayList<>(List.of(RulesText.HEAD));
    written.addAll(RulesText.of(RULES));
    assertThat(written).isEqualTo(LINES);
  }

  @Test
  void aConditionOfSomeTypesIsNoneOfOthers() {
    Map<String, Attribute> half = Map.of("by", Attribute.of(0.5));
    assertThat(outputs(DType.FLOAT32, half)).isPresent();
    assertThat(outputs(DType.INT32, half)).isEmpty();
    assertThat(outputs(DType.INT64, half)).isEmpty();
    assertThat(outputs(DType.INT64, Map.of("by", Attribute.of(2.0)))).isPresent();
  }

  @Test
  void whatIsNotGivenIsWhatStandsInItsPlace() {
    Attribute one = Attribute.of(1.0);
    assertThat(outputs(DType.FLOAT32, Map.of("by", one)))
        .contains(List.of(TensorType.of(DType.FLOAT32, 7, 4)));
    assertThat(outputs(DType.FLOAT32, Map.of("by", one, "step", Attribute.ofInts(List.of(2L, 3L)))))
        .contains(List.of(TensorType.of(DType.FLOAT32, 3, 1)));
  }
}
