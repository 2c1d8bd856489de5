package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.corpus.Campaign;
import dev.assay.corpus.CaseFolder;
import dev.assay.corpus.CaseNote;
import dev.assay.corpus.DataSet;
import dev.assay.corpus.Finding;
import dev.assay.corpus.Recipe;
import dev.assay.corpus.TestCase;
import dev.assay.corpus.TestResult;
import dev.assay.corpus.TestResult.BackendVerdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whether the fix of a known bug is noticed, by the release that is shipped: up to 1.18, Min of one
 * number and NaN was the number; of strings 1.29.0 gathers the first of each slice alone.
 */
final class KnownCheckIT {
  private static final String OLD = "onnxruntime@1.17.3:opt=all";
  private static final String NEW = "onnxruntime@1.29.0";

  @TempDir Path folder;

  private static TestCase min() {
    TensorType type = TensorType.of(DType.FLOAT32, 1);
    return test(
        Node.of("Min", List.of("x1", "x2"), List.of("y"), Map.of()),
        type,
        Map.of(
            "x1", Tensor.of(DType.FLOAT32, new int[] {1}, Double.NaN),
            "x2", Tensor.of(DType.FLOAT32, new int[] {1}, 1.0)));
  }

  private static TestCase gather() {
    return test(
        Node.of("Gather", List.of("x1", "x2"), List.of("y"), Map.of()),
        TensorType.of(DType.STRING, 2),
        Map.of("x1", Tensor.of(new int[] {1, 2}, "a", "b"), "x2", Tensor.scalar(0)));
  }

  private static TestCase test(Node node, TensorType output, Map<String, Tensor> inputs) {
    List<Value> feeds =
        node.inputs().stream()
            .map(n -> new Value(n, TensorType.of(Objects.requireNonNull(inputs.get(n)))))
            .toList();
    Graph graph =
        new Graph(
            "known",
            Map.of("", 13),
            feeds,
            Map.of(),
            List.of(node),
            List.of(new Value("y", output)));
    Finding finding = new Finding(OLD, "1.17.3", "mismatch", "an element is wrong");
    CaseNote note = new CaseNote("1.0", 1, 0, Optional.of(finding), Optional.empty(), "");
    return new TestCase(
        node.operator(),
        OnnxFromGraph.of(graph),
        List.of(DataSet.of(new TreeMap<>(inputs), Map.of())),
        Optional.of(note));
  }

  /** A campaign that has kept a case of each of some known bugs, which are named by operator. */
  private Path campaign(List<TestCase> cases) {
    Path path = folder.resolve("campaign");
    Recipe recipe =
        new Recipe(1, 1, List.of(), List.of(), List.of(), 0, List.of(), "", List.of(OLD));
    try (Campaign campaign = Campaign.open(path, recipe, "1.0")) {
      for (TestCase kept : cases) {
        CaseFolder.write(path.resolve("findings").resolve(kept.name()), kept);
        campaign.add(met(campaign.next(), kept.name()));
      }
    }
    return path;
  }

  private static TestResult met(long number, String bug) {
    BackendVerdict verdict =
        new BackendVerdict(
            OLD,
            "1.17.3",
            "mismatch",
            "wrong",
            false,
            bug,
            "",
            List.of(),
            "an element is wrong",
            "findings/" + bug,
            1);
    return new TestResult(
        number,
        true,
        false,
        Map.of(),
        Set.of(),
        Set.of(),
        1,
        0,
        "real",
        "drawn",
        1,
        0,
        Map.of(),
        List.of(verdict));
  }

  private static Said check(Path campaign) {
    return Said.by("known", "--check", campaign.toString(), "--backend", NEW, "--json");
  }

  @Test
  void aBugThatANewerReleaseHasNotIsFixed() throws Exception {
    Said said = check(campaign(List.of(gather(), min())));
    Map<String, String> states =
        said.events().stream()
            .collect(Collectors.toMap(e -> e.path("bug").asText(), e -> e.path("state").asText()));
    assertThat(states)
        .as(said.err())
        .containsExactlyInAnyOrderEntriesOf(Map.of("Gather", "there", "Min", "fixed"));
    assertThat(said.events()).extracting(e -> e.path("release").asText()).containsOnly("1.29.0");
    assertThat(said.code()).isEqualTo(Main.FINDINGS);
  }

  @Test
  void aBugThatIsThereStillIsNoNews() throws Exception {
    Said said = check(campaign(List.of(gather())));
    JsonNode only = said.last();
    assertThat(only.path("state").asText()).isEqualTo("there");
    assertThat(said.code()).isEqualTo(Main.CLEAN);
  }
}
