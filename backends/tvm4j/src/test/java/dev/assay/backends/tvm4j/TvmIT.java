package dev.assay.backends.tvm4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.backends.install.Progress;
import dev.assay.backends.install.Workers;
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
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both backends of TVM do as a backend ought to; each is skipped where it is not installed. */
@Tag("native")
class TvmIT {
  private static final Set<DType> UNFED =
      EnumSet.of(
          DType.STRING,
          DType.FLOAT8E8M0,
          DType.FLOAT4E2M1,
          DType.FLOAT6E2M3,
          DType.FLOAT6E3M2,
          DType.INT4,
          DType.UINT4,
          DType.INT2,
          DType.UINT2);

  /** Those that the front end of 0.18 has no names for. */
  private static final Set<DType> NEWER =
      EnumSet.of(
          DType.BFLOAT16,
          DType.FLOAT8E4M3FN,
          DType.FLOAT8E4M3FNUZ,
          DType.FLOAT8E5M2,
          DType.FLOAT8E5M2FNUZ);

  private static Worker open(String words) {
    BackendSpec spec = BackendSpec.parse(words);
    assumeTrue(
        Workers.release(spec).isInstalled(),
        spec.name() + " is not installed: assay backends install " + spec.name());
    return Workers.open(spec, Limits.USUAL.withTrial(Duration.ofMinutes(5)), Progress.SILENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tvm:O0",
        "tvm:O2",
        "tvm:O3",
        "tvm:O3L",
        "tvm4j:0",
        "tvm4j:1",
        "tvm4j:2",
        "tvm4j:3",
        "tvm4j:executor=aot"
      })
  void everyLevelAdds(String spec) throws Exception {
    try (Worker worker = open(spec)) {
      Tensor x = Tensor.of(DType.FLOAT32, new int[] {2, 2}, 1.0, 2, 3, 4);
      assertThat(outputs(worker, trial("Add", List.of(x, x), Map.of(), TensorType.of(x))))
          .containsExactly(Tensor.of(DType.FLOAT32, new int[] {2, 2}, 2.0, 4, 6, 8));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tvm", "tvm4j"})
  void tensorsOfWholeTypesPassThroughReshape(String spec) throws Exception {
    Set<DType> types = EnumSet.complementOf(EnumSet.copyOf(UNFED));
    if (spec.equals("tvm4j")) {
      types.removeAll(NEWER);
    }
    try (Worker worker = open(spec)) {
      for (DType type : types) {
        for (int[] shape : new int[][] {{}, {3}, {2, 0, 5}, {1, 2, 3}}) {
          Tensor x = sample(type, shape);
          Tensor y = x.reshaped(row(shape, 1));
          Trial trial =
              trial(
                  "Unsqueeze",
                  List.of(x),
                  Map.of("axes", Attribute.ofInts(List.of((long) shape.length))),
                  TensorType.of(y));
          assertThat(outputs(worker, trial)).as(type.toString()).containsExactly(y);
        }
      }
    }
  }

  private static int[] row(int[] sizes, int last) {
    int[] more = Arrays.copyOf(sizes, sizes.length + 1);
    more[sizes.length] = last;
    return more;
  }

  private static Tensor sample(DType type, int... shape) {
    Tensor x = Tensor.zeros(type, shape);
    for (int k = 0; k < x.size(); k++) {
      if (type.isFloat()) {
        x.reals()[k] = k % 2 == 0 ? 2 : -1;
      } else {
        x.integers()[k] = k % 2 == 0 ? type.high() : type.low();
      }
    }
    return x;
  }

  @ParameterizedTest
  @ValueSource(strings = {"tvm", "tvm4j"})
  void outputsComeInTheirOrder(String spec) throws Exception {
    Tensor x = Tensor.of(DType.FLOAT32, new int[] {4}, 1.0, 2, 3, 4);
    TensorType half = TensorType.of(DType.FLOAT32, 2);
    try (Worker worker = open(spec)) {
      assertThat(outputs(worker, trial("Split", List.of(x), Map.of(), half, half)))
          .containsExactly(
              Tensor.of(DType.FLOAT32, new int[] {2}, 1.0, 2),
              Tensor.of(DType.FLOAT32, new int[] {2}, 3.0, 4));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tvm", "tvm4j"})
  void whatIsNotThereIsUnsupportedInTheirOwnWords(String spec) throws Exception {
    Tensor x = sample(DType.FLOAT32, 2, 2);
    try (Worker worker = open(spec)) {
      for (String operator : List.of("Det", "Frobnicate")) {
        Trial trial = trial(operator, List.of(x), Map.of(), TensorType.of(DType.FLOAT32));
        for (Trial asked : List.of(trial, new Trial(trial.model(), Map.of()))) {
          Outcome outcome = worker.start(asked).get();
          assertThat(outcome.status()).as(outcome.detail()).isEqualTo(Status.UNSUPPORTED);
          assertThat(outcome.phase()).isEqualTo(Phase.COMPILE);
          assertThat(outcome.detail()).contains("not supported for frontend ONNX: " + operator);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tvm", "tvm4j"})
  void aCrashHasItsSignalAndPhase(String spec) throws Exception {
    Tensor one = Tensor.of(DType.INT32, new int[] {1}, 1L);
    Tensor zero = Tensor.of(DType.INT32, new int[] {1}, 0L);
    try (Worker worker = open(spec)) {
      Trial trial = trial("Div", List.of(one, zero), Map.of(), TensorType.of(one));
      Outcome outcome = worker.start(trial).get();
      assertThat(outcome.status()).as(outcome.detail()).isEqualTo(Status.CRASH);
      assertThat(outcome.phase()).isEqualTo(Phase.RUN);
      assertThat(outcome.detail()).startsWith("SIGFPE");
      Trial fine = trial("Div", List.of(zero, one), Map.of(), TensorType.of(one));
      assertThat(outputs(worker, fine)).containsExactly(zero);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tvm:speed=9    | required : opt, target, disable",
        "tvm:O9         | required : one of O0, O2, O3, O3L",
        "tvm:target=tpu | required : one of llvm, cuda",
        "tvm4j:speed=9  | required : disable, executor, opt",
        "tvm4j:9        | required : one of 0, 1, 2, 3",
      })
  void whatIsMissingIsSaid(String spec, String why) {
    try (Worker worker = open(spec)) {
      assertThat(worker.missing().orElseThrow()).contains(why);
    }
  }

  private static List<Tensor> outputs(Worker worker, Trial trial) throws Exception {
    Outcome outcome = worker.start(trial).get();
    assertThat(outcome.isOk()).as(outcome.toString()).isTrue();
    return outcome.outputs();
  }

  private static Trial trial(
      String operator,
      List<Tensor> inputs,
      Map<String, Attribute> attributes,
      TensorType... results) {
    Map<String, Tensor> feeds = new LinkedHashMap<>();
    List<Value> values = new ArrayList<>();
    for (Tensor t : inputs) {
      values.add(new Value("x" + feeds.size(), TensorType.of(t)));
      feeds.put("x" + feeds.size(), t);
    }
    List<Value> outputs = new ArrayList<>();
    for (TensorType type : results) {
      outputs.add(new Value("y" + outputs.size(), type));
    }
    Node node =
        Node.of(
            operator,
            List.copyOf(feeds.keySet()),
            outputs.stream().map(Value::name).toList(),
            attributes);
    Graph graph = new Graph("g", Map.of("", 11), values, Map.of(), List.of(node), outputs);
    return new Trial(OnnxFromGraph.of(graph), feeds);
  }
}
