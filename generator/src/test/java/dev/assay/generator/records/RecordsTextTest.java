package dev.assay.generator.records;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.TensorType;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.infer.Effort;
import dev.assay.generator.infer.Inference;
import dev.assay.generator.infer.Outset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsTextTest {
  private static final Declaration OPERATOR = OnnxDeclarations.find("", "Relu", 14).orElseThrow();

  private static List<Recorded> readBack(Declaration operator, List<Recorded> records) {
    List<String> lines = new ArrayList<>(List.of(RecordsText.HEAD));
    lines.addAll(RecordsText.of(operator, records));
    return RecordsFromText.of(lines).getOrDefault(operator.toString(), List.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Concat", "ConstantOfShape", "Pad", "Resize", "Split"})
  void whatAnInferenceRecordsIsReadBack(String name) {
    Declaration operator = OnnxDeclarations.find("", name, 17).orElseThrow();
    List<Recorded> records =
        Inference.of(
                operator,
                new CatalogueCaller(),
                Choices.of(1),
                Outset.of(Effort.USUAL.withExplored(150)))
            .records();
    assertThat(records).hasSizeGreaterThan(5);
    assertThat(readBack(operator, records)).isEqualTo(records);
  }

  @Test
  void allKindsOfValuesAndOutcomesAreReadBack() {
    Call call =
        new Call(
            List.of(
                Optional.empty(),
                Optional.of(Operand.of(Tensor.of(DType.FLOAT64, new int[] {2}, 1e-300, -0.5))),
                Optional.of(Operand.of(Tensor.of(new int[] {2}, "a b", ""))),
                Optional.of(Operand.of(Tensor.zeros(DType.INT8, 0, 3)))),
            Map.of(
                "tensor", Attribute.of(Tensor.of(DType.INT64, new int[] {2}, 3, -4)),
                "floats", Attribute.ofFloats(List.of(0.1, -2.0)),
                "strings", Attribute.ofStrings(List.of("x=y", "->")),
                "none", Attribute.ofInts(List.of())),
            2);
    List<Recorded> records =
        List.of(
            new Recorded(call, new Outcome.Taken(List.of(TensorType.of(DType.BOOL, 2, 0)))),
            new Recorded(
                call, new Outcome.Taken(List.of(new TensorType(DType.INT64, Optional.empty())))),
            new Recorded(call, new Outcome.Refused("ERROR", "line 1\nline 2 > 1")),
            new Recorded(call, new Outcome.Fatal("CRASH", "")));
    assertThat(readBack(OPERATOR, records)).isEqualTo(records);
  }

  @Test
  void operatorsDeclaredAlikeLendTheirCallsAndOthersDoNot() {
    Declaration maxPool = OnnxDeclarations.find("", "MaxPool", 17).orElseThrow();
    Declaration averagePool = OnnxDeclarations.find("", "AveragePool", 17).orElseThrow();
    Call call =
        new Call(
            List.of(Optional.of(Operand.of(Tensor.zeros(DType.FLOAT32, 1, 1, 4, 4)))),
            Map.of(
                "kernel_shape",
                Attribute.ofInts(List.of(2L, 2L)),
                "storage_order",
                Attribute.of(1L)),
            1);
    KnownCalls known = new KnownCalls();
    known.declare(maxPool);
    known.add(
        maxPool.toString(),
        List.of(new Recorded(call, new Outcome.Taken(List.of(TensorType.of(DType.FLOAT32, 1))))));
    assertThat(known.seeds(averagePool)).containsExactly(call.without("storage_order"));
    assertThat(known.seeds(OPERATOR)).isEmpty();
    assertThat(known.seeds(maxPool)).containsExactly(call);
  }
}
