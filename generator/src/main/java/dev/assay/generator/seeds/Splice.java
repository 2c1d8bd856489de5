package dev.assay.generator.seeds;

import dev.assay.core.Choices;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Range;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Renaming;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.ShapeReading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Puts a part of a seed into a graph: behind it, where inputs of the part become values of the
 * graph, or before it, where outputs of the part become inputs of the graph. The sizes of the part
 * move to what they meet; a value that they cannot come to is not met.
 */
final class Splice {
  private static final double MET = 0.8;
  private static final int TRIES = 4;

  private final Mixture base;
  private final OpenGraph part;
  private final Graph cut;
  private final Choices choices;
  private final Map<String, String> met = new HashMap<>();

  private Splice(Mixture base, Graph cut, OpenGraph part, Choices choices) {
    this.base = base;
    this.cut = cut;
    this.part = part;
    this.choices = choices;
  }

  /**
   * The graph with the part in it.
   *
   * @param steps how far the sizes of the part walk from those of the seed
   * @throws IllegalArgumentException if that is no valid graph
   */
  static Mixture of(Mixture base, Graph cut, OpenGraph part, int steps, Choices choices) {
    Splice splice = new Splice(base, cut, part, choices);
    part.sizes().walk(part.sizes().isTooLarge() ? steps : 0, choices);
    boolean behind = choices.flag();
    if (behind) {
      splice.behind();
    } else {
      splice.before();
    }
    part.sizes().walk(steps, choices);
    return splice.joined(part.closed(choices), behind);
  }

  private void behind() {
    Map<String, TensorType> values = new TreeMap<>(ShapeReading.of(base.graph()).types());
    values.keySet().removeAll(base.graph().constants().keySet());
    for (Value v : cut.inputs()) {
      if (!part.isBounded(v.name())) {
        meet(v.name(), v.type().element(), values, false);
      }
    }
  }

  private void before() {
    Map<String, TensorType> values = new TreeMap<>();
    for (Value v : base.graph().feeds()) {
      if (base.isUnbounded(v.name()) && v.type() instanceof TensorType t) {
        values.put(v.name(), t);
      }
    }
    for (Value v : cut.outputs()) {
      meet(v.name(), v.type().element(), values, true);
    }
  }

  /** Makes a value of the part one with a value of the graph, where one fits. */
  private void meet(String name, DType type, Map<String, TensorType> values, boolean once) {
    Dims open = part.shape(name);
    List<String> fitting =
        values.entrySet().stream()
            .filter(e -> e.getValue().element() == type)
            .filter(e -> e.getValue().shape().orElseThrow().rank() == open.rank())
            .map(Map.Entry::getKey)
            .toList();
    for (int k = 0; k < TRIES && !fitting.isEmpty() && choices.chance(MET); k++) {
      String other = choices.of(fitting);
      Dims numbers = Objects.requireNonNull(values.get(other)).shape().orElseThrow();
      List<Dim.Rule> rules = new ArrayList<>();
      for (int a = 0; a < open.rank(); a++) {
        rules.add(open.get(a).is(numbers.get(a)));
      }
      if (part.sizes().reach(rules, choices)) {
        met.put(name, other);
        if (once) {
          values.remove(other);
        }
        return;
      }
    }
  }

  private Mixture joined(Mixture closed, boolean behind) {
    Map<String, String> names = new HashMap<>(met);
    Graph g = closed.graph();
    Set<String> taken = new HashSet<>(base.graph().constants().keySet());
    base.graph().inputs().forEach(v -> taken.add(v.name()));
    base.graph().nodes().forEach(n -> taken.addAll(n.outputs()));
    Set<String> own = new LinkedHashSet<>();
    g.inputs().forEach(v -> own.add(v.name()));
    own.addAll(g.constants().keySet());
    g.nodes().forEach(n -> own.addAll(n.outputs()));
    own.remove("");
    int next = taken.size();
    for (String name : own) {
      if (!names.containsKey(name)) {
        while (taken.contains("p" + next)) {
          next++;
        }
        names.put(name, "p" + next++);
      }
    }
    List<Node> nodes = g.nodes().stream().map(n -> Renaming.of(n, names)).toList();
    List<Value> inputs = new ArrayList<>(base.graph().inputs());
    if (!behind) {
      inputs.removeIf(v -> met.containsValue(v.name()));
    }
    g.inputs().stream()
        .filter(v -> !met.containsKey(v.name()))
        .forEach(v -> inputs.add(new Value(names.getOrDefault(v.name(), v.name()), v.type())));
    Map<String, Tensor> constants = new LinkedHashMap<>(base.graph().constants());
    g.constants().forEach((name, t) -> constants.put(names.getOrDefault(name, name), t));
    List<Node> all = new ArrayList<>(behind ? base.graph().nodes() : nodes);
    all.addAll(behind ? nodes : base.graph().nodes());
    Map<String, Integer> opsets = new HashMap<>(g.opsets());
    opsets.putAll(base.graph().opsets());
    Map<String, Range> free = new HashMap<>(base.free());
    if (!behind) {
      free.keySet().removeAll(met.values());
    }
    closed
        .free()
        .forEach(
            (name, r) -> {
              if (!met.containsKey(name)) {
                free.put(names.getOrDefault(name, name), r);
              }
            });
    Set<String> drawn = new HashSet<>(base.drawn());
    closed.drawn().forEach(name -> drawn.add(names.getOrDefault(name, name)));
    return new Mixture(
            new Graph("assay", opsets, inputs, constants, all, base.graph().outputs()), free, drawn)
        .finished();
  }
}
