package dev.assay.backends.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.backends.worker.Limits;
import dev.assay.backends.worker.Worker;
import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("native")
class OnnxRuntimeTest {
  private static final Worker WORKER = open("onnxruntime");

  @AfterAll
  static void close() {
    WORKER.close();
  }

  private static Worker open(String spec) {
    return Worker.ofClassPath(
        BackendSpec.parse(spec),
        System.getProperty("java.class.path"),
        Limits.USUAL.withTrial(Duration.ofMinutes(5)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"disabled", "basic", "extended", "layout", "all"})
  void everyLevelAdds(String level) throws Exception {
    try (Worker own = open("onnxruntime:opt=" + level)) {
      Tensor x = Tensor.of(DType.FLOAT32, new int[] {2, 2}, 1.0, 2, 3, 4);
      Outcome outcome = own.start(trial("Add", List.of(x, x))).get();
      assertThat(outcome.outputs())
          .as(outcome.detail())
          .containsExactly(Tensor.of(DType.FLOAT32, new int[] {2, 2}, 2.0, 4, 6, 8));
    }
  }

  @Test
  void passesAreToldAndLeftOutByName() throws Exception {
    Tensor x = Tensor.of(DType.FLOAT32, new int[] {2, 2}, 1.0, 2, 3, 4);
    Graph twice =
        new Graph(
            "twice",
            Map.of("", 17),
            List.of(new Value("x", TensorType.of(x))),
            Map.of(),
            List.of(
                Node.of("Abs", List.of("x"), List.of("a"), Map.of()),
                Node.of("Abs", List.of("x"), List.of("b"), Map.of()),
                Node.of("Add", List.of("a", "b"), List.of("y"), Map.of())),
            List.of(new Value("y", TensorType.of(x))));
    Trial trial = new Trial(OnnxFromGraph.of(twice), Map.of("x", x));
    String pass = "CommonSubexpressionElimination";
    assertThat(WORKER.passes(trial, Map.of("opt", "all"))).containsEntry(pass, "basic");
    assertThat(WORKER.passes(trial, Map.of("opt", "disabled"))).doesNotContainKey(pass);
    assertThat(WORKER.passes(trial, Map.of("opt", "all", "disable", pass))).doesNotContainKey(pass);
  }

  @Test
  void aPassThatIsNotThereIsRefused() {
    assertThat(WORKER.missing(Map.of("disable", "Pad_Fusion;ConstantFolding"))).isEmpty();
    assertThat(WORKER.missing(Map.of("disable", "PadFusion")))
        .get()
        .asString()
        .contains("no such pass", "Pad_Fusion", "but      : PadFusion");
  }

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "FLOAT8E8M0",
        "FLOAT4E2M1",
        "FLOAT6E2M3",
        "FLOAT6E3M2",
        "INT4",
        "UINT4",
        "INT2",
        "UINT2"
      })
  void tensorsOfEveryWholeTypePassThroughIdentity(DType type) throws Exception {
    for (int[] shape : new int[][] {{}, {3}, {2, 0, 5}, {1, 2, 3}}) {
      Tensor x = sample(type, shape);
      Outcome outcome = run("Identity", x);
      assertThat(outcome.outputs()).as(type + " " + outcome).containsExactly(x);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"FLOAT8E8M0", "INT4", "UINT4", "INT2", "UINT2"})
  void narrowTensorsPassThroughCasts(DType type) throws Exception {
    Tensor x = sample(type, 5);
    double[] reals = new double[5];
    for (int k = 0; k < 5; k++) {
      reals[k] = x.real(k);
    }
    Tensor wide = Tensor.of(DType.FLOAT32, new int[] {5}, reals);
    assertThat(WORKER.start(cast(x, DType.FLOAT32)).get().outputs()).containsExactly(wide);
    assertThat(WORKER.start(cast(wide, type)).get().outputs()).containsExactly(x);
  }

  private static Trial cast(Tensor x, DType to) {
    return trial(
        "Cast", List.of(x), Map.of("to", Attribute.of(to.onnx())), TensorType.of(to, x.shape()));
  }

  private static Tensor sample(DType type, int... shape) {
    Tensor x = Tensor.zeros(type, shape);
    for (int k = 0; k < x.size(); k++) {
      if (type == DType.STRING) {
        x.texts()[k] = "é" + k;
      } else if (type.isFloat()) {
        x.reals()[k] = k % 2 == 0 ? 2 : type == DType.FLOAT8E8M0 ? 0.25 : -1;
      } else {
        x.integers()[k] = k % 2 == 0 ? type.high() : type.low();
      }
    }
    return x;
  }

  @Test
  void aCrashHasItsSignalPlaceAndPhase() throws Exception {
    Tensor least = Tensor.of(DType.INT32, new int[] {1}, (long) Integer.MIN_VALUE);
    Outcome outcome = run("Div", least, Tensor.of(DType.INT32, new int[] {1}, -1L));
    assertThat(outcome.status()).isEqualTo(Status.CRASH);
    assertThat(outcome.phase()).isEqualTo(Phase.RUN);
    assertThat(outcome.detail()).matches("SIGFPE at libonnxruntime\\.so\\+0x[0-9a-f]+");
    assertThat(run("Div", least, least).isOk()).isTrue();
  }

  @Test
  void whatIsNotImplementedIsUnsupported() throws Exception {
    Tensor x = sample(DType.FLOAT8E5M2, 2);
    for (Outcome outcome : List.of(run("Add", x, x), run("Frobnicate", x))) {
      assertThat(outcome.status()).as(outcome.detail()).isEqualTo(Status.UNSUPPORTED);
      assertThat(outcome.phase()).isEqualTo(Phase.COMPILE);
    }
  }

  @Test
  void aModelThatIsWrongIsAnErrorWithoutFolders() throws Exception {
    Outcome outcome = run("MatMul", sample(DType.FLOAT32, 2, 3), sample(DType.FLOAT32, 2, 3));
    assertThat(outcome.status()).isEqualTo(Status.ERROR);
    assertThat(outcome.detail()).startsWith("ORT_").doesNotContain("/core/").doesNotContain("\n");
    assertThat(WORKER.start(new Trial(new byte[] {1, 2, 3}, Map.of())).get().status())
        .isEqualTo(Status.ERROR);
  }

  @Test
  void anOptimiserCanBeLeftOut() throws Exception {
    Tensor x = Tensor.of(DType.FLOAT32, new int[] {1, 1, 2, 2}, -1.0, -2, -3, -4);
    Tensor unoptimised = padded(x, "onnxruntime:opt=disabled");
    assertThat(padded(x, "onnxruntime:opt=all")).isNotEqualTo(unoptimised);
    assertThat(padded(x, "onnxruntime:opt=all,disable=Pad_Fusion")).isEqualTo(unoptimised);
  }

  /** Zeros round a tensor, and then the greatest of each square: folded wrongly by 1.29.0. */
  private static Tensor padded(Tensor x, String spec) throws Exception {
    Graph graph =
        new Graph(
            "g",
            Map.of("", 25),
            List.of(new Value("x", TensorType.of(x))),
            Map.of("pads", Tensor.list(0, 0, 1, 1, 0, 0, 1, 1)),
            List.of(
                Node.of("Pad", List.of("x", "pads"), List.of("p"), Map.of()),
                Node.of(
                    "MaxPool",
                    List.of("p"),
                    List.of("y"),
                    Map.of("kernel_shape", Attribute.ofInts(List.of(2L, 2L))))),
            List.of(new Value("y", TensorType.of(DType.FLOAT32, 1, 1, 3, 3))));
    try (Worker own = open(spec)) {
      return own.start(new Trial(OnnxFromGraph.of(graph), Map.of("x", x))).get().outputs().get(0);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "onnxruntime:provider=cuda | required : CUDA",
        "onnxruntime:provider=tpu  | required : one of cpu, cuda, tensorrt",
        "onnxruntime:opt=most      | required : one of all, basic, disabled, extended, layout",
        "onnxruntime:speed=9       | required : disable, opt, optimised, provider, threads",
        "onnxruntime:threads=many  | required : a number of threads",
      })
  void whatIsMissingIsSaid(String spec, String why) throws Exception {
    try (Worker own = open(spec)) {
      assertThat(own.missing().orElseThrow()).contains(why);
      Tensor x = sample(DType.FLOAT32, 2);
      assertThat(own.start(trial("Add", List.of(x, x))).get().status()).isEqualTo(Status.ERROR);
    }
  }

  private static Outcome run(String operator, Tensor... inputs) throws Exception {
    return WORKER.start(trial(operator, List.of(inputs))).get();
  }

  private static Trial trial(String operator, List<Tensor> inputs) {
    return trial(operator, inputs, Map.of(), TensorType.of(inputs.get(0)));
  }

  private static Trial trial(
      String operator, List<Tensor> inputs, Map<String, Attribute> attributes, TensorType result) {
    Map<String, Tensor> feeds = new LinkedHashMap<>();
    List<Value> values = new ArrayList<>();
    for (Tensor t : inputs) {
      String name = "x" + feeds.size();
      feeds.put(name, t);
      values.add(new Value(name, TensorType.of(t)));
    }
    Graph graph =
        new Graph(
            "g",
            Map.of("", 25),
            values,
            Map.of(),
            List.of(Node.of(operator, List.copyOf(feeds.keySet()), List.of("y"), attributes)),
            List.of(new Value("y", result)));
    return new Trial(OnnxFromGraph.of(graph), feeds);
  }
}
