package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.expr.Stage;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
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
import java.util.function.Predicate;

/**
 * Changes a model where no data lead to a good result, as below Acosh of a Sigmoid: the node at
 * fault gets its usual real attributes, or it reads new inputs in place of what other nodes make,
 * or new inputs come in place of what it makes. What nothing reads any more becomes an output.
 */
final class Mending {
  private final Model model;
  private final Trial trial;
  private final Node fault;

  Mending(Model model, Trial trial) {
    this.model = model;
    this.trial = trial;
    this.fault = trial.firstFault();
  }

  /** A model and its data, for the search to go on with. */
  record Mended(Model model, Map<String, Tensor> data) {}

  /** All ways to mend the node at fault, those that change less of the model first. */
  List<Mended> ways(Choices choices) {
    List<Mended> ways = new ArrayList<>();
    plain().ifPresent(ways::add);
    List<String> made =
        fault.inputs().stream().distinct().filter(n -> maker(n).isPresent()).toList();
    for (String name : Taste.shuffled(choices, made)) {
      ways.add(cut(List.of(name), choices));
    }
    if (made.size() > 1) {
      ways.add(cut(made, choices));
    }
    without(choices).ifPresent(ways::add);
    return ways;
  }

  private Optional<Node> maker(String name) {
    return name.isEmpty()
        ? Optional.empty()
        : model.graph().nodes().stream().filter(n -> n.outputs().contains(name)).findFirst();
  }

  /** The node without its real numbers, which then are what they usually are. */
  private Optional<Mended> plain() {
    TreeMap<String, Attribute> plain = new TreeMap<>(fault.attributes());
    plain.values().removeIf(a -> a.kind() == Attribute.Kind.FLOAT);
    return plain.size() == fault.attributes().size()
        ? Optional.empty()
        : Optional.of(mended(Optional.of(calling(fault.inputs(), plain)), Map.of()));
  }

  private Mended cut(List<String> names, Choices choices) {
    Map<String, Tensor> fresh = new LinkedHashMap<>();
    Map<String, String> instead = new LinkedHashMap<>();
    for (String name : names) {
      Tensor before = trial.reading().value(name);
      String own = name + "_" + trial.fault().place();
      instead.put(name, own);
      fresh.put(own, drawn(choices, before.type(), before.shape()));
    }
    List<String> inputs = fault.inputs().stream().map(n -> instead.getOrDefault(n, n)).toList();
    return mended(Optional.of(calling(inputs, fault.attributes())), fresh);
  }

  /** The model without the node, where it has others and the shapes of its outputs are known. */
  private Optional<Mended> without(Choices choices) {
    Map<String, Tensor> fresh = new LinkedHashMap<>();
    Map<Integer, Stage> meanings = trial.reading().reading(fault).outputs();
    for (int k = 0; k < fault.outputs().size(); k++) {
      String name = fault.outputs().get(k);
      Stage meaning = meanings.get(k);
      if (isRead(name, model.graph().nodes())) {
        if (meaning == null || !meaning.shape().areNumbers()) {
          return Optional.empty();
        }
        fresh.put(name, drawn(choices, meaning.type(), meaning.shape().numbers()));
      }
    }
    return model.graph().nodes().size() == 1
        ? Optional.empty()
        : Optional.of(mended(Optional.empty(), fresh));
  }

  private Tensor drawn(Choices choices, DType type, int... shape) {
    return model
        .policy()
        .draw(choices, type, FreeData.ANY)
        .draw(choices, type, FreeData.ANY, shape);
  }

  private Node calling(List<String> inputs, Map<String, Attribute> attributes) {
    return new Node(
        fault.name(), fault.domain(), fault.operator(), inputs, fault.outputs(), attributes);
  }

  private static boolean isRead(String name, List<Node> nodes) {
    return nodes.stream().anyMatch(n -> n.inputs().contains(name));
  }

  private Mended mended(Optional<Node> instead, Map<String, Tensor> fresh) {
    Graph g = model.graph();
    List<Node> nodes = new ArrayList<>(g.nodes());
    nodes.remove(trial.fault().place());
    instead.ifPresent(n -> nodes.add(trial.fault().place(), n));
    List<Value> inputs = new ArrayList<>(g.inputs());
    Map<String, FreeData> free = new LinkedHashMap<>(model.data());
    Map<String, Tensor> data = new LinkedHashMap<>(trial.data());
    fresh.forEach(
        (name, t) -> {
          inputs.add(new Value(name, TensorType.of(t.type(), t.shape())));
          free.put(name, FreeData.ANY);
          data.put(name, t);
        });
    Map<String, Tensor> constants = new LinkedHashMap<>(g.constants());
    Predicate<String> unread = n -> !isRead(n, nodes);
    inputs.removeIf(v -> unread.test(v.name()));
    constants.keySet().removeIf(unread);
    data.keySet().removeIf(unread);
    Graph graph =
        new Graph(g.name(), g.opsets(), inputs, constants, nodes, outputs(nodes, fresh.keySet()));
    return new Mended(new Model(graph, free, model.policy(), model.kernels()), data);
  }

  /** Those outputs that are made still, and what nothing reads any more. */
  private List<Value> outputs(List<Node> nodes, Set<String> given) {
    List<Value> outputs = new ArrayList<>(model.graph().outputs());
    outputs.removeIf(v -> nodes.stream().noneMatch(n -> n.outputs().contains(v.name())));
    for (String name : new LinkedHashSet<>(fault.inputs())) {
      boolean left =
          maker(name).isPresent()
              && !given.contains(name)
              && !isRead(name, nodes)
              && outputs.stream().noneMatch(v -> v.name().equals(name));
      if (left) {
        Tensor t = trial.reading().value(name);
        outputs.add(new Value(name, TensorType.of(t.type(), t.shape())));
      }
    }
    return outputs;
  }
}
