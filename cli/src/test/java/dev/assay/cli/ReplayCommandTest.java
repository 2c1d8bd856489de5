package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import dev.assay.corpus.TestCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplayCommandTest {
  private static final TensorType TYPE = TensorType.of(DType.FLOAT32, 2, 3);
  private static final Tensor X =
      Tensor.of(DType.FLOAT32, new int[] {2, 3}, -1.0, 0.0, 1.0, -2.0, 2.0, 3.0);
  private static final Tensor Y =
      Tensor.of(DType.FLOAT32, new int[] {2, 3}, 0.0, 0.0, 1.0, 0.0, 2.0, 3.0);

  @TempDir Path folder;

  private Path model(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("model.onnx"), bytes);
  }

  private void write(String name, byte[] model, Tensor output) {
    CaseFolder.write(
        folder.resolve(name),
        new TestCase(
            name,
            model,
            List.of(DataSet.of(Map.of("x", X), Map.of("y", output))),
            Optional.empty()));
  }

  private static byte[] unknown() {
    return OnnxFromGraph.of(Models.of("Relo", TYPE));
  }

  private static void assertBadInput(Said said, String... facts) {
    assertThat(said.code()).isEqualTo(Main.USAGE);
    assertThat(said.err()).contains(facts).doesNotContain("\tat ", "Exception");
    assertThat(said.err().lines().findFirst()).get().asString().startsWith("assay: ");
  }

  @Test
  void aMissingFileIsBadInput() {
    assertBadInput(Said.by("replay", folder.resolve("none.onnx").toString()), "no such file");
  }

  @Test
  void aTruncatedModelIsBadInput() throws IOException {
    byte[] whole = Models.relu();
    Path path = model(Arrays.copyOf(whole, whole.length - 7));
    assertBadInput(Said.by("replay", path.toString()), "a model cannot be read", "required");
  }

  @Test
  void aModelWithACycleIsBadInput() throws IOException {
    Graph cycle =
        new Graph(
            "cycle",
            Map.of("", 17),
            List.of(new Value("x", TYPE)),
            Map.of(),
            List.of(
                Node.of("Add", List.of("x", "b"), List.of("a"), Map.of()),
                Node.of("Relu", List.of("a"), List.of("b"), Map.of())),
            List.of(new Value("b", TYPE)));
    assertBadInput(
        Said.by("replay", model(OnnxFromGraph.of(cycle)).toString()), "circle", "a = Add(x, b)");
  }

  @Test
  void anUnknownOperatorIsBadInput() throws IOException {
    Said said = Said.by("replay", model(unknown()).toString());
    assertBadInput(said, "unknown operator Relo", "did you mean : Relu", "y = Relo(x)");
  }

  @Test
  void anInputTooLargeToHoldIsBadInput() throws IOException {
    Graph large = Models.of("Relu", TensorType.of(DType.FLOAT32, 3, 1 << 28));
    assertBadInput(Said.by("replay", model(OnnxFromGraph.of(large)).toString()), "too large");
  }

  @Test
  void aCaseWithoutInputsIsBadInput() {
    CaseFolder.write(
        folder.resolve("a"), new TestCase("a", Models.relu(), List.of(), Optional.empty()));
    assertBadInput(
        Said.by("replay", folder.resolve("a").toString()), "has no data", "[x]", "way out");
  }

  @Test
  void aFolderWithoutCasesIsBadInput() {
    assertBadInput(Said.by("replay", folder.toString()), "no test case is there");
  }

  @Test
  void anUnknownBackendIsWrongUsage() throws IOException {
    Said said = Said.by("replay", model(Models.relu()).toString(), "--backend", "Referense");
    assertBadInput(said, "required", "Referense");
  }

  @Test
  void aLoneModelRunsOnDrawnInputs() throws IOException {
    Said said = Said.by("replay", model(Models.relu()).toString(), "--json");
    assertThat(said.code()).isEqualTo(Main.CLEAN);
    assertThat(said.last().path("pass").asLong()).isEqualTo(1);
  }

  /** Added up in another order, 1e8 + 1 - 1e8 is 0, and never 100. */
  @Test
  void aStoredOutputThatIsRoundedAtOtherPlacesPasses() {
    assertThat(replayedSum(0)).isEqualTo("pass");
    assertThat(replayedSum(100)).isEqualTo("mismatch");
  }

  private String replayedSum(double stored) {
    Graph sum =
        new Graph(
            "sum",
            Map.of("", 17),
            List.of(new Value("x", TYPE)),
            Map.of("axes", Tensor.list(1)),
            List.of(
                Node.of(
                    "ReduceSum",
                    List.of("x", "axes"),
                    List.of("y"),
                    Map.of("keepdims", Attribute.of(0)))),
            List.of(new Value("y", TensorType.of(DType.FLOAT32, 2))));
    Tensor x = Tensor.of(DType.FLOAT32, new int[] {2, 3}, 1e8, 1, -1e8, 1, 2, 3.0);
    Tensor y = Tensor.of(DType.FLOAT32, new int[] {2}, stored, 6);
    String name = "sum" + (int) stored;
    CaseFolder.write(
        folder.resolve(name),
        new TestCase(
            name,
            OnnxFromGraph.of(sum),
            List.of(DataSet.of(Map.of("x", x), Map.of("y", y))),
            Optional.empty()));
    Said said = Said.by("replay", folder.resolve(name).toString());
    return said.out().split(" ", 2)[0];
  }

  @Test
  void everyCaseIsARowAndTheSummaryCounts() throws JsonProcessingException {
    write("right", Models.relu(), Y);
    write("wrong", Models.relu(), X);
    write("unknown", unknown(), Y);
    write("broken", new byte[] {1}, Y);
    Said said = Said.by("replay", folder.toString(), "--json");
    assertThat(said.code()).isEqualTo(Main.FINDINGS);
    List<String> rows =
        said.events().stream()
            .filter(e -> e.path("event").asText().equals("case"))
            .map(e -> e.path("case").asText() + " " + e.path("verdict").asText())
            .toList();
    assertThat(rows)
        .containsExactly("broken invalid", "right pass", "unknown unsupported", "wrong mismatch");
    JsonNode last = said.last();
    assertThat(last.path("event").asText()).isEqualTo("summary");
    assertThat(last.path("cases").asLong()).isEqualTo(4);
    assertThat(last.path("pass").asLong()).isEqualTo(1);
    assertThat(last.path("mismatch").asLong()).isEqualTo(1);
  }

  @Test
  void aWrongOutputIsTold() {
    write("wrong", Models.relu(), X);
    Said said = Said.by("replay", folder.resolve("wrong").toString());
    assertThat(said.code()).isEqualTo(Main.FINDINGS);
    assertThat(said.out()).contains("mismatch", "y[0, 0]", "required", "but");
  }

  @Test
  void buildServersAndCodeHostsAreTold() throws IOException {
    write("right", Models.relu(), Y);
    write("wrong", Models.relu(), X);
    Path junit = folder.resolve("results.xml");
    Path sarif = folder.resolve("results.sarif");
    Said.by("replay", folder.toString(), "--junit", junit.toString(), "--sarif", sarif.toString());
    assertThat(Files.readString(junit)).contains("tests=\"2\" failures=\"1\"", "wrong");
    assertThat(Files.readString(sarif)).contains("reference mismatch, an element is wrong");
  }
}
