package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.corpus.CaseFolder;
import dev.assay.corpus.CaseNote;
import dev.assay.corpus.DataSet;
import dev.assay.corpus.Finding;
import dev.assay.corpus.TestCase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model is shown with what is known of it. */
final class ShowCommandTest {
  @TempDir Path folder;

  private Path finding() {
    Tensor x = Tensor.of(DType.FLOAT32, new int[] {2, 3}, -1.0, 0, 0, 0, 0, 2);
    String detail = "an element is wrong\n  node     : Relu-13(float32[2, 3])";
    CaseNote note =
        new CaseNote(
            "1.0",
            1,
            0,
            Optional.of(new Finding("onnxruntime:opt=all", "1.29.0", "mismatch", detail)),
            Optional.empty(),
            "assay replay it");
    Path place = folder.resolve("case");
    CaseFolder.write(
        place,
        new TestCase(
            "case",
            Models.relu(),
            List.of(DataSet.of(Map.of("x", x), Map.of("y", x))),
            Optional.of(note)));
    return place;
  }

  @Test
  void aCaseIsTextWithRangesAndTheGuiltyNodeMarked() {
    Said said = Said.by("show", finding().toString());
    assertThat(said.code()).isEqualTo(Main.CLEAN);
    assertThat(said.out())
        .containsPattern("input x +float32\\[2, 3] = -1 … 2")
        .containsPattern("(?m)^> y = Relu\\(x\\) +float32\\[2, 3] = 0 … 2$");
  }

  @Test
  void aPictureIsWrittenWithTheFoldersAboveIt() throws Exception {
    Path svg = folder.resolve("pictures/case.svg");
    assertThat(Said.by("show", finding().toString(), "--svg", svg.toString()).code())
        .isEqualTo(Main.CLEAN);
    assertThat(Files.readString(svg)).startsWith("<svg ").contains("class=\"guilty\"", "-1 … 2");
  }

  @Test
  void aLoneModelHasItsTypes() throws Exception {
    Path model = Files.write(folder.resolve("model.onnx"), Models.relu());
    assertThat(Said.by("show", model.toString()).out())
        .containsPattern("y = Relu\\(x\\) +float32\\[\\d+, \\d+]\\n")
        .doesNotContain(">", "…");
  }

  @Test
  void whatIsNoModelIsBadInput() {
    Said said = Said.by("show", folder.resolve("nothing").toString());
    assertThat(said.code()).isEqualTo(Main.USAGE);
    assertThat(said.err()).contains("required", "nothing");
  }
}
