package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Makes a model of a sketch: numbers for sizes, names, inputs and constants. */
final class ModelFromSketch {
  private final Sketch sketch;
  private final Choices choices;
  private final Policy policy;
  private final Map<DraftValue, String> names = new LinkedHashMap<>();
  private final List<Value> inputs = new ArrayList<>();
  private final Map<String, Tensor> constants = new LinkedHashMap<>();
  private final Map<String, DraftValue> held = new LinkedHashMap<>();
  private final Map<String, FreeData> data = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  private ModelFromSketch(Sketch sketch, Choices choices) {
    this.sketch = sketch;
    this.choices = choices;
    this.policy = sketch.taste().policy();
  }

  static Model of(Sketch sketch, Choices choices, Map<String, Integer> opsets) {
    return new ModelFromSketch(sketch, choices).model(opsets);
  }

  private Model model(Map<String, Integer> opsets) {
    Set<DraftNode> ordered = new LinkedHashSet<>();
    sketch.nodes().forEach(n -> order(n, ordered));
    List<Value> outputs = new ArrayList<>();
    for (DraftNode node : ordered) {
      add(node);
    }
    held.forEach((name, v) -> constants.put(name, drawn(name, v)));
    for (DraftNode node : ordered) {
      for (DraftValue v : node.outputs()) {
        if (v != null && (v.uses() == 0 || choices.chance(0.1))) {
          outputs.add(new Value(name(v), type(v)));
        }
      }
    }
    return new Model(
        new Graph("assay", opsets, inputs, constants, nodes, outputs),
        data,
        policy,
        sketch.options().kernels());
  }

  private static void order(DraftNode node, Set<DraftNode> ordered) {
    if (ordered.contains(node)) {
      return;
    }
    for (Answer a : node.inputs()) {
      if (a instanceof Answer.Data d && d.value().maker() != null) {
        order(d.value().maker(), ordered);
      }
    }
    ordered.add(node);
  }

  private TensorType type(DraftValue v) {
    return TensorType.of(v.type(), sketch.isClosed(v) ? v.shape() : sketch.sizes().at(v.shape()));
  }

  private int[] shape(DraftValue v) {
    return sketch.sizes().at(v.shape()).numbers();
  }

  private void add(DraftNode draft) {
    List<String> places = new ArrayList<>();
    for (int k = 0; k < draft.inputs().size(); k++) {
      Answer a = draft.inputs().get(k);
      places.add(
          a == null ? "" : a instanceof Answer.Data d ? source(d.value()) : constant(draft, k, a));
    }
    TreeMap<String, Attribute> attributes = new TreeMap<>();
    Signature signature = sketch.signature(draft.operator());
    draft
        .attributes()
        .forEach((name, a) -> attributes.put(name, attribute(a, signature.kind(name))));
    List<String> results = new ArrayList<>();
    for (DraftValue v : draft.outputs()) {
      results.add(v == null ? "" : name(v));
    }
    Node node =
        new Node(
            "", draft.operator().domain(), draft.operator().name(), places, results, attributes);
    noteUses(draft, places);
    nodes.add(node);
  }

  private String name(DraftValue v) {
    String known = names.get(v);
    if (known == null) {
      known = "v" + names.size();
      names.put(v, known);
    }
    return known;
  }

  /** The name of a value; one that no node makes becomes an input or a constant. */
  private String source(DraftValue v) {
    boolean met = names.containsKey(v);
    String name = name(v);
    if (met || v.maker() != null) {
      return name;
    }
    if (v.held() != null) {
      constants.put(name, filled(v, v.held()));
      return name;
    }
    Range range = Range.ALL;
    DraftValue.Span span = v.span();
    if (span != null) {
      range = Range.of(sketch.sizes().at(span.low()), sketch.sizes().at(span.high()) - 1);
    }
    data.put(name, FreeData.of(range));
    if (inputs.isEmpty() || !choices.chance(span == null ? 0.4 : 0.6)) {
      inputs.add(new Value(name, type(v)));
    } else {
      held.put(name, v);
    }
    return name;
  }

  private Tensor filled(DraftValue v, double number) {
    int[] shape = shape(v);
    double[] elements = new double[Tensor.size(shape)];
    Arrays.fill(elements, number);
    return v.type().isFloat()
        ? Tensor.of(v.type(), shape, elements)
        : Tensor.of(v.type(), shape, Arrays.stream(elements).mapToLong(x -> (long) x).toArray());
  }

  /** The elements of a constant, once all its uses are known. */
  private Tensor drawn(String name, DraftValue v) {
    FreeData free = Objects.requireNonNull(data.get(name));
    return policy.draw(choices, v.type(), free).draw(choices, v.type(), free, shape(v));
  }

  private String constant(DraftNode draft, int place, Answer a) {
    String name = "c" + constants.size();
    DType indices = indices(draft);
    ModelOptions by = fits(draft, indices) ? draft.options() : sketch.options();
    constants.put(name, tensor(a, sketch.allowed(draft.operator(), place, by), indices));
    return name;
  }

  /** Whether the types that were asked for hold all numbers of a node. */
  private boolean fits(DraftNode draft, DType indices) {
    for (int k = 0; k < draft.inputs().size(); k++) {
      if (draft.inputs().get(k) instanceof Answer.Integers i) {
        DType type = integral(sketch.allowed(draft.operator(), k, draft.options()), indices);
        if (type.isInteger() && !Arrays.stream(numbers(i)).allMatch(n -> holds(type, n))) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean holds(DType type, long n) {
    return type.wrap(n) == n && (n >= 0 || type.isSigned());
  }

  private static DType integral(Set<DType> types, DType indices) {
    return first(types, indices, DType.INT64, DType.INT32, DType.BOOL);
  }

  private Tensor tensor(Answer a, Set<DType> types, DType indices) {
    if (a instanceof Answer.Integers i) {
      long[] numbers = numbers(i);
      DType type = integral(types, indices);
      int[] shape = i.single() ? new int[0] : new int[] {numbers.length};
      return type.isFloat()
          ? Tensor.of(type, shape, Arrays.stream(numbers).asDoubleStream().toArray())
          : Tensor.of(type, shape, numbers);
    }
    if (a instanceof Answer.Reals r) {
      double[] numbers = r.numbers().stream().mapToDouble(x -> x).toArray();
      return Tensor.of(
          first(types, DType.FLOAT32, DType.FLOAT64),
          r.single() ? new int[0] : new int[] {numbers.length},
          numbers);
    }
    throw new IllegalStateException("no input holds " + a);
  }

  /** The type in which a node that may choose holds numbers: one for all that it holds. */
  private DType indices(DraftNode draft) {
    return choices.fork(nodes.size()).chance(0.1) && isNarrow(draft) ? DType.INT32 : DType.INT64;
  }

  private boolean isNarrow(DraftNode draft) {
    for (Answer a : draft.inputs()) {
      if (a instanceof Answer.Integers i
          && !Arrays.stream(numbers(i)).allMatch(n -> n == (int) n)) {
        return false;
      }
    }
    return true;
  }

  private static DType first(Set<DType> allowed, DType... wanted) {
    for (DType t : wanted) {
      if (allowed.contains(t)) {
        return t;
      }
    }
    return allowed.isEmpty() ? wanted[0] : allowed.iterator().next();
  }

  private long[] numbers(Answer.Integers i) {
    long[] numbers = new long[i.numbers().rank()];
    for (int k = 0; k < numbers.length; k++) {
      numbers[k] = sketch.sizes().at(i.numbers().get(k));
    }
    return numbers;
  }

  private Attribute attribute(Answer a, Optional<Attribute.Kind> kind) {
    if (a instanceof Answer.Integers i) {
      long[] numbers = numbers(i);
      return i.single()
          ? Attribute.of(numbers[0])
          : Attribute.ofInts(Arrays.stream(numbers).boxed().toList());
    }
    if (a instanceof Answer.Reals r) {
      return r.single() ? Attribute.of(r.numbers().get(0)) : Attribute.ofFloats(r.numbers());
    }
    if (a instanceof Answer.Texts t) {
      return t.single() ? Attribute.of(t.words().get(0)) : Attribute.ofStrings(t.words());
    }
    if (a instanceof Answer.Held h) {
      return held(h.tensor(), kind.orElse(Attribute.Kind.TENSOR));
    }
    throw new IllegalStateException("no attribute holds " + a);
  }

  private static Attribute held(Tensor t, Attribute.Kind kind) {
    return switch (kind) {
      case INT -> Attribute.of(t.integers()[0]);
      case FLOAT -> Attribute.of(t.reals()[0]);
      case STRING -> Attribute.of(t.texts()[0]);
      case INTS -> Attribute.ofInts(Arrays.stream(t.integers()).boxed().toList());
      case FLOATS -> Attribute.ofFloats(Arrays.stream(t.reals()).boxed().toList());
      case STRINGS -> Attribute.ofStrings(List.of(t.texts()));
      case TENSOR, GRAPH, TYPE_PROTO -> Attribute.of(t);
    };
  }

  /** Floats are drawn by their uses; weights come after the data that they weigh. */
  private void noteUses(DraftNode draft, List<String> places) {
    DraftNode.Formulas formulas = draft.formulas();
    boolean free = false;
    for (Map.Entry<Stage, Integer> e : formulas.given().entrySet()) {
      free |= e.getKey().type().isFloat() && data.containsKey(places.get(e.getValue()));
    }
    if (free) {
      Uses uses = Uses.of(formulas.outputs(), formulas.sizes());
      formulas
          .given()
          .forEach(
              (stage, place) -> {
                int terms = place == 0 ? 1 : uses.terms(stage);
                data.computeIfPresent(
                    places.get(place), (n, d) -> d.usedAs(terms, uses.divides(stage)));
              });
    }
  }
}
