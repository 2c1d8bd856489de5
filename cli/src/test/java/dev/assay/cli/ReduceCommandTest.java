package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.corpus.CaseFolder;
import dev.assay.corpus.DataSet;
import dev.assay.corpus.TestCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command, with scripts as judges. */
@DisabledOnOs(OS.WINDOWS)
final class ReduceCommandTest {
  private static final TensorType TYPE = TensorType.of(DType.FLOAT32, 2, 3);

  @TempDir Path folder;

  @BeforeEach
  void writeCase() {
    Graph graph =
        new Graph(
            "three",
            Map.of("", 17),
            List.of(new Value("x", TYPE)),
            Map.of(),
            List.of(node("Relu", "x", "a"), node("Sigmoid", "a", "b"), node("Neg", "b", "y")),
            List.of(new Value("y", TYPE)));
    Tensor x = Tensor.of(DType.FLOAT32, new int[] {2, 3}, -1.5, 0.25, 1, -2, 2, 3);
    CaseFolder.write(
        folder.resolve("case"),
        new TestCase(
            "case",
            OnnxFromGraph.of(graph),
            List.of(DataSet.of(Map.of("x", x), Map.of())),
            Optional.empty()));
  }

  private static Node node(String operator, String input, String output) {
    return Node.of(operator, List.of(input), List.of(output), Map.of());
  }

  private String script(String body) throws IOException {
    Path script = folder.resolve("test.sh");
    Files.writeString(script, "#!/bin/sh\n" + body + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script.toString();
  }

  private Said reduce(String... options) {
    String[] all = new String[options.length + 2];
    all[0] = "reduce";
    all[1] = folder.resolve("case").toString();
    System.arraycopy(options, 0, all, 2, options.length);
    return Said.by(all);
  }

  @Test
  void aScriptJudges() throws IOException {
    Said said =
        reduce("--test", script("grep -q Sigmoid \"$1/model.onnx\"; exit $?"), "--jobs", "2");
    assertThat(said.err()).isEmpty();
    assertThat(said.code()).isEqualTo(Main.CLEAN);
    assertThat(said.out()).contains("y = Sigmoid(x)", "again    : yes");
    Path reduced = folder.resolve("case-reduced");
    assertThat(GraphFromOnnx.of(reduced.resolve("model.onnx")).nodes()).hasSize(1);
    assertThat(reduced.resolve("test_data_set_0/output_0.pb")).exists();
    JsonNode note = new ObjectMapper().readTree(reduced.resolve("assay.json").toFile());
    assertThat(note.path("reduced_from").asText()).endsWith("case");
    assertThat(note.path("command").asText()).contains("test.sh", "case-reduced");
  }

  @Test
  void aScriptThatSaysNeitherIsBadInput() throws IOException {
    Said said = reduce("--test", script("exit 7"));
    assertThat(said.code()).isEqualTo(Main.USAGE);
    assertThat(said.err()).contains("neither yes nor no", "required", "but      : 7", "way out");
  }

  @Test
  void aCaseThatIsNotInterestingIsBadInput() throws IOException {
    Said said = reduce("--test", script("exit 1"));
    assertThat(said.code()).isEqualTo(Main.USAGE);
    assertThat(said.err()).contains("not interesting");
    assertThat(folder.resolve("case-reduced")).doesNotExist();
  }

  @Test
  void aBackendThatDoesNothingWrongIsBadInput() {
    Said said = reduce("--backend", "reference");
    assertThat(said.code()).isEqualTo(Main.USAGE);
    assertThat(said.err()).contains("nothing is wrong", "reference");
  }

  @Test
  void aCaseThatNamesNoBackendNeedsAJudge() {
    Said said = reduce();
    assertThat(said.code()).isEqualTo(Main.USAGE);
    assertThat(said.err()).contains("nobody says what is wrong", "--backend", "--test");
  }

  @Test
  void twoJudgesAreWrongUsage() throws IOException {
    Said said = reduce("--test", script("exit 0"), "--backend", "reference");
    assertThat(said.code()).isEqualTo(Main.USAGE);
    assertThat(said.err()).contains("one judge");
  }

  @Test
  void whatIsNoCaseIsBadInput() {
    Said said = Said.by("reduce", folder.toString(), "--backend", "reference");
    assertThat(said.code()).isEqualTo(Main.USAGE);
    assertThat(said.err()).contains("no case is there");
  }
}
