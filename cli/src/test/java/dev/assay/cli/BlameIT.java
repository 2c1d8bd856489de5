package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.corpus.CaseFolder;
import dev.assay.corpus.DataSet;
import dev.assay.corpus.Origin;
import dev.assay.corpus.TestCase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blame on the backend whose optimiser is made of planted bugs. */
final class BlameIT {
  private static final TensorType TYPE = TensorType.of(DType.FLOAT32, 2);
  private static final Map<String, Tensor> INPUTS =
      Map.of(
          "x", Tensor.of(DType.FLOAT32, new int[] {2}, -8.0, 3),
          "y", Tensor.of(DType.FLOAT32, new int[] {2}, 1.0, 2));

  @TempDir Path folder;

  /** z = LeakyRelu(x - y), of which each node has a planted bug. */
  @BeforeEach
  void writeTheCase() {
    Graph graph =
        new Graph(
            "two",
            Map.of("", 17),
            List.of(new Value("x", TYPE), new Value("y", TYPE)),
            Map.of(),
            List.of(
                Node.of("Sub", List.of("x", "y"), List.of("d"), Map.of()),
                Node.of(
                    "LeakyRelu", List.of("d"), List.of("z"), Map.of("alpha", Attribute.of(0.25)))),
            List.of(new Value("z", TYPE)));
    CaseFolder.write(
        folder.resolve("case"),
        new TestCase(
            "case",
            OnnxFromGraph.of(graph),
            List.of(DataSet.of(new TreeMap<>(INPUTS), Map.of())),
            Optional.empty()));
  }

  private JsonNode blame(String backend, int code) throws Exception {
    Said said = Said.by("blame", folder.resolve("case").toString(), "--backend", backend, "--json");
    assertThat(said.code()).as(said.err()).isEqualTo(code);
    return said.last().path("origin");
  }

  @Test
  void theOnePassThatDoesHarmIsFoundAmongOthers() throws Exception {
    JsonNode origin =
        blame("faulty:fault=swapped-operands;wrong-rounding;dropped-bias;folded-pad", 1);
    assertThat(origin.path("passes")).hasSize(1);
    assertThat(origin.path("passes").get(0).asText()).isEqualTo("swapped-operands");
    assertThat(origin.path("layer").asText()).isEqualTo("optimiser");
    assertThat(origin.path("levels").path("disabled").asText()).isEqualTo("PASS");
    assertThat(origin.path("first_wrong").path("value").asText()).isEqualTo("d");
    Origin kept = Origin.read(folder.resolve("case")).orElseThrow();
    assertThat(kept.passes()).containsExactly("swapped-operands");
  }

  @Test
  void passesOfWhichEitherKeepsTheFindingAreFoundTogether() throws Exception {
    JsonNode origin = blame("faulty:fault=swapped-operands;leaky-alpha;folded-pad", 1);
    assertThat(origin.path("passes")).hasSize(2);
  }

  @Test
  void aRightBackendHasNothingToBlame() throws Exception {
    JsonNode origin = blame("faulty:fault=folded-pad", 0);
    assertThat(origin.path("layer").asText()).isEqualTo("unknown");
    assertThat(Origin.read(folder.resolve("case"))).isEmpty();
  }

  @Test
  void findingsOfACampaignThatComeFromOnePassAreOneCause() throws Exception {
    Said said =
        Said.by(
            "fuzz",
            "--backend",
            "faulty:fault=swapped-operands",
            "--include",
            "Sub,Div",
            "--tests",
            "40",
            "--seed",
            "1",
            "--blame",
            "60s",
            "--json",
            "--out",
            folder.resolve("campaign").toString());
    assertThat(said.code()).as(said.err()).isEqualTo(Main.FINDINGS);
    JsonNode causes = said.last();
    assertThat(causes.path("findings").asInt()).isGreaterThan(2);
    assertThat(causes.path("blamed").asInt()).isEqualTo(causes.path("findings").asInt());
    assertThat(causes.path("causes").asInt()).isEqualTo(1);
    Said again = Said.by("blame", folder.resolve("campaign").toString());
    assertThat(again.code()).isEqualTo(Main.FINDINGS);
    assertThat(again.out()).contains("faulty mismatch by swapped-operands");
  }

  @Test
  void aCaseThatNamesNoBackendAsksForOne() {
    Said said = Said.by("blame", folder.resolve("case").toString());
    assertThat(said.code()).isEqualTo(Main.USAGE);
    assertThat(said.err()).contains("--backend SPEC");
  }
}
