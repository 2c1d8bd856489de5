package dev.assay.backends.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("native")
class TorchTest {

  @BeforeAll
  static void needsItsLibraries() {
    assumeTrue(
        TorchTest.class.getResource("/org/bytedeco/pytorch/linux-x86_64") != null,
        "LibTorch's native libraries are not on the class path; mvn -Ptorch puts them there");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "profiling", "frozen", "nnc"})
  void everyLevelGivesWhatTheFormulaSays(String level) {
    Tensor x = Tensor.of(DType.FLOAT32, new int[] {2, 2}, 1.0, -2, 3, -4);
    Graph graph =
        new Graph(
            "g",
            Map.of("", 25),
            List.of(new Value("x", TensorType.of(x))),
            Map.of("w", Tensor.of(DType.FLOAT32, new int[] {2, 2}, 1.0, 0, 2, 1)),
            List.of(
                Node.of("MatMul", List.of("x", "w"), List.of("p"), Map.of()),
                Node.of("Relu", List.of("p"), List.of("r"), Map.of()),
                Node.of("Add", List.of("r", "x"), List.of("y"), Map.of())),
            List.of(new Value("y", TensorType.of(x))));
    Outcome outcome = run(new Trial(OnnxFromGraph.of(graph), Map.of("x", x)), Map.of("opt", level));
    assertThat(outcome.outputs())
        .as(outcome.detail())
        .containsExactly(Tensor.of(DType.FLOAT32, new int[] {2, 2}, 1.0, -2, 3, -4));
  }

  @Retention(RetentionPolicy.RUNTIME)
  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "STRING",
        "FLOAT4E2M1",
        "FLOAT6E2M3",
        "FLOAT6E3M2",
        "INT4",
        "UINT4",
        "INT2",
        "UINT2"
      })
  @interface ForEveryTypeThatItHas {}

  @ForEveryTypeThatItHas
  void tensorsOfEveryTypeThatItHasPassThrough(DType type) {
    for (int[] shape : new int[][] {{}, {3}, {2, 0, 5}, {1, 2, 3}}) {
      Tensor x = sample(type, shape);
      Outcome outcome = run("Identity", Map.of(), x);
      assertThat(outcome.outputs()).as(type + " " + outcome).containsExactly(x);
    }
  }

  @ForEveryTypeThatItHas
  void constantsOfEveryTypeThatItHasAreInTheArchive(DType type) {
    Tensor held = sample(type, 2, 3);
    Outcome outcome = run("Constant", Map.of("value", Attribute.of(held)));
    assertThat(outcome.outputs()).as(type + " " + outcome).containsExactly(held);
  }

  private static Tensor sample(DType type, int... shape) {
    Tensor x = Tensor.zeros(type, shape);
    for (int k = 0; k < x.size(); k++) {
      if (type.isFloat()) {
        x.reals()[k] = k % 2 == 0 ? 2 : type == DType.FLOAT8E8M0 ? 0.25 : -1;
      } else {
        x.integers()[k] = k % 2 == 0 ? type.high() : type.low();
      }
    }
    return x;
  }

  @Test
  void quotientsOfIntegersRoundTowardsZero() {
    Tensor x = Tensor.of(DType.INT32, new int[] {4}, 7L, -7, 7, -7);
    Tensor y = Tensor.of(DType.INT32, new int[] {4}, 2L, 2, -2, -2);
    assertThat(run("Div", Map.of(), x, y).outputs())
        .containsExactly(Tensor.of(DType.INT32, new int[] {4}, 3L, -3, -3, 3));
    assertThat(run("Mod", Map.of(), x, y).outputs())
        .containsExactly(Tensor.of(DType.INT32, new int[] {4}, 1L, 1, -1, -1));
  }

  @Test
  void ofEqualElementsTheFirstAreTheGreatest() {
    Tensor x = Tensor.of(DType.FLOAT32, new int[] {4}, 1.0, 3, 3, 1);
    Graph graph =
        new Graph(
            "g",
            Map.of("", 25),
            List.of(new Value("x", TensorType.of(x))),
            Map.of("k", Tensor.list(3)),
            List.of(Node.of("TopK", List.of("x", "k"), List.of("v", "i"), Map.of())),
            List.of(
                new Value("v", TensorType.of(DType.FLOAT32, 3)),
                new Value("i", TensorType.of(DType.INT64, 3))));
    assertThat(
            run(new Trial(OnnxFromGraph.of(graph), Map.of("x", x)), Map.of("opt", "plain"))
                .outputs()
                .get(1))
        .isEqualTo(Tensor.list(1, 2, 0));
  }

  @Test
  void whatItHasNotIsUnsupported() {
    Tensor x = sample(DType.INT4, 2);
    Tensor y = sample(DType.UINT16, 2);
    for (Outcome outcome : List.of(run("Identity", Map.of(), x), run("Add", Map.of(), y, y))) {
      assertThat(outcome.status()).as(outcome.detail()).isEqualTo(Status.UNSUPPORTED);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "provider | tpu  | required : one of cpu, cuda",
        "opt      | most | required : one of frozen, nnc, plain, profiling",
        "speed    | 9    | required : opt, provider, runs, threads",
        "runs     | none | required : a number of runs",
      })
  void aWrongOptionIsRefused(String option, String value, String why) {
    assertThatThrownBy(() -> new Torch().missing(Map.of(option, value))).hasMessageContaining(why);
  }

  @Test
  void whatIsMissingIsSaid() {
    assertThat(new Torch().missing(Map.of("provider", "cuda")).orElseThrow())
        .contains("built without CUDA");
  }

  private static Outcome run(String operator, Map<String, Attribute> attributes, Tensor... inputs) {
    Map<String, Tensor> feeds = new LinkedHashMap<>();
    for (Tensor t : inputs) {
      feeds.put("x" + feeds.size(), t);
    }
    TensorType result =
        inputs.length == 0
            ? TensorType.of(Objects.requireNonNull(attributes.get("value")).tensor())
            : TensorType.of(inputs[0]);
    Graph graph =
        new Graph(
            "g",
            Map.of("", 25),
            feeds.entrySet().stream()
                .map(e -> new Value(e.getKey(), TensorType.of(e.getValue())))
                .toList(),
            Map.of(),
            List.of(Node.of(operator, List.copyOf(feeds.keySet()), List.of("y"), attributes)),
            List.of(new Value("y", result)));
    return run(new Trial(OnnxFromGraph.of(graph), feeds), Map.of("opt", "plain"));
  }

  private static Outcome run(Trial trial, Map<String, String> options) {
    return new Torch().run(trial, options, phase -> {});
  }
}
