package dev.assay.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import dev.assay.core.Mutation;
import dev.assay.core.Recording;
import dev.assay.core.Shrinking;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordedModelsTest {
  private static final ModelOptions OPTIONS = ModelOptions.STANDARD.withNodes(8);
  private static final ModelGenerator MODELS = new ModelGenerator(OPTIONS);

  /** So many nodes more than needed may be left, where only two edits at once lead on. */
  private static final int NEAR = 2;

  private static Found found(Choices choices) {
    Model model = MODELS.next(choices.fork(0));
    return InputSearch.of(1, 2, 2).find(model, choices.fork(1));
  }

  private static byte[] bytes(Found found) {
    return OnnxFromGraph.of(found.graph());
  }

  @Test
  void aReplayMakesTheSameByteForByte() {
    for (int seed = 0; seed < 40; seed++) {
      Found plain = found(Choices.of(seed));
      Choices recorded = Choices.recorded(seed);
      Found noted = found(recorded);
      Found again = found(Choices.replaying(recorded.recording()));
      assertThat(bytes(noted)).as("recorded, seed %d", seed).isEqualTo(bytes(plain));
      assertThat(bytes(again)).as("replayed, seed %d", seed).isEqualTo(bytes(plain));
      assertThat(again.inputs()).isEqualTo(plain.inputs());
    }
  }

  @Test
  void whateverIsEditedTheModelIsValid() {
    int others = 0;
    for (int seed = 0; seed < 40; seed++) {
      Choices recorded = Choices.recorded(seed);
      byte[] before = bytes(found(recorded));
      Recording edited = recorded.recording();
      for (int k = 0; k < 10; k++) {
        edited = Mutation.of(edited, Choices.of(seed).fork(k));
        Choices choices = Choices.replaying(edited);
        Found f = found(choices);
        GraphReading reading = GraphReading.values(f.graph(), f.inputs());
        f.graph()
            .outputs()
            .forEach(v -> assertThat(v.type().element()).isEqualTo(reading.value(v.name()).type()));
        others += Arrays.equals(before, bytes(f)) ? 0 : 1;
        edited = choices.recording();
      }
    }
    assertThat(others).isGreaterThan(100);
  }

  /** Conditions on models, and how many nodes the least model has that meets them. */
  enum Planted {
    CONV_BEFORE_RELU(2, g -> follows(g, "Conv", "Relu")),
    PAD_BEFORE_POOL(2, g -> follows(g, "Pad", "MaxPool") || follows(g, "Pad", "AveragePool")),
    TWO_TRANSPOSES(2, g -> follows(g, "Transpose", "Transpose")),
    CAST_OF_CAST(2, g -> follows(g, "Cast", "Cast")),
    THREE_IN_A_CHAIN(3, g -> chain(g) >= 3),
    A_ZERO_SIZE(1, g -> shapes(g).anyMatch(s -> Arrays.stream(s).anyMatch(d -> d == 0))),
    RANK_FOUR(1, g -> shapes(g).anyMatch(s -> s.length >= 4)),
    A_LARGE_AXIS(1, g -> shapes(g).anyMatch(s -> Arrays.stream(s).anyMatch(d -> d >= 30))),
    MANY_ELEMENTS(1, g -> shapes(g).anyMatch(s -> Tensor.size(s) > 200)),
    A_FLOAT16(1, g -> types(g).anyMatch(t -> t == DType.FLOAT16)),
    A_BFLOAT16(1, g -> types(g).anyMatch(t -> t == DType.BFLOAT16)),
    AN_INT8(1, g -> types(g).anyMatch(t -> t == DType.INT8)),
    TWO_OUTPUTS(1, g -> g.outputs().size() >= 2),
    A_CONSTANT_INPUT(1, g -> !g.constants().isEmpty()),
    /** The last step of a motif; that those before it go takes another motif, and so two edits. */
    A_MATMUL(3, g -> has(g, "MatMul")),
    A_SOFTMAX(1, g -> has(g, "Softmax")),
    A_GATHER(1, g -> has(g, "Gather")),
    A_RESHAPE_AND_A_SUM(2, g -> has(g, "Reshape") && has(g, "Add")),
    A_VALUE_READ_TWICE(1, RecordedModelsTest::readsTwice),
    FOUR_NODES(4, g -> g.nodes().size() >= 4);

    private final int nodes;
    private final Predicate<Graph> condition;

    Planted(int nodes, Predicate<Graph> condition) {
      this.nodes = nodes;
      this.condition = condition;
    }
  }

  private static Stream<int[]> shapes(Graph g) {
    return g.feeds().stream().map(v -> v.type().shape().orElseThrow().numbers());
  }

  private static Stream<DType> types(Graph g) {
    return g.feeds().stream().map(v -> v.type().element());
  }

  private static boolean has(Graph g, String operator) {
    return g.nodes().stream().anyMatch(n -> n.operator().equals(operator));
  }

  private static boolean follows(Graph g, String first, String second) {
    return g.nodes().stream()
        .filter(n -> n.operator().equals(second))
        .anyMatch(n -> g.nodes().stream().anyMatch(m -> m.operator().equals(first) && feeds(m, n)));
  }

  private static boolean feeds(Node m, Node n) {
    return m.outputs().stream().anyMatch(o -> !o.isEmpty() && n.inputs().contains(o));
  }

  private static int chain(Graph g) {
    Map<Node, Integer> lengths = new HashMap<>();
    for (Node n : g.nodes()) {
      int before =
          lengths.entrySet().stream()
              .filter(e -> feeds(e.getKey(), n))
              .mapToInt(Map.Entry::getValue)
              .max()
              .orElse(0);
      lengths.put(n, before + 1);
    }
    return lengths.values().stream().mapToInt(k -> k).max().orElse(0);
  }

  private static boolean readsTwice(Graph g) {
    List<String> read =
        g.nodes().stream().flatMap(n -> n.inputs().stream()).filter(n -> !n.isEmpty()).toList();
    return read.stream().distinct().count() < read.size();
  }

  private static Graph model(Choices choices) {
    return MODELS.next(choices).graph();
  }

  private static Optional<Recording> start(Predicate<Graph> condition) {
    for (int seed = 0; seed < 3000; seed++) {
      Choices choices = Choices.recorded(seed);
      if (condition.test(model(choices))) {
        return Optional.of(choices.recording());
      }
    }
    return Optional.empty();
  }

  @ParameterizedTest
  @EnumSource
  void shrinkingEndsAtTheLeastModel(Planted planted) {
    Recording start = start(planted.condition).orElseThrow();
    Shrinking.Result result = Shrinking.of(start, c -> planted.condition.test(model(c)), 1500);
    Graph least = model(Choices.replaying(result.recording()));
    assertThat(planted.condition.test(least)).isTrue();
    assertThat(least.nodes()).as("%s", least).hasSizeLessThanOrEqualTo(planted.nodes + NEAR);
  }
}
