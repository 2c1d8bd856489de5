package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Issues about the true ONNX Runtime, by the finished distribution. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class ReportIT {
  @TempDir Path folder;

  private record Ended(int code, String said) {}

  private Ended report(String... words) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("report"));
    all.addAll(List.of(words));
    List<String> command = Distribution.command(folder.resolve("cache"), all);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), said);
  }

  /** Rows of strings, of which one is gathered. */
  private String gather(int rows, int columns) {
    String[] texts = new String[rows * columns];
    for (int k = 0; k < texts.length; k++) {
      texts[k] = "" + (char) ('a' + k);
    }
    Graph graph =
        new Graph(
            "g",
            Map.of("", 13),
            List.of(
                new Value("data", TensorType.of(DType.STRING, rows, columns)),
                new Value("indices", TensorType.of(DType.INT64, 1))),
            Map.of(),
            List.of(
                Node.of(
                    "Gather",
                    List.of("data", "indices"),
                    List.of("y"),
                    Map.of("axis", Attribute.of(0)))),
            List.of(new Value("y", TensorType.of(DType.STRING, 1, columns))));
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    inputs.put("data", Tensor.of(new int[] {rows, columns}, texts));
    inputs.put("indices", Tensor.list(0));
    Path path = folder.resolve("gather-" + rows + "-" + columns);
    CaseFolder.write(
        path,
        new TestCase(
            path.getFileName().toString(),
            OnnxFromGraph.of(graph),
            List.of(DataSet.of(inputs, Map.of())),
            Optional.empty()));
    return path.toString();
  }

  @Test
  void aModelThatCanBeCutIsRefusedUnlessForced() throws Exception {
    String large = gather(5, 4);
    Ended refused = report(large, "--backend", "onnxruntime:opt=disabled");
    assertThat(refused.said())
        .contains("the model is not minimal", "way out  : assay reduce " + large)
        .doesNotContain("###");
    assertThat(refused.code()).isEqualTo(Main.FINDINGS);
    Ended forced = report(large, "--backend", "onnxruntime:opt=disabled", "--force");
    assertThat(forced.said())
        .startsWith("# Gather gives wrong values")
        .containsSubsequence("Not ready to be filed", "the model is not minimal", "```python");
    assertThat(forced.code()).isEqualTo(Main.CLEAN);
  }

  /** A slice of one string is right, so there is nothing to report. */
  @Test
  void whatTheNewestReleaseDoesRightIsRefused() throws Exception {
    Ended refused = report(gather(2, 1), "--backend", "onnxruntime:opt=disabled");
    assertThat(refused.said()).contains("the newest release does not show the finding");
    assertThat(refused.code()).isEqualTo(Main.FINDINGS);
  }
}
