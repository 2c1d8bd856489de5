package dev.assay.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.backend.Verdict;
import dev.assay.corpus.Origin.FirstWrong;
import dev.assay.corpus.Origin.Frame;
import dev.assay.corpus.Origin.History;
import dev.assay.corpus.Origin.Layer;
import dev.assay.corpus.Origin.Tried;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OriginTest {
  @TempDir Path folder;

  private static Map<String, Verdict> levels() {
    Map<String, Verdict> levels = new LinkedHashMap<>();
    levels.put("disabled", Verdict.PASS);
    levels.put("basic", Verdict.MISMATCH);
    return levels;
  }

  @Test
  void whatIsWrittenIsReadBack() {
    Origin origin =
        new Origin(
            "onnxruntime:opt=basic",
            "1.29.0",
            levels(),
            List.of("Pad_Fusion"),
            List.of("Other"),
            List.of(new Tried("1.26.0", levels())),
            new History("1.23.2", "1.26.0", null),
            Layer.OPTIMISER,
            new FirstWrong("y", "MaxPool-12(float32[1, 1, 2, 2])", "0", "-1"),
            new Frame("SIGFPE", "libonnxruntime.so", "0x12"));
    origin.write(folder);
    assertThat(Origin.read(folder)).contains(origin);
    assertThat(Origin.read(folder).orElseThrow().levels().keySet())
        .containsExactly("disabled", "basic");
  }

  @Test
  void whatIsNotKnownIsLeftOut() throws IOException {
    Origin origin =
        new Origin(
            "tvm",
            "0.27",
            Map.of(),
            List.of(),
            List.of(),
            List.of(),
            History.UNKNOWN,
            Layer.UNKNOWN,
            null,
            null);
    origin.write(folder);
    assertThat(Files.readString(folder.resolve(Origin.FILE)))
        .doesNotContain("first_wrong", "frame", "first_bad", "null");
    assertThat(Origin.read(folder)).contains(origin);
  }

  @Test
  void aCaseWithoutItHasNone() {
    assertThat(Origin.read(folder)).isEmpty();
  }

  @Test
  void aBrokenOneIsSaid() throws IOException {
    Files.writeString(folder.resolve(Origin.FILE), "{");
    assertThatThrownBy(() -> Origin.read(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("origin.json");
  }
}
