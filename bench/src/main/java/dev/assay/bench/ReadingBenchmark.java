package dev.assay.bench;

import dev.assay.core.Choices;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The value and the enclosure reading of one node, from definition to tensors. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class ReadingBenchmark {

  /** The nodes that are measured. */
  public enum Case {
    ADD_2x3("Add", Map.of(), new int[] {2, 3}, new int[] {2, 3}),
    ADD_64x64("Add", Map.of(), new int[] {64, 64}, new int[] {64, 64}),
    SOFTMAX_64x64("Softmax", Map.of(), new int[] {64, 64}),
    MATMUL_64("MatMul", Map.of(), new int[] {64, 64}, new int[] {64, 64}),
    /** 147,456 products. */
    CONV_8x16x16x72(
        "Conv",
        Map.of("pads", Attribute.ofInts(List.of(1L, 1L, 1L, 1L))),
        new int[] {1, 8, 16, 16},
        new int[] {8, 8, 3, 3}),
    CUMSUM_64x64("CumSum", Map.of(), new int[] {64, 64});

    private final String operator;
    private final Map<String, Attribute> attributes;
    private final int[][] shapes;

    Case(String operator, Map<String, Attribute> attributes, int[]... shapes) {
      this.operator = operator;
      this.attributes = attributes;
      this.shapes = shapes;
    }

    Graph graph() {
      List<Value> inputs = new ArrayList<>();
      List<String> names = new ArrayList<>();
      for (int[] shape : shapes) {
        names.add("x" + names.size());
        inputs.add(new Value(names.get(names.size() - 1), TensorType.of(DType.FLOAT32, shape)));
      }
      Map<String, Tensor> constants = Map.of();
      if (this == CUMSUM_64x64) {
        names.add("axis");
        constants = Map.of("axis", Tensor.scalar(1));
      }
      return new Graph(
          "bench",
          Map.of("", 21),
          inputs,
          constants,
          List.of(Node.of(operator, names, List.of("y"), attributes)),
          List.of(new Value("y", TensorType.ofUnknownRank(DType.FLOAT32))));
    }
  }

  @Param Case node;

  private Graph graph;
  private final Map<String, Tensor> inputs = new LinkedHashMap<>();

  /** Draws the inputs. */
  @Setup
  public void draw() {
    graph = node.graph();
    Choices choices = Choices.of(1);
    for (Value v : graph.inputs()) {
      int[] shape = v.type().shape().orElseThrow().numbers();
      double[] x = new double[Tensor.size(shape)];
      for (int k = 0; k < x.length; k++) {
        x[k] = (float) choices.normal();
      }
      inputs.put(v.name(), Tensor.of(DType.FLOAT32, shape, x));
    }
  }

  @Benchmark
  public GraphReading values() {
    return GraphReading.values(graph, inputs);
  }

  @Benchmark
  public GraphReading valuesAndEnclosures() {
    return GraphReading.of(graph, inputs);
  }
}
