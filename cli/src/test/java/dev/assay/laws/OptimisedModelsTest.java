package dev.assay.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.backends.worker.Limits;
import dev.assay.backends.worker.Worker;
import dev.assay.core.Choices;
import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.backend.Verdict;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.onnx.GraphCheck;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.operator.Witness;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.Found;
import dev.assay.generator.InputSearch;
import dev.assay.generator.ModelGenerator;
import dev.assay.generator.ModelOptions;
import dev.assay.oracle.Judge;
import dev.assay.oracle.Judgement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What ONNX Runtime's optimiser makes of a model means what the model meant: its optimised form is
 * read back, and what the reference makes of that lies in the enclosure of the model itself.
 */
@Tag("native")
class OptimisedModelsTest {
  private static final int DRAWN = 150;

  private static final Set<DType> TYPES =
      DType.setOf(DType.FLOAT32, DType.INT64, DType.INT8, DType.UINT8, DType.BOOL);

  /**
   * What the optimiser makes for one machine's vectors: how its tensors lie in memory is known to
   * that machine alone.
   */
  private static final String OF_ONE_MACHINE = "com.microsoft.nchwc";

  /** On constant integers it is a known bug. */
  private static final String FOLDED_WRONGLY = "ReduceLogSumExp";

  @TempDir private Path folder;

  @Test
  void anOptimisedModelMeansWhatTheModelMeant() throws Exception {
    List<Found> models =
        Stream.concat(drawn(), Patterns.all().map(p -> found(p.graph(), p.data()))).toList();
    Set<String> seen = new TreeSet<>();
    for (String level : List.of("basic", "extended", "all")) {
      Heard heard = heard(level, models);
      assertThat(heard.differences).as("at level %s", level).isEmpty();
      assertThat(heard.unread.keySet()).as("%s", heard).allMatch(o -> o.startsWith(OF_ONE_MACHINE));
      seen.addAll(heard.made);
    }
    assertThat(Witness.OPTIMISER.definitions()).isEqualTo(seen);
  }

  /** What one level made of the models. */
  private static final class Heard {
    private final List<String> differences = new ArrayList<>();
    private final Map<String, Integer> unread = new TreeMap<>();
    private final Set<String> made = new TreeSet<>();
    private int written;
    private int read;

    @Override
    public String toString() {
      return read + " of " + written + " optimised models were read; not " + unread;
    }
  }

  private Heard heard(String level, List<Found> models) throws Exception {
    Path optimised = folder.resolve(level + ".onnx");
    BackendSpec spec = BackendSpec.parse("onnxruntime:opt=" + level + ",optimised=" + optimised);
    Heard heard = new Heard();
    try (Runner runner =
        Worker.ofClassPath(
            spec,
            System.getProperty("java.class.path"),
            Limits.USUAL.withTrial(Duration.ofMinutes(5)))) {
      for (Found f : models) {
        Files.deleteIfExists(optimised);
        Outcome outcome = runner.start(new Trial(OnnxFromGraph.of(f.graph()), f.inputs())).get();
        if (outcome.isOk() && Files.exists(optimised)) {
          hear(heard, f, optimised);
        }
      }
    }
    return heard;
  }

  private static void hear(Heard heard, Found f, Path file) throws IOException {
    heard.written++;
    Graph optimised = GraphFromOnnx.of(file);
    List<Node> unknown = GraphCheck.unknownOperators(optimised);
    if (!unknown.isEmpty()) {
      unknown.forEach(n -> heard.unread.merge(n.domain() + "." + n.operator(), 1, Integer::sum));
      return;
    }
    heard.read++;
    Judgement judgement = judged(f, optimised);
    if (judgement.verdict().isFinding()) {
      heard.differences.add(judgement + "\n" + f.graph() + "\n" + optimised + "\n" + f.inputs());
    } else if (judgement.verdict() == Verdict.PASS
        && judgement.indecisive() < judgement.elements()) {
      optimised.nodes().stream()
          .flatMap(n -> contributed(optimised, n).stream())
          .forEach(heard.made::add);
    }
  }

  private static Judgement judged(Found f, Graph optimised) {
    GraphReading values = GraphReading.values(optimised, f.inputs());
    List<Tensor> outputs = f.graph().outputs().stream().map(v -> values.value(v.name())).toList();
    return Judge.judge(
        f.graph(),
        GraphReading.of(f.graph(), f.inputs()),
        Outcome.ok(outputs, 0),
        Optional.empty());
  }

  private static Optional<String> contributed(Graph graph, Node node) {
    int version = graph.opsets().getOrDefault(node.domain(), 1);
    return Catalogue.find(node.domain(), node.operator(), version)
        .filter(Catalogue::isContributed)
        .map(Operator::toString);
  }

  private static Stream<Found> drawn() {
    ModelGenerator models =
        new ModelGenerator(ModelOptions.STANDARD.withTypes(TYPES).withElements(512));
    return IntStream.range(0, DRAWN)
        .mapToObj(
            k -> {
              Choices choices = Choices.of(k);
              return InputSearch.standard().find(models.next(choices), choices.fork(1));
            })
        .filter(
            f -> f.graph().nodes().stream().noneMatch(n -> n.operator().equals(FOLDED_WRONGLY)));
  }

  private static Found found(Graph graph, Map<String, Tensor> inputs) {
    return new Found(graph, inputs, Found.How.DRAWN, 0);
  }
}
