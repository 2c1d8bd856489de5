package dev.assay.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Choices;
import dev.assay.core.expr.Dims;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ModelGeneratorTest {
  private static final int MODELS = 1000;

  private static Map<String, Tensor> inputs(Model model, Choices choices) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (Value v : model.graph().feeds()) {
      int[] shape = v.type().shape().orElseThrow().numbers();
      inputs.put(
          v.name(),
          InputDraw.POSITIVE.draw(
              choices,
              v.type().element(),
              Objects.requireNonNull(model.data().get(v.name())),
              shape));
    }
    return inputs;
  }

  private static boolean agree(Dims drawn, int... shape) {
    return drawn.rank() == shape.length
        && Stream.iterate(0, a -> a < shape.length, a -> a + 1)
            .allMatch(a -> !drawn.get(a).isNumber() || drawn.get(a).number() == shape[a]);
  }

  @Test
  void everyModelRunsAndItsOutputsHaveTheShapesThatWereDrawn() {
    ModelGenerator models = new ModelGenerator(ModelOptions.STANDARD.withZeros(false));
    for (int seed = 0; seed < MODELS; seed++) {
      Model model = models.next(Choices.of(seed));
      GraphReading reading = GraphReading.values(model.graph(), inputs(model, Choices.of(seed)));
      for (Value v : model.graph().outputs()) {
        Tensor t = reading.value(v.name());
        assertThat(t.type()).as("seed %d: %s", seed, v).isEqualTo(v.type().element());
        assertThat(agree(v.type().shape().orElseThrow(), t.shape()))
            .as("seed %d: %s is %s", seed, v, t)
            .isTrue();
      }
    }
  }

  @Test
  void theSameSeedGivesTheSameBytesWhateverWasDrawnBefore() {
    ModelGenerator one = new ModelGenerator(ModelOptions.STANDARD);
    ModelGenerator other = new ModelGenerator(ModelOptions.STANDARD);
    for (int seed = 0; seed < 200; seed++) {
      byte[] first = OnnxFromGraph.of(one.next(Choices.of(seed)).graph());
      int back = 199 - seed;
      other.next(Choices.of(back));
      assertThat(OnnxFromGraph.of(other.next(Choices.of(seed)).graph()))
          .as("seed %d", seed)
          .isEqualTo(first);
    }
  }

  @Test
  void everyModelIsReadBackFromItsBytes() {
    ModelGenerator models = new ModelGenerator(ModelOptions.STANDARD);
    for (int seed = 0; seed < 200; seed++) {
      Graph graph = models.next(Choices.of(seed)).graph();
      assertThat(GraphFromOnnx.of(OnnxFromGraph.of(graph)).nodes())
          .as("seed %d", seed)
          .hasSameSizeAs(graph.nodes());
    }
  }

  /** Bounds of slices are as far out as they may be, also where they are of a narrow type. */
  @Test
  void constantsAreNumbersOfTheirTypes() {
    ModelGenerator models =
        new ModelGenerator(
            ModelOptions.STANDARD.withNodes(2).withOperators(o -> o.name().equals("Slice")));
    for (int seed = 0; seed < 2000; seed++) {
      Graph graph = models.next(Choices.of(seed)).graph();
      assertThat(GraphFromOnnx.of(OnnxFromGraph.of(graph)).constants())
          .as("seed %d", seed)
          .isEqualTo(graph.constants());
    }
  }

  /** ONNX allows none of the four without the others. */
  @Test
  void attentionHasAPastAndAPresentOrNeither() {
    ModelGenerator models =
        new ModelGenerator(
            ModelOptions.STANDARD
                .withNodes(1)
                .withOperators(o -> o.domain().isEmpty() && o.name().equals("Attention")));
    Set<List<Boolean>> seen = new HashSet<>();
    for (int seed = 0; seed < 300; seed++) {
      for (Node node : models.next(Choices.of(seed)).graph().nodes()) {
        seen.add(
            List.of(
                isThere(node.inputs(), 4),
                isThere(node.inputs(), 5),
                isThere(node.outputs(), 1),
                isThere(node.outputs(), 2)));
      }
    }
    assertThat(seen)
        .containsExactlyInAnyOrder(Collections.nCopies(4, true), Collections.nCopies(4, false));
  }

  private static boolean isThere(List<String> names, int place) {
    return names.size() > place && !names.get(place).isEmpty();
  }

  @Test
  void aModelHasTheNodesThatTheOptionsAskFor() {
    for (int nodes : List.of(1, 5, 30)) {
      ModelGenerator models = new ModelGenerator(ModelOptions.STANDARD.withNodes(nodes));
      for (int seed = 0; seed < 20; seed++) {
        assertThat(models.next(Choices.of(seed)).graph().nodes())
            .hasSizeBetween((nodes + 1) / 2, nodes);
      }
    }
  }

  @Test
  void onlyOperatorsAndTypesOfTheOptionsOccur() {
    Set<DType> types = EnumSet.of(DType.FLOAT32, DType.INT64, DType.BOOL);
    Set<String> names = Set.of("Conv", "Add", "Concat", "Reshape", "Gather", "Less");
    ModelGenerator models =
        new ModelGenerator(
            ModelOptions.STANDARD.withTypes(types).withOperators(o -> names.contains(o.name())));
    for (int seed = 0; seed < 200; seed++) {
      Graph graph = models.next(Choices.of(seed)).graph();
      assertThat(graph.nodes()).extracting(Node::operator).isSubsetOf(names);
      assertThat(graph.inputs()).extracting(v -> v.type().element()).isSubsetOf(types);
      assertThat(graph.constants().values()).extracting(Tensor::type).isSubsetOf(types);
    }
  }

  @Test
  void noTensorAmongInputsAndOutputsIsLargerThanTheOptionsAllow() {
    ModelGenerator models = new ModelGenerator(ModelOptions.STANDARD.withElements(100));
    for (int seed = 0; seed < 200; seed++) {
      Graph graph = models.next(Choices.of(seed)).graph();
      Stream.concat(graph.inputs().stream(), graph.outputs().stream())
          .map(v -> v.type().shape().orElseThrow())
          .filter(Dims::areNumbers)
          .forEach(d -> assertThat(Tensor.size(d.numbers())).isLessThanOrEqualTo(100));
    }
  }

  @Test
  void whatTheSystemsUnderTestDoNotHaveIsNotDrawn() {
    Support noFloat16 =
        (o, opset, in, out) ->
            !in.contains(Optional.of(DType.FLOAT16)) && !out.contains(DType.FLOAT16);
    ModelGenerator models = new ModelGenerator(ModelOptions.STANDARD.withSupport(noFloat16));
    for (int seed = 0; seed < 200; seed++) {
      assertThat(models.next(Choices.of(seed)).graph().inputs())
          .extracting(v -> v.type().element())
          .doesNotContain(DType.FLOAT16);
    }
  }

  @Test
  void anOperatorIsDrawnInTheFormThatItsOpsetHas() {
    for (int opset : List.of(13, 18)) {
      ModelGenerator models =
          new ModelGenerator(
              ModelOptions.STANDARD
                  .withOpsets(opset, opset)
                  .withOperators(o -> o.name().equals("ReduceMean")));
      boolean axesAsInput = false;
      for (int seed = 0; seed < 20; seed++) {
        axesAsInput |=
            models.next(Choices.of(seed)).graph().nodes().stream()
                .anyMatch(n -> n.inputs().size() > 1);
      }
      assertThat(axesAsInput).isEqualTo(opset == 18);
    }
  }

  @Test
  void everyOperatorOccursAndFewAttemptsFail() {
    ModelGenerator models = new ModelGenerator(ModelOptions.STANDARD);
    for (int seed = 0; seed < MODELS; seed++) {
      models.next(Choices.of(seed));
    }
    Tally tally = models.tally();
    Set<String> grown = new HashSet<>();
    tally
        .operators()
        .forEach(
            (name, a) -> {
              if (a.grown() > 0) {
                grown.add(name.substring(0, name.indexOf('-')));
              }
            });
    assertThat(grown)
        .containsAll(
            Catalogue.drawn().stream()
                .filter(o -> o.domain().isEmpty() && o.since() <= 22)
                .filter(o -> !Catalogue.isContributed(o))
                .map(Operator::name)
                .toList());
    long tried = tally.operators().values().stream().mapToLong(Tally.Attempts::tried).sum();
    assertThat(tally.nodes()).isGreaterThan(tried * 6 / 10);
    assertThat(tally.refuted()).isLessThan(tally.nodes() / 6);
  }

  @Test
  void modelsUseValuesMoreThanOnce() {
    ModelGenerator models = new ModelGenerator(ModelOptions.STANDARD);
    int shared = 0;
    for (int seed = 0; seed < 100; seed++) {
      List<String> used =
          models.next(Choices.of(seed)).graph().nodes().stream()
              .flatMap(n -> n.inputs().stream())
              .filter(n -> !n.isEmpty())
              .toList();
      shared += new HashSet<>(used).size() < used.size() ? 1 : 0;
    }
    assertThat(shared).isGreaterThan(50);
  }

  @Test
  void optionsThatLeaveNoOperatorAreRefused() {
    ModelGenerator models = new ModelGenerator(ModelOptions.STANDARD.withOperators(o -> false));
    assertThatThrownBy(() -> models.next(Choices.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one operator at least");
  }

  @Test
  void sizesAreVaried() {
    ModelGenerator models = new ModelGenerator(ModelOptions.STANDARD);
    Map<Integer, Integer> counts = new LinkedHashMap<>();
    for (int seed = 0; seed < 300; seed++) {
      models.next(Choices.of(seed)).graph().inputs().stream()
          .flatMap(v -> Arrays.stream(v.type().shape().orElseThrow().numbers()).boxed())
          .forEach(d -> counts.merge(d, 1, Integer::sum));
    }
    int all = counts.values().stream().mapToInt(n -> n).sum();
    assertThat(counts.get(1)).isLessThan(all / 2);
    assertThat(counts).hasSizeGreaterThan(20);
  }
}
