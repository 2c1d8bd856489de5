package dev.assay.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtEnvironment;
import dev.assay.core.backend.Outcome;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The programs of a report are run as a maintainer runs them. The law: they fail, after what is
 * expected and what was got, where ONNX Runtime is wrong, and end well where it is right.
 */
final class SnippetTest {
  @TempDir Path folder;

  private record Ended(int code, String said) {}

  private Ended run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), said);
  }

  private Ended java(Evidence evidence) throws Exception {
    Path file =
        Files.writeString(folder.resolve("Report.java"), JavaSnippet.of(evidence).orElseThrow());
    Path jar =
        Path.of(OrtEnvironment.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return run(List.of(java, "-cp", jar.toString(), file.toString()));
  }

  private Ended python(Evidence evidence) throws Exception {
    String python = System.getProperty("assay.python", "python3");
    boolean isThere;
    try {
      isThere = run(List.of(python, "-c", "import onnx, onnxruntime")).code() == 0;
    } catch (IOException e) {
      isThere = false;
    }
    assumeTrue(isThere, python + " has no packages onnx and onnxruntime (-Dassay.python=PATH)");
    Path file =
        Files.writeString(folder.resolve("report.py"), PythonSnippet.of(evidence).orElseThrow());
    return run(List.of(python, file.toString()));
  }

  /** One of ONNX Runtime's true bugs, at every level: only the first string of a slice. */
  private static Evidence gather() {
    Graph graph =
        new Graph(
            "g",
            Map.of("", 13),
            List.of(
                new Value("data", TensorType.of(DType.STRING, 2, 2)),
                new Value("indices", TensorType.of(DType.INT64, 1))),
            Map.of(),
            List.of(
                Node.of(
                    "Gather",
                    List.of("data", "indices"),
                    List.of("y"),
                    Map.of("axis", Attribute.of(0)))),
            List.of(new Value("y", TensorType.of(DType.STRING, 1, 2))));
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    inputs.put("data", Tensor.of(new int[] {2, 2}, "a", "b", "c", "d"));
    inputs.put("indices", Tensor.list(1));
    Tensor got = Tensor.of(new int[] {1, 2}, "c", "");
    return Findings.everywhere(graph, inputs, Outcome.ok(List.of(got), 1));
  }

  /** What ONNX Runtime gets right: each type as it is, and exponentials. */
  private static Evidence right(Predicate<DType> wanted) {
    List<Value> feeds = new ArrayList<>();
    List<Node> nodes = new ArrayList<>();
    List<Value> outputs = new ArrayList<>();
    List<Tensor> got = new ArrayList<>();
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (DType type : DType.values()) {
      if (wanted.test(type)) {
        String name = "x_" + type;
        Tensor t = some(type);
        inputs.put(name, t);
        feeds.add(new Value(name, TensorType.of(t)));
        nodes.add(Node.of("Identity", List.of(name), List.of("y_" + type), Map.of()));
        outputs.add(new Value("y_" + type, TensorType.of(t)));
        got.add(t);
      }
    }
    nodes.add(Node.of("Exp", List.of("x_float32"), List.of("e"), Map.of()));
    nodes.add(Node.of("Add", List.of("e", "c"), List.of("z"), Map.of()));
    outputs.add(new Value("z", TensorType.of(DType.FLOAT32, 2, 3)));
    got.add(Tensor.zeros(DType.FLOAT32, 2, 3));
    Map<String, Tensor> constants =
        Map.of("c", Tensor.of(DType.FLOAT32, new int[] {1}, (double) (float) 0.1));
    Graph graph = new Graph("g", Map.of("", 19), feeds, constants, nodes, outputs);
    return Findings.everywhere(graph, inputs, Outcome.ok(got, 1));
  }

  private static Tensor some(DType type) {
    int[] shape = {2, 3};
    if (type == DType.STRING) {
      return Tensor.of(shape, "", "a\"b", "\\", "é", "1\n2", "x");
    }
    if (type.isFloat()) {
      double[] numbers = {-0.0, 1.5, type.nearest(0.1), -2, 3, type.nearest(1e-3)};
      return Tensor.of(type, shape, numbers);
    }
    if (type == DType.BOOL) {
      return Tensor.of(type, shape, 0, 1, 1, 0, 0, 1);
    }
    return Tensor.of(type, shape, type.low(), type.high(), 0, 1, 2, 3);
  }

  @Test
  void theProgramInJavaFailsWhereOnnxRuntimeIsWrong() throws Exception {
    Ended ended = java(gather());
    assertThat(ended.said())
        .contains("onnxruntime 1.", "expected y [c, d]", "got      y [c, ]", "AssertionError");
    assertThat(ended.code()).isEqualTo(1);
  }

  @Test
  void theProgramInJavaEndsWellWhereOnnxRuntimeIsRight() throws Exception {
    Ended ended = java(right(t -> JavaElements.of(t).isPresent()));
    assertThat(ended.code()).as(ended.said()).isZero();
  }

  @Test
  void theScriptInPythonFailsWhereOnnxRuntimeIsWrong() throws Exception {
    Ended ended = python(gather());
    assertThat(ended.said())
        .contains("expected  y", "[['c', 'd']]", "[['c', '']]", "AssertionError");
    assertThat(ended.code()).isEqualTo(1);
  }

  @Test
  void theScriptInPythonEndsWellWhereOnnxRuntimeIsRight() throws Exception {
    Ended ended = python(right(t -> NumpyText.type(t).isPresent()));
    assertThat(ended.code()).as(ended.said()).isZero();
  }

  /** Of types that a language lacks there is no program that could be run. */
  @Test
  void thereIsNoProgramForTypesThatALanguageLacks() {
    Evidence narrow = right(t -> t == DType.FLOAT32 || t == DType.FLOAT8E4M3FN);
    assertThat(PythonSnippet.of(narrow)).isEmpty();
    assertThat(JavaSnippet.of(narrow)).isEmpty();
  }
}
