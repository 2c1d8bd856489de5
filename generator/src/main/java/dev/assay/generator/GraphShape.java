package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * A way to put a graph that changes nothing of what it computes on its inputs, but much of what a
 * compiler knows of it before: constants that a caller may replace, sizes that only the run tells,
 * nodes in sub-graphs.
 *
 * <p>A model is drawn and searched plain; some of these are put on it afterwards, each in its share
 * of the models.
 */
public enum GraphShape {
  /** Numbers in a list of sizes are read off the shapes of values, as exporters write it. */
  COMPUTED_SIZES(0.12, ComputedSizes::put),

  /** Some nodes are a branch, which reads the values around it. */
  BRANCHES(0.03, SubGraphs::branch),

  /** Some nodes are the body of a loop, which makes the same in each turn. */
  LOOPS(0.02, SubGraphs::loop),

  /** Some nodes are the body of a scan over slices that they do not read. */
  SCANS(0.02, SubGraphs::scan),

  /** Some constants are inputs with a default, so that none may fold them. */
  DEFAULTED_INPUTS(0.08, GraphShape::letCallersReplace),

  /** Some constants are what nodes make. */
  CONSTANT_NODES(0.12, GraphShape::makeByNodes),

  /** Some results are no outputs, so that nothing needs the nodes that make them. */
  DEAD_NODES(0.06, GraphShape::dropOutputs),

  /** Some sizes of inputs are open until the run, most often those of the batch. */
  SYMBOLIC_SIZES(0.15, GraphShape::openSizes);

  private static final double EACH_CONSTANT = 0.4;
  private static final double OTHER_AXES = 0.3;
  private static final double UNSAID = 0.5;

  private final double share;
  private final BiConsumer<Shaping, Choices> put;

  GraphShape(double share, BiConsumer<Shaping, Choices> put) {
    this.share = share;
    this.put = put;
  }

  /** The same test, with some of these shapes in their shares. */
  public static Found in(Model model, Found found, Set<GraphShape> among, Choices choices) {
    Set<GraphShape> drawn = EnumSet.noneOf(GraphShape.class);
    for (GraphShape s : values()) {
      if (choices.chance(s.share) && among.contains(s)) {
        drawn.add(s);
      }
    }
    return drawn.isEmpty() ? found : put(drawn, found, model.data().keySet(), choices);
  }

  /** The same test with all of these shapes, as far as it has places for them. */
  static Found put(Set<GraphShape> shapes, Found found, Set<String> free, Choices choices) {
    Shaping shaping = new Shaping(found, free);
    shapes.forEach(s -> s.put.accept(shaping, choices.fork(s.ordinal())));
    return shaping.shaped();
  }

  /** A small test of this shape: what a system must run that is to get more of them. */
  public Found example(int opset) {
    Tensor w = Tensor.of(DType.FLOAT32, new int[] {2}, 1.0, 2.0);
    Map<String, Tensor> constants = new LinkedHashMap<>();
    constants.put("shape", Tensor.list(3, 2));
    constants.put("w", w);
    Graph graph =
        new Graph(
            "example",
            Map.of("", opset),
            List.of(new Value("x", TensorType.of(DType.FLOAT32, 2, 3))),
            constants,
            List.of(
                Node.of("Identity", List.of("x"), List.of("v"), Map.of()),
                Node.of("Reshape", List.of("v", "shape"), List.of("y"), Map.of()),
                Node.of("Add", List.of("y", "w"), List.of("z"), Map.of())),
            List.of(
                new Value("y", TensorType.of(DType.FLOAT32, 3, 2)),
                new Value("z", TensorType.of(DType.FLOAT32, 3, 2))));
    Tensor x = Tensor.of(DType.FLOAT32, new int[] {2, 3}, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0);
    Found plain = new Found(graph, Map.of("x", x), Found.How.DRAWN, 0);
    return put(EnumSet.of(this), plain, Set.of("w"), Choices.of(0));
  }

  private static List<String> someConstants(Shaping shaping, boolean freeOnly, Choices choices) {
    Set<String> inputs = shaping.inputs().stream().map(Value::name).collect(Collectors.toSet());
    List<String> names =
        shaping.constants().keySet().stream()
            .filter(n -> !inputs.contains(n) && (!freeOnly || shaping.isFree(n)))
            .toList();
    List<String> some = names.stream().filter(n -> choices.chance(EACH_CONSTANT)).toList();
    return some.isEmpty() && !names.isEmpty() ? List.of(choices.of(names)) : some;
  }

  private static void letCallersReplace(Shaping shaping, Choices choices) {
    for (String name : someConstants(shaping, true, choices)) {
      Tensor t = Objects.requireNonNull(shaping.constants().get(name));
      shaping.inputs().add(new Value(name, TensorType.of(t)));
    }
  }

  private static void makeByNodes(Shaping shaping, Choices choices) {
    List<Node> made = new ArrayList<>();
    for (String name : someConstants(shaping, false, choices)) {
      Tensor t = Objects.requireNonNull(shaping.constants().remove(name));
      made.add(Node.of("Constant", List.of(), List.of(name), held(t, choices)));
    }
    shaping.nodes().addAll(0, made);
  }

  /** The attribute of a Constant: where the type allows it, now and then a number or a list. */
  private static Map<String, Attribute> held(Tensor t, Choices choices) {
    boolean plain = t.rank() <= 1 && t.size() > 0 && choices.flag();
    if (plain && t.type() == DType.INT64) {
      List<Long> list = Arrays.stream(t.integers()).boxed().toList();
      return t.rank() == 0
          ? Map.of("value_int", Attribute.of(list.get(0)))
          : Map.of("value_ints", Attribute.ofInts(list));
    }
    if (plain && t.type() == DType.FLOAT32) {
      List<Double> list = Arrays.stream(t.reals()).boxed().toList();
      return t.rank() == 0
          ? Map.of("value_float", Attribute.of(list.get(0)))
          : Map.of("value_floats", Attribute.ofFloats(list));
    }
    return Map.of("value", Attribute.of(t));
  }

  private static void dropOutputs(Shaping shaping, Choices choices) {
    List<Value> all = shaping.outputs();
    if (all.size() > 1) {
      Value dropped = choices.of(all);
      Value kept = choices.of(all.stream().filter(v -> !v.equals(dropped)).toList());
      shaping.outputs(
          all.stream()
              .filter(v -> v.equals(kept) || !v.equals(dropped) && choices.flag())
              .toList());
    }
  }

  /** Makes one size symbolic wherever an input has it as its first, now and then on other axes. */
  private static void openSizes(Shaping shaping, Choices choices) {
    List<Integer> sizes =
        shaping.inputs().stream()
            .filter(v -> !shaping.constants().containsKey(v.name()))
            .flatMap(v -> first(v).stream())
            .distinct()
            .toList();
    if (sizes.isEmpty()) {
      return;
    }
    int size = choices.of(sizes);
    Dim symbol = Dim.size("batch", 0);
    boolean everywhere = choices.chance(OTHER_AXES);
    shaping
        .inputs()
        .replaceAll(
            v -> shaping.constants().containsKey(v.name()) ? v : open(v, size, symbol, everywhere));
    boolean unsaid = choices.chance(UNSAID);
    Dim unknown = Dim.size("", 0);
    shaping.outputs(
        shaping.outputs().stream()
            .map(v -> open(v, size, unsaid ? unknown : symbol, everywhere || unsaid))
            .toList());
  }

  private static Optional<Integer> first(Value v) {
    return v.type()
        .shape()
        .filter(s -> s.rank() > 0 && s.get(0).isNumber())
        .map(s -> s.get(0).number());
  }

  /** A size of 1 of texts stays: StringNormalizer takes {@code [1, C]}, and nothing else. */
  private static Value open(Value v, int size, Dim symbol, boolean everywhere) {
    if (v.type().element() == DType.STRING && size == 1) {
      return v;
    }
    Dims shape = v.type().shape().orElseThrow();
    Dims opened =
        Dims.each(
            shape.rank(),
            a ->
                (a == 0 || everywhere) && shape.get(a).isNumber() && shape.get(a).number() == size
                    ? symbol
                    : shape.get(a));
    return new Value(v.name(), TensorType.of(v.type().element(), opened));
  }
}
