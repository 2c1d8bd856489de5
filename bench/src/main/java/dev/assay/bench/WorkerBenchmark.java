package dev.assay.bench;

import dev.assay.backends.install.Workers;
import dev.assay.backends.worker.Worker;
import dev.assay.core.Choices;
import dev.assay.core.backend.BackendSpec;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a worker process costs: a question, a test, a start, a crash. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class WorkerBenchmark {
  private static final BackendSpec ALL = BackendSpec.parse("onnxruntime:opt=all");
  private static final BackendSpec DISABLED = BackendSpec.parse("onnxruntime:opt=disabled");

  private final Trial tenNodes = tenNodes();
  private final Trial crash = crash();
  private final Trial pass = identity(1);
  private final Trial pass10kB = identity(2500);
  private final Worker all = Workers.open(ALL);
  private final Worker disabled = Workers.open(DISABLED);
  private final Worker reference = Workers.open(BackendSpec.parse("reference"));

  /** Makes sure that all is up and right. */
  @Setup
  public void start() throws ExecutionException, InterruptedException {
    for (Worker worker : List.of(all, disabled, reference)) {
      Outcome outcome = worker.start(tenNodes).get();
      if (!outcome.isOk()) {
        throw new IllegalStateException(outcome.toString());
      }
    }
  }

  /** Ends the processes. */
  @TearDown
  public void stop() {
    all.close();
    disabled.close();
    reference.close();
  }

  /** A question without work. */
  @Benchmark
  public Object roundTrip() {
    return all.missing();
  }

  /** One float through the reference. */
  @Benchmark
  public Object identityOf4Bytes() throws ExecutionException, InterruptedException {
    return reference.start(pass).get();
  }

  /** Ten kilobytes through the reference and back. */
  @Benchmark
  public Object identityOf10Kilobytes() throws ExecutionException, InterruptedException {
    return reference.start(pass10kB).get();
  }

  /** A model of ten nodes, optimised only. */
  @Benchmark
  public Object tenNodesAtOneLevel() throws ExecutionException, InterruptedException {
    return all.start(tenNodes).get();
  }

  /** A model of ten nodes, unoptimised and optimised at the same time in two processes. */
  @Benchmark
  public Object tenNodesAtTwoLevels() throws ExecutionException, InterruptedException {
    Future<Outcome> other = disabled.start(tenNodes);
    Outcome outcome = all.start(tenNodes).get();
    return List.of(outcome, other.get());
  }

  /** From nothing to the answer to the first test, and the end of the process. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  @Warmup(iterations = 5)
  @Measurement(iterations = 20)
  public Object startAndFirstTest() throws ExecutionException, InterruptedException {
    try (Worker worker = Workers.open(ALL)) {
      return worker.start(tenNodes).get();
    }
  }

  /** A test that ends in a signal, and the next one, in a fresh process. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  @Warmup(iterations = 5)
  @Measurement(iterations = 20)
  public Object crashAndNextTest() throws ExecutionException, InterruptedException {
    Outcome outcome = all.start(crash).get();
    if (outcome.status() != Status.CRASH) {
      throw new IllegalStateException(outcome.toString());
    }
    return all.start(tenNodes).get();
  }

  private static Trial tenNodes() {
    Attribute ones = Attribute.ofInts(List.of(1L, 1L, 1L, 1L));
    Attribute two = Attribute.ofInts(List.of(2L, 2L));
    List<Node> nodes =
        List.of(
            node("Conv", "a", Map.of("pads", ones), "x", "w"),
            node("Relu", "b", Map.of(), "a"),
            node("MaxPool", "c", Map.of("kernel_shape", two, "strides", two), "b"),
            node("Mul", "d", Map.of(), "c", "c"),
            node("Transpose", "e", Map.of("perm", Attribute.ofInts(List.of(0L, 2L, 3L, 1L))), "d"),
            node("MatMul", "f", Map.of(), "e", "m"),
            node("Add", "g", Map.of(), "f", "v"),
            node("Sigmoid", "h", Map.of(), "g"),
            node("Softmax", "i", Map.of(), "h"),
            node("ReduceSum", "y", Map.of(), "i"));
    return trial(
        Map.of("x", normal(1, 3, 12, 12)),
        Map.of("w", normal(4, 3, 3, 3), "m", normal(4, 5), "v", normal(5)),
        nodes,
        TensorType.ofUnknownRank(DType.FLOAT32));
  }

  /** The least integer divided by -1: a signal in ONNX Runtime 1.29.0. */
  private static Trial crash() {
    return trial(
        Map.of(
            "x", Tensor.of(DType.INT32, new int[] {1}, (long) Integer.MIN_VALUE),
            "z", Tensor.of(DType.INT32, new int[] {1}, -1L)),
        Map.of(),
        List.of(node("Div", "y", Map.of(), "x", "z")),
        TensorType.ofUnknownRank(DType.INT32));
  }

  /** A model that returns floats of a shape. */
  static Trial identity(int... shape) {
    Tensor x = normal(shape);
    return trial(
        Map.of("x", x),
        Map.of(),
        List.of(node("Identity", "y", Map.of(), "x")),
        TensorType.of(x)); // OpenCV asks for the shape
  }

  private static Node node(
      String operator, String output, Map<String, Attribute> attributes, String... inputs) {
    return Node.of(operator, List.of(inputs), List.of(output), attributes);
  }

  private static Trial trial(
      Map<String, Tensor> inputs,
      Map<String, Tensor> constants,
      List<Node> nodes,
      TensorType output) {
    Graph graph =
        new Graph(
            "bench",
            Map.of("", 21),
            inputs.entrySet().stream()
                .map(e -> new Value(e.getKey(), TensorType.of(e.getValue())))
                .toList(),
            constants,
            nodes,
            List.of(new Value("y", output)));
    return new Trial(OnnxFromGraph.of(graph), inputs);
  }

  private static Tensor normal(int... shape) {
    Choices choices = Choices.of(1);
    double[] x = new double[Tensor.size(shape)];
    for (int k = 0; k < x.length; k++) {
      x[k] = (float) choices.normal();
    }
    return Tensor.of(DType.FLOAT32, shape, x);
  }
}
