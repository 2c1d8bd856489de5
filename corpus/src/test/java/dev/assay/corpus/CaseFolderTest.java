package dev.assay.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CaseFolderTest {
  private static final Tensor X = Tensor.of(DType.FLOAT32, new int[] {2}, 1.5, -2);
  private static final Tensor Y = Tensor.list(1, 2, 3);
  private static final CaseNote NOTE =
      new CaseNote(
          "1.0",
          7,
          42,
          Optional.of(new Finding("onnxruntime:opt=all", "1.29.0", "mismatch", "two\nlines")),
          Optional.empty(),
          "assay replay here");

  @TempDir Path folder;

  static TestCase test(String name) {
    return new TestCase(
        name,
        new byte[] {1, 2, 3},
        List.of(DataSet.of(Map.of("x", X), Map.of("y", Y))),
        Optional.of(NOTE));
  }

  @Test
  void whatIsWrittenIsReadBack() {
    CaseFolder.write(folder.resolve("a"), test("a"));
    TestCase back = CaseFolder.read(folder.resolve("a"));
    assertThat(back.name()).isEqualTo("a");
    assertThat(back.model()).containsExactly(1, 2, 3);
    assertThat(back.note()).contains(NOTE);
    assertThat(back.data()).hasSize(1);
    DataSet data = back.data().get(0);
    assertThat(data.inputs(List.of(new Value("x", TensorType.of(X))))).containsExactly(X);
    assertThat(data.outputs(List.of(new Value("y", TensorType.of(Y))))).containsExactly(Y);
  }

  @Test
  void theLayoutIsThatOfOnnxBackendTests() {
    CaseFolder.write(folder.resolve("a"), test("a"));
    assertThat(folder.resolve("a/model.onnx")).exists();
    assertThat(folder.resolve("a/test_data_set_0/input_0.pb")).exists();
    assertThat(folder.resolve("a/test_data_set_0/output_0.pb")).exists();
    assertThat(folder.resolve("a/assay.json")).exists();
  }

  @Test
  void aStackTraceIsKeptWithTheCase() {
    CaseNote note =
        new CaseNote("1.0", 7, 42, Optional.empty(), Optional.of("at line 3"), "assay gen");
    assertThat(CaseNote.parse(note.toJson())).isEqualTo(note);
    assertThat(note.toJson()).contains("own-failure");
  }

  @Test
  void theRecipeAndTheOriginAreKeptWithTheCase() {
    List<String> none = List.of();
    Recipe recipe =
        new Recipe(7, 10, List.of("Conv"), none, none, 0, none, "concrete", List.of("faulty"));
    CaseNote made = NOTE.madeBy(recipe);
    assertThat(CaseNote.parse(made.toJson())).isEqualTo(made);
    CaseNote reduced =
        new CaseNote(
            "1.0",
            7,
            42,
            Optional.empty(),
            Optional.empty(),
            "assay replay",
            Optional.empty(),
            Optional.of("findings/0000042"));
    assertThat(CaseNote.parse(reduced.toJson())).isEqualTo(reduced);
  }

  @Test
  void aCaseThatIsThereIsReplaced() {
    CaseFolder.write(folder.resolve("a"), test("a"));
    TestCase other = new TestCase("a", new byte[] {9}, List.of(), Optional.empty());
    CaseFolder.write(folder.resolve("a"), other);
    assertThat(CaseFolder.read(folder.resolve("a")).model()).containsExactly(9);
    assertThat(folder.resolve("a/assay.json")).doesNotExist();
  }

  @Test
  void nothingUnfinishedStays() throws IOException {
    CaseFolder.write(folder.resolve("a"), test("a"));
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("a"));
    }
  }

  @Test
  void whatAKilledProcessLeftIsTidiedUp() throws IOException {
    Files.createDirectories(folder.resolve(".unfinished-b/test_data_set_0"));
    Files.write(folder.resolve(".unfinished-b/model.onnx"), new byte[] {1});
    CaseFolder.tidy(folder);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aNoteOfAnotherFormatIsRefused() {
    assertThatThrownBy(() -> CaseNote.parse("{\"format\": 99}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("required")
        .hasMessageContaining("99");
  }
}
