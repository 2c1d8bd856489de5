package dev.assay.oracle;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Trial;
import dev.assay.core.backend.Verdict;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first tensor of a model that a backend makes wrong, in the order of the nodes.
 *
 * <p>Values inside of the model are seen by making them outputs. That may change what an optimiser
 * does, so each is made an output by itself, and what is seen counts only if the wrong outputs come
 * again as they were. What a fusion skips is therefore passed over, and the last resort is a wrong
 * output of the model itself.
 *
 * @param value its name
 * @param node that makes it, in its form
 * @param expected what it ought to be, at the element that is worst
 * @param got what it is there
 */
public record Divergence(String value, String node, String expected, String got) {
  private static final Pattern REQUIRED = Pattern.compile("\n  required : (.*)");
  private static final Pattern BUT = Pattern.compile("\n  but      : (.*)");

  /**
   * Looks for it; empty where the outcome is a failure, or no output is wrong.
   *
   * @param reading of the model on these inputs, with enclosures
   */
  public static Optional<Divergence> first(
      Graph graph,
      Map<String, Tensor> inputs,
      GraphReading reading,
      Blame.Backend backend,
      Outcome outcome)
      throws InterruptedException {
    if (!outcome.isOk() || outcome.outputs().size() != graph.outputs().size()) {
      return Optional.empty();
    }
    for (Node node : graph.nodes()) {
      for (String name : Part.named(node.outputs()).toList()) {
        Optional<Tensor> got = seen(graph, name, inputs, reading, backend, outcome);
        if (got.isPresent()) {
          Judgement judged = judged(graph, name, reading, got.get());
          if (judged.verdict() == Verdict.MISMATCH) {
            String form = NodeForm.of(reading, node).call();
            String detail = judged.detail();
            return Optional.of(
                new Divergence(name, form, fact(REQUIRED, detail), fact(BUT, detail)));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** A value as the backend makes it; empty where it cannot be seen without a change. */
  private static Optional<Tensor> seen(
      Graph graph,
      String name,
      Map<String, Tensor> inputs,
      GraphReading reading,
      Blame.Backend backend,
      Outcome outcome)
      throws InterruptedException {
    List<Value> outputs = new ArrayList<>(graph.outputs());
    for (int k = 0; k < outputs.size(); k++) {
      if (outputs.get(k).name().equals(name)) {
        return Optional.of(outcome.outputs().get(k));
      }
    }
    outputs.add(Part.output(graph, name, reading.value(name)));
    Outcome more = backend.run(new Trial(OnnxFromGraph.of(with(graph, outputs)), inputs));
    boolean same =
        more.isOk()
            && more.outputs().size() == outputs.size()
            && Objects.equals(more.outputs().subList(0, outputs.size() - 1), outcome.outputs());
    return same ? Optional.of(more.outputs().get(outputs.size() - 1)) : Optional.empty();
  }

  private static Judgement judged(Graph graph, String name, GraphReading reading, Tensor got) {
    Graph only = with(graph, List.of(Part.output(graph, name, reading.value(name))));
    return Judge.judge(only, reading, Outcome.ok(List.of(got), 0), Optional.empty());
  }

  private static Graph with(Graph graph, List<Value> outputs) {
    return new Graph(
        graph.name(), graph.opsets(), graph.inputs(), graph.constants(), graph.nodes(), outputs);
  }

  private static String fact(Pattern pattern, String detail) {
    Matcher m = pattern.matcher(detail);
    return m.find() ? m.group(1) : "";
  }
}
