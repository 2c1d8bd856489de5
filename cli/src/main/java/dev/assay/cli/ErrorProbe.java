package dev.assay.cli;

import dev.assay.backends.worker.Worker;
import dev.assay.core.Choices;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.reading.FunctionErrors;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Measures the errors of a backend: a model of one operator for each function and type, on numbers
 * that stress it, and sums of many numbers.
 */
final class ErrorProbe {
  private static final List<DType> TYPES =
      List.of(DType.FLOAT32, DType.FLOAT16, DType.BFLOAT16, DType.FLOAT64);

  /** Bits that accumulators have: of float64, float32, float16 or TF32, and bfloat16. */
  private static final List<Integer> BITS = List.of(53, 24, 11, 8);

  private static final int SUMMANDS = 1024;

  private final int opset;
  private final Choices choices = Choices.of(1);

  /**
   * @param opset of the models
   */
  ErrorProbe(int opset) {
    this.opset = opset;
  }

  /** A model and its inputs. */
  private record Question(Graph graph, Map<String, Tensor> inputs) {

    /** Its only output; empty where the backend does not give one. */
    Optional<Tensor> ask(Worker worker) throws InterruptedException {
      Outcome outcome = Inquiry.get(worker.start(new Trial(OnnxFromGraph.of(graph), inputs)));
      return outcome.isOk() ? outcome.outputs().stream().findFirst() : Optional.empty();
    }
  }

  private Question question(Node node, Map<String, Tensor> inputs, int... shape) {
    List<Value> feeds = new ArrayList<>();
    inputs.forEach((name, tensor) -> feeds.add(new Value(name, TensorType.of(tensor))));
    DType type = inputs.values().iterator().next().type();
    Value y = new Value("y", TensorType.of(type, shape));
    Map<String, Integer> opsets = new TreeMap<>(Map.of("", opset));
    opsets.putIfAbsent(node.domain(), 1);
    Graph graph = new Graph("probe", opsets, feeds, Map.of(), List.of(node), List.of(y));
    return new Question(graph, inputs);
  }

  /**
   * The table of a backend.
   *
   * @param levels a worker for each, by its name
   */
  ErrorTable measure(Map<String, Worker> levels) throws InterruptedException {
    List<ErrorTable.Row> rows = new ArrayList<>();
    List<ErrorTable.Sum> sums = new ArrayList<>();
    for (StressedFunction function : StressedFunction.ALL) {
      for (DType type : TYPES) {
        rows.addAll(rows(function, type, levels));
      }
    }
    for (DType type : TYPES) {
      sums.addAll(sums(type, levels));
    }
    Worker any = levels.values().iterator().next();
    String how =
        any.spec().name()
            + " "
            + any.version()
            + " by assay backends probe, operator set "
            + opset
            + ", "
            + StressedFunction.POINTS
            + " numbers each";
    return new ErrorTable(how, rows, sums);
  }

  private List<ErrorTable.Row> rows(
      StressedFunction function, DType type, Map<String, Worker> levels)
      throws InterruptedException {
    Tensor x = function.points(type, choices.fork(function.operator().hashCode()));
    Node node =
        new Node("", function.domain(), function.operator(), List.of("x"), List.of("y"), Map.of());
    Question question = question(node, Map.of("x", x), x.shape());
    Map<MeasuredError, Set<String>> found = new LinkedHashMap<>();
    Optional<Truth> truth = Optional.empty();
    for (Map.Entry<String, Worker> level : levels.entrySet()) {
      Optional<Tensor> got = question.ask(level.getValue());
      if (got.isPresent() && got.get().type() == type && got.get().size() == x.size()) {
        truth = truth.isPresent() ? truth : Truth.of(function, question.graph(), x);
        if (truth.isEmpty()) {
          return List.of();
        }
        found
            .computeIfAbsent(truth.get().error(got.get()), e -> new LinkedHashSet<>())
            .add(level.getKey());
      }
    }
    return found.entrySet().stream()
        .map(e -> e.getKey().row(e.getValue(), type, function.operator()))
        .toList();
  }

  private List<ErrorTable.Sum> sums(DType type, Map<String, Worker> levels)
      throws InterruptedException {
    Map<Integer, Set<String>> found = new LinkedHashMap<>();
    for (Map.Entry<String, Worker> level : levels.entrySet()) {
      int least = Integer.MAX_VALUE;
      for (Question question : sums(type)) {
        Optional<Tensor> got = question.ask(level.getValue());
        if (got.isPresent() && got.get().type() == type) {
          least = Math.min(least, bits(type, question, got.get()));
        }
      }
      if (least < Integer.MAX_VALUE) {
        found.computeIfAbsent(least, b -> new LinkedHashSet<>()).add(level.getKey());
      }
    }
    return found.entrySet().stream()
        .map(e -> new ErrorTable.Sum(e.getValue(), type, e.getKey()))
        .toList();
  }

  private List<Question> sums(DType type) {
    Tensor x = summands(type, 8, SUMMANDS);
    Tensor w = summands(type, SUMMANDS, 8);
    Tensor image = summands(type, 1, SUMMANDS, 2, 2);
    Tensor kernel = summands(type, 2, SUMMANDS, 1, 1);
    return List.of(
        question(
            Node.of("MatMul", List.of("x", "w"), List.of("y"), Map.of()),
            inputs("x", x, "w", w),
            8,
            8),
        question(
            Node.of("Conv", List.of("x", "w"), List.of("y"), Map.of()),
            inputs("x", image, "w", kernel),
            1,
            2,
            2,
            2));
  }

  private static Map<String, Tensor> inputs(String one, Tensor x, String other, Tensor y) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    inputs.put(one, x);
    inputs.put(other, y);
    return inputs;
  }

  /** Numbers of one sign, so that roundings of partial sums add up. */
  private Tensor summands(DType type, int... shape) {
    double[] reals = new double[Tensor.size(shape)];
    for (int k = 0; k < reals.length; k++) {
      reals[k] = type.nearest(0.5 + choices.unit() / 2);
    }
    return Tensor.of(type, shape, reals);
  }

  /** The most bits of an accumulator that explain a sum; 1 where none do. */
  private static int bits(DType type, Question question, Tensor got) {
    for (int bits : BITS) {
      double unit = Math.scalb(1.0, -bits);
      if (unit >= FunctionErrors.COMMON.accumulator(type)) {
        FunctionErrors errors = FunctionErrors.COMMON.accumulating(type, unit);
        GraphReading reading = GraphReading.of(question.graph(), question.inputs(), errors);
        if (holds(reading, got)) {
          return bits;
        }
      }
    }
    return 1;
  }

  private static boolean holds(GraphReading reading, Tensor got) {
    for (int k = 0; k < got.size(); k++) {
      if (!reading.enclosure("y").holds(got, k)) {
        return false;
      }
    }
    return true;
  }
}
