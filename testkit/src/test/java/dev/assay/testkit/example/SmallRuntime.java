package dev.assay.testkit.example;

import dev.assay.core.backend.Backend;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A backend of one's own: it runs a few operators of float32 on tensors of one shape. With {@code
 * opt=fast} it computes Sub in place, over the tensor that it reads, and has a bug where that is
 * both operands' or read again; with {@code opt=faster} it dies of Neg.
 */
public final class SmallRuntime implements Backend {
  /** ServiceLoader makes it. */
  public SmallRuntime() {}

  @Override
  public String name() {
    return "small";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Map<String, String> options() {
    return Map.of("opt", "plain (default), fast or faster");
  }

  @Override
  public Optional<String> missing(Map<String, String> options) {
    return Optional.empty();
  }

  @Override
  public Outcome run(Trial trial, Map<String, String> options, Consumer<Phase> entered) {
    long start = System.nanoTime();
    entered.accept(Phase.COMPILE);
    Graph graph = GraphFromOnnx.of(trial.model());
    entered.accept(Phase.RUN);
    Map<String, Tensor> values = new HashMap<>(graph.constants());
    values.putAll(trial.inputs());
    for (Node node : graph.nodes()) {
      List<Tensor> x = node.inputs().stream().map(values::get).toList();
      if (!List.of("Sub", "Neg", "Relu").contains(node.operator())
          || x.stream().anyMatch(t -> !fits(t, x.get(0)))) {
        return Outcome.failed(
            Status.UNSUPPORTED, Phase.RUN, "there is no " + node.operator() + " of these", 0);
      }
      values.put(node.outputs().get(0), value(node, x, options.getOrDefault("opt", "plain")));
    }
    return Outcome.ok(
        graph.outputs().stream().map(v -> values.get(v.name())).toList(),
        System.nanoTime() - start);
  }

  private static boolean fits(Tensor t, Tensor first) {
    return t.type() == DType.FLOAT32 && Arrays.equals(t.shape(), first.shape());
  }

  private static Tensor value(Node node, List<Tensor> x, String level) {
    double[] a = x.get(0).reals();
    if (node.operator().equals("Sub")) {
      double[] b = x.get(1).reals();
      double[] y = level.equals("plain") ? a.clone() : a;
      IntStream.range(0, y.length).forEach(k -> y[k] = DType.FLOAT32.nearest(y[k] - b[k]));
      return Tensor.of(DType.FLOAT32, x.get(0).shape(), y);
    }
    if (node.operator().equals("Neg") && level.equals("faster")) {
      Runtime.getRuntime().halt(139);
    }
    double[] y =
        IntStream.range(0, a.length)
            .mapToDouble(k -> node.operator().equals("Neg") ? -a[k] : Math.max(a[k], 0))
            .toArray();
    return Tensor.of(DType.FLOAT32, x.get(0).shape(), y);
  }
}
