package dev.assay.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Choices;
import dev.assay.core.graph.Graph;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** What is drawn is what the options say. */
final class OnnxTest {

  @Property(tries = 60)
  void modelsComputeFiniteNumbers(@ForAll @OnnxModel(nodes = 5, opset = 17) ModelCase model) {
    assertThat(model.graph().opset()).isEqualTo(17);
    GraphReading.values(model.graph(), model.inputs()).values().values().stream()
        .filter(t -> t.type().isFloat())
        .forEach(t -> assertThat(Arrays.stream(t.reals()).allMatch(Double::isFinite)).isTrue());
  }

  @Property(tries = 50)
  void modelsKeepToTheirOperatorsAndTypes(
      @ForAll
          @OnnxModel(
              nodes = 6,
              ops = {"Relu", "Add", "Concat"},
              types = {DType.FLOAT32, DType.INT32},
              elements = 32)
          Graph graph) {
    assertThat(graph.nodes()).hasSizeBetween(1, 6);
    graph.nodes().forEach(n -> assertThat(n.operator()).isIn("Relu", "Add", "Concat"));
    graph
        .inputs()
        .forEach(
            v -> {
              assertThat(v.type().element()).isIn(DType.FLOAT32, DType.INT32);
              assertThat(Tensor.size(v.type().shape().orElseThrow().numbers()))
                  .isLessThanOrEqualTo(32);
            });
  }

  @Provide
  Arbitrary<ModelCase> convolutions() {
    return Onnx.calls("Conv").types(DType.FLOAT16);
  }

  @Property(tries = 20)
  void callsAreOfOneNode(@ForAll("convolutions") ModelCase call) {
    assertThat(call.graph().nodes()).hasSize(1);
    assertThat(call.graph().nodes().get(0).operator()).isEqualTo("Conv");
    call.inputs().values().forEach(t -> assertThat(t.type()).isEqualTo(DType.FLOAT16));
  }

  @Provide
  Arbitrary<Tensor> tensors() {
    return Onnx.types().flatMap(type -> Onnx.shapes().flatMap(s -> Onnx.tensors(type, s)));
  }

  @Property(tries = 300)
  void tensorsAreOfSmallShapesAndFinite(@ForAll("tensors") Tensor tensor) {
    assertThat(tensor.rank()).isLessThanOrEqualTo(4);
    assertThat(Arrays.stream(tensor.shape()).allMatch(d -> d >= 0 && d <= 6)).isTrue();
    if (tensor.type().isFloat()) {
      assertThat(Arrays.stream(tensor.reals()).allMatch(Double::isFinite)).isTrue();
    }
  }

  @ParameterizedTest
  @ModelSource(count = 3, nodes = 4, seed = 7)
  void aSourceGivesTheSameModelsAgain(Graph graph) {
    ModelDraw draw = ModelArbitrary.STANDARD.nodes(4).draw();
    Choices choices = Choices.of(7);
    assertThat(
            IntStream.range(0, 3)
                .mapToObj(k -> OnnxFromGraph.of(draw.first(choices.fork(k)).graph())))
        .contains(OnnxFromGraph.of(graph));
  }

  @Test
  void anUnknownOperatorIsTold() {
    assertThatThrownBy(() -> Onnx.models().ops("Relu", "Rleu"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("but      : Rleu");
  }
}
