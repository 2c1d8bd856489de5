package dev.assay.cli;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.GraphCheck;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.reading.Kernels;
import dev.assay.core.reading.RefusedNodeException;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.records.Call;
import dev.assay.generator.records.OnnxDeclarations;
import dev.assay.generator.records.Operand;
import dev.assay.generator.records.RunnerCaller;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs nodes of operators that the catalogue does not have on a system that does, each by itself
 * and unoptimised. What it ran last it remembers, so that a node gives the same in all readings of
 * a test.
 */
final class SystemKernels implements Kernels {
  private static final int REMEMBERED = 256;

  /** ONNX's own operators of these releases; other domains bring their own version. */
  private static final int OPSET = 17;

  private final Runner runner;
  private final Map<Key, Outcome> known =
      Collections.synchronizedMap(
          new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Outcome> eldest) {
              return size() > REMEMBERED;
            }
          });

  private record Key(
      String domain,
      String operator,
      Map<String, Attribute> attributes,
      List<Optional<Tensor>> inputs,
      List<Boolean> outputs) {}

  /** What the system died of, whatever elements its inputs have. */
  private final Map<Form, Outcome> deadly = new ConcurrentHashMap<>();

  private record Form(
      String domain, String operator, Map<String, Attribute> attributes, List<String> inputs) {}

  private SystemKernels(Runner runner) {
    this.runner = runner;
  }

  /** Those of the first of some systems that is not Assay's own; none where there is none. */
  static Kernels of(Collection<Runner> runners) {
    return runners.stream()
        .filter(r -> !ProbedSupport.isOurs(r.spec()))
        .findFirst()
        .map(r -> (Kernels) new SystemKernels(r))
        .orElse(Kernels.NONE);
  }

  @Override
  public Optional<List<Tensor>> results(Node node, List<@Nullable Tensor> inputs) {
    if (node.domain().isEmpty() || !GraphCheck.isUnknown(node, Integer.MAX_VALUE)) {
      return Optional.empty();
    }
    Key key =
        new Key(
            node.domain(),
            node.operator(),
            node.attributes(),
            inputs.stream().map(Optional::ofNullable).toList(),
            node.outputs().stream().map(String::isEmpty).toList());
    Outcome outcome = known.get(key);
    if (outcome == null) {
      outcome = run(node, inputs);
      known.put(key, outcome);
    }
    if (!outcome.isOk()) {
      throw new RefusedNodeException(
          node, outcome.status() + ", " + outcome.detail(), isDeath(outcome));
    }
    return Optional.of(outcome.outputs());
  }

  private static boolean isDeath(Outcome outcome) {
    return outcome.status() == Status.CRASH || outcome.status() == Status.TIMEOUT;
  }

  private Outcome run(Node node, List<@Nullable Tensor> inputs) {
    Form form =
        new Form(
            node.domain(),
            node.operator(),
            node.attributes(),
            inputs.stream().map(t -> t == null ? "" : TensorType.of(t).toString()).toList());
    Outcome before = deadly.get(form);
    if (before != null) {
      return before;
    }
    Outcome outcome = anyTypes(node, inputs);
    if (isDeath(outcome)) {
      deadly.put(form, outcome);
    }
    return outcome;
  }

  private Outcome anyTypes(Node node, List<@Nullable Tensor> inputs) {
    Outcome outcome = Outcome.failed(Status.ERROR, Phase.COMPILE, "no type of outputs goes", 0);
    for (List<DType> types : outputTypes(node, inputs)) {
      outcome = get(trial(node, inputs, types));
      if (outcome.status() != Status.ERROR || !outcome.detail().contains(RunnerCaller.OTHER_TYPE)) {
        return outcome;
      }
    }
    return outcome;
  }

  /** What the outputs may be declared as: by a schema, where there is one. */
  private static Set<List<DType>> outputTypes(Node node, List<@Nullable Tensor> inputs) {
    Call call =
        new Call(
            inputs.stream().map(t -> Optional.ofNullable(t).map(Operand::of)).toList(),
            node.attributes(),
            node.outputs().size());
    return OnnxDeclarations.find(node.domain(), node.operator(), 1)
        .map(d -> RunnerCaller.outputTypes(d, call))
        .orElseGet(() -> Set.of(Collections.nCopies(node.outputs().size(), DType.FLOAT32)));
  }

  private Trial trial(Node node, List<@Nullable Tensor> inputs, List<DType> types) {
    Map<String, Tensor> constants = new LinkedHashMap<>();
    Map<String, Tensor> fed = new LinkedHashMap<>();
    List<Value> feeds = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Tensor t : inputs) {
      String name = t == null ? "" : "x" + names.size();
      names.add(name);
      if (t != null && t.rank() <= 1 && t.type().isInteger()) {
        constants.put(name, t);
      } else if (t != null) {
        fed.put(name, t);
        feeds.add(new Value(name, TensorType.of(t)));
      }
    }
    List<Value> outputs = new ArrayList<>();
    List<String> results = new ArrayList<>();
    for (int k = 0; k < node.outputs().size(); k++) {
      String name = node.outputs().get(k).isEmpty() ? "" : "y" + k;
      results.add(name);
      if (!name.isEmpty()) {
        outputs.add(new Value(name, TensorType.ofUnknownRank(types.get(k))));
      }
    }
    Node alone = new Node("", node.domain(), node.operator(), names, results, node.attributes());
    Map<String, Integer> opsets = new TreeMap<>(Map.of("", OPSET, node.domain(), 1));
    Graph graph = new Graph("call", opsets, feeds, constants, List.of(alone), outputs);
    return new Trial(OnnxFromGraph.of(graph), fed);
  }

  private Outcome get(Trial trial) {
    try {
      return runner.start(trial, Backends.alone(runner.spec()).options()).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a runner gave no outcome", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking " + runner.spec(), e);
    }
  }
}
