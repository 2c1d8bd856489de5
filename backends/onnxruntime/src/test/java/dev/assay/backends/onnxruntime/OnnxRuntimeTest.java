package dev.assay.backends.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.backends.worker.Limits;
import dev.assay.backends.worker.Worker;
import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("native")
class OnnxRuntimeTest {
  /** Types of which the CPU provider has an Identity. */
  private static final EnumSet<DType> IDENTITIES = EnumSet.allOf(DType.class);

  private static Worker worker = open("onnxruntime");

  @BeforeAll
  static void open() {
    worker = open("onnxruntime");
  }

  @AfterAll
  static void close() {
    worker.close();
  }

  private static Worker open(String spec) {
    return Worker.ofClassPath(
        BackendSpec.parse(spec), System.getProperty("java.class.path"), Limits.USUAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"disabled", "basic", "extended", "layout", "all"})
  void everyLevelAdds(String level) throws Exception {
    try (Worker own = open("onnxruntime:opt=" + level)) {
      Tensor x = Tensor.of(DType.FLOAT32, new int[] {2, 2}, 1, 2, 3, 4);
      Outcome outcome = own.start(trial("Add", List.of(x, x))).get();
      assertThat(outcome.outputs())
          .as(outcome.detail())
          .containsExactly(Tensor.of(DType.FLOAT32, new int[] {2, 2}, 2, 4, 6, 8));
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void tensorsOfEveryTypePassThroughIdentity(DType type) throws Exception {
    for (int[] shape : new int[][] {{}, {3}, {2, 0, 5}, {1, 2, 3}}) {
      Tensor x = Tensor.zeros(type, shape);
      for (int k = 0; k < x.size(); k++) {
        if (type == DType.STRING) {
          x.texts()[k] = "é" + k;
        } else if (type.isFloat()) {
          x.reals()[k] = type.isSigned() && k % 2 == 1 && type != DType.FLOAT8E8M0 ? -1 : 2;
        } else {
          x.integers()[k] = k % 2 == 0 ? type.high() : type.low();
        }
      }
      Outcome outcome = run("Identity", x);
      assertThat(outcome.outputs()).as(type + " " + outcome).containsExactly(x);
    }
  }

  private static Outcome run(String operator, Tensor... inputs) throws Exception {
    return worker.start(trial(operator, List.of(inputs))).get();
  }

  private static Trial trial(String operator, List<Tensor> inputs) {
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
            List.of(Node.of(operator, List.copyOf(feeds.keySet()), List.of("y"), Map.of())),
            List.of(new Value("y", TensorType.of(inputs.get(0)))));
    return new Trial(OnnxFromGraph.bytes(graph), feeds);
  }
}
