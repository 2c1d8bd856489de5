package dev.assay.generator.records;

import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.expr.Dims;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * A system under test as a black box: each call is a model of one node. A call that ends the system
 * or gets no answer is a finding and kept; for rules it is refused, so that no model has it again.
 */
public final class RunnerCaller implements Caller {
  private final Runner runner;

  public RunnerCaller(Runner runner, Map<String, Integer> opsets) {
    this.runner = runner;
  }

  @Override
  public Outcome call(Declaration operator, Call call) {
    if (!operator.fits(call)) {
      return new Outcome.Refused("Schema", "the call does not fit the schema");
    }
    dev.assay.core.backend.Outcome came = run(operator, call);
    return switch (came.status()) {
      case OK -> new Outcome.Taken(came.outputs().stream().map(TensorType::of).toList());
      case UNSUPPORTED, ERROR, CRASH, TIMEOUT ->
          new Outcome.Refused(came.status().name(), came.detail());
    };
  }

  private dev.assay.core.backend.Outcome run(Declaration operator, Call call) {
    try {
      return runner.start(trial(operator, call)).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + runner.spec(), e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(String.valueOf(e.getCause()), e);
    }
  }

  /** A call as a model of one node, and the tensors that it is given. */
  static Trial trial(Declaration operator, Call call) {
    Map<String, Tensor> given = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    for (Optional<Operand> o : call.inputs()) {
      String name = o.isPresent() ? "x" + names.size() : "";
      o.ifPresent(operand -> given.put(name, tensor(operand)));
      names.add(name);
    }
    List<Value> outputs = new ArrayList<>();
    for (int k = 0; k < call.outputs(); k++) {
      outputs.add(new Value("y" + k, TensorType.ofUnknownRank(DType.FLOAT32))); // or whatever comes
    }
    Graph graph =
        new Graph(
            operator.name(),
            Map.of(operator.domain(), operator.version()),
            given.entrySet().stream()
                .map(e -> new Value(e.getKey(), TensorType.of(e.getValue())))
                .toList(),
            Map.of(),
            List.of(
                new Node(
                    "",
                    operator.domain(),
                    operator.name(),
                    names,
                    outputs.stream().map(Value::name).toList(),
                    call.attributes())),
            outputs);
    return new Trial(OnnxFromGraph.of(graph), given);
  }

  /** Its elements, or ones where they do not matter. */
  private static Tensor tensor(Operand o) {
    return o.data().orElseGet(() -> ones(o.type(), o.shape()));
  }

  private static Tensor ones(DType type, Dims shape) {
    int[] sizes = shape.numbers();
    int size = Tensor.size(sizes);
    if (type == DType.STRING) {
      String[] texts = new String[size];
      Arrays.fill(texts, "a");
      return Tensor.of(sizes, texts);
    }
    if (type.isFloat()) {
      double[] reals = new double[size];
      Arrays.fill(reals, 1);
      return Tensor.of(type, sizes, reals);
    }
    long[] integers = new long[size];
    Arrays.fill(integers, 1);
    return Tensor.of(type, sizes, integers);
  }
}
