package dev.assay.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Choices;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.operator.Operator;
import dev.assay.core.reading.Argument;
import dev.assay.core.reading.NodeReading;
import dev.assay.core.tensor.DType;
import dev.assay.generator.infer.Effort;
import dev.assay.generator.infer.Inference;
import dev.assay.generator.infer.Outset;
import dev.assay.generator.records.Call;
import dev.assay.generator.records.CatalogueCaller;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.OnnxDeclarations;
import dev.assay.generator.records.RecordsFromGraph;
import dev.assay.generator.rules.OperatorFromRules;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InferredOperatorTest {
  private static final int OPSET = 17;
  private static final Outset EFFORT = Outset.of(Effort.THOROUGH.withExplored(1200));
  private static final int NODES = 200;

  private static Declaration declared(String name) {
    return OnnxDeclarations.find("", name, OPSET).orElseThrow();
  }

  private static Operator inferred(String name) {
    return Inference.of(declared(name), new CatalogueCaller(), Choices.of(1), EFFORT)
        .rules()
        .map(OperatorFromRules::of)
        .orElseThrow();
  }

  /** The catalogue says whether a node is valid: it knows the rules that were inferred. */
  @ParameterizedTest
  @ValueSource(strings = {"Add", "Concat", "Transpose"})
  void nodesThatAreDrawnByInferredRulesAreValid(String name) {
    Operator operator = inferred(name);
    int drawn = 0;
    int valid = 0;
    for (int k = 0; k < NODES; k++) {
      Choices choices = Choices.of(k);
      Sketch sketch =
          new Sketch(ModelOptions.STANDARD, OPSET, domain -> 1, Taste.of(choices, false), null);
      if (sketch.grow(operator, choices.fork(0))) {
        Graph graph = ModelFromSketch.of(sketch, choices.fork(1), Map.of("", OPSET)).graph();
        Call call = RecordsFromGraph.calls(graph).get(0);
        drawn++;
        valid += new CatalogueCaller().call(declared(name), call).isTaken() ? 1 : 0;
      }
    }
    assertThat(drawn).isGreaterThan(NODES / 4);
    assertThat(valid).isGreaterThanOrEqualTo(drawn * 95 / 100);
  }

  @Test
  void anInferredOperatorIsReadForItsShapesAndSaysThatItHasNoMeaning() {
    Operator operator = inferred("Add");
    Node node = Node.of("Add", List.of("a", "b"), List.of("c"), Map.of());
    List<Optional<Argument>> arguments =
        List.of(
            Optional.of(Argument.of(DType.FLOAT32, 3, 1)),
            Optional.of(Argument.of(DType.FLOAT32, 4)));
    NodeReading reading = NodeReading.of(operator, node, OPSET, arguments);
    assertThat(Objects.requireNonNull(reading.outputs().get(0)).shape().numbers())
        .containsExactly(3, 4);
    assertThat(reading.whyOpaque())
        .contains("its rules are inferred from calls, and nobody said its meaning");
    List<Optional<Argument>> apart =
        List.of(
            Optional.of(Argument.of(DType.FLOAT32, 3)), Optional.of(Argument.of(DType.FLOAT32, 4)));
    assertThatThrownBy(() -> NodeReading.of(operator, node, OPSET, apart))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
