package dev.assay.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.backends.worker.Limits;
import dev.assay.backends.worker.Worker;
import dev.assay.core.Choices;
import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Graph;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.Found;
import dev.assay.generator.InputSearch;
import dev.assay.generator.ModelGenerator;
import dev.assay.generator.ModelOptions;
import dev.assay.oracle.Judge;
import dev.assay.verify.bounds.Challenge;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the bounds of whole models must hold. The law: whatever point of a box is tried, corners and
 * ascents of single outputs among them, neither the reference nor ONNX Runtime gives anything
 * outside, unless that is wrong by the enclosure of that very point. {@code BoundedModels} in
 * {@code bench} is the same at length, on more systems.
 */
@Tag("native")
class BoundedModelsTest {
  private static final int MODELS = 40;
  private static final int POINTS = 25;
  private static final int MOST_UNITS = 1500;

  private static final ModelGenerator GENERATOR =
      new ModelGenerator(
          ModelOptions.STANDARD
              .withNodes(6)
              .withElements(64)
              .withZeros(false)
              .withTypes(DType.setOf(DType.FLOAT32)));

  /** A model that is tried, and over which box. */
  private record Drawn(Found found, Challenge challenge, Choices choices) {}

  @Test
  void nothingLeavesTheBounds() throws Exception {
    int held = 0;
    int ran = 0;
    try (Runner runner =
        Worker.ofClassPath(
            BackendSpec.parse("onnxruntime"),
            System.getProperty("java.class.path"),
            Limits.USUAL)) {
      for (Drawn d : IntStream.range(0, MODELS).boxed().flatMap(k -> drawn(k).stream()).toList()) {
        held++;
        byte[] model = OnnxFromGraph.of(d.found.graph());
        List<Map<String, Tensor>> points = new ArrayList<>();
        IntStream.range(0, POINTS).forEach(p -> points.add(d.challenge.point(d.choices)));
        for (Map<String, Tensor> x : points) {
          List<Tensor> meant = GraphReading.values(d.found.graph(), x).outputs();
          holds(d, x, Outcome.ok(meant, 0), "the reference");
          Outcome outcome = runner.start(new Trial(model, x)).get();
          if (outcome.isOk()) {
            ran++;
            holds(d, x, outcome, "ONNX Runtime");
          }
        }
      }
    }
    assertThat(held).as("models with bounds").isGreaterThan(MODELS / 4);
    assertThat(ran).as("points that ONNX Runtime ran").isGreaterThan(held * POINTS / 2);
  }

  private static Optional<Drawn> drawn(int seed) {
    Choices choices = Choices.of(seed);
    Found f = InputSearch.standard().find(GENERATOR.next(choices), choices.fork(1));
    try {
      Challenge challenge = new Challenge(f.graph(), f.inputs(), 0.1);
      return challenge.size() <= MOST_UNITS && challenge.bounded() > 0
          ? Optional.of(new Drawn(f, challenge, choices))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("cannot be proved about");
      return Optional.empty();
    }
  }

  private static void holds(Drawn d, Map<String, Tensor> x, Outcome got, String system) {
    Graph graph = d.found.graph();
    Optional<String> excess = d.challenge.excess(got.outputs());
    if (excess.isPresent()) {
      GraphReading reading = GraphReading.of(graph, x);
      assertThat(Judge.judge(graph, reading, got, Optional.empty()).verdict().isFinding())
          .as("%s: %s on %s%n%s", excess.get(), graph, system, x)
          .isTrue();
    }
  }
}
