package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.graph.Attribute.Kind;
import dev.assay.core.operator.Draft;
import dev.assay.core.operator.Operator;
import dev.assay.core.operator.Port;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A node that is drawn: structure at once, sizes open with a first number each.
 *
 * <p>An input is an existing value whose type and rank fit, or a fresh one. Whatever a definition
 * asks for twice is answered alike. A node that cannot be drawn is left by {@link Unfit}.
 */
final class DrawDraft extends Draft {
  private final Site site;
  private final Operator operator;
  private final Signature signature;
  private final Choices choices;
  private final Sizes sizes;
  private final Map<String, Boolean> given = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<String, Object> structure = new HashMap<>();
  private final Set<String> singles = new HashSet<>();
  private final Operands operands;
  private final TreeMap<String, Answer> attributes = new TreeMap<>();
  private final Set<Dim> unknown = new HashSet<>();
  private final TreeMap<Integer, Stage> outputs = new TreeMap<>();

  DrawDraft(Site site, Operator operator, Signature signature, Choices choices, Sizes sizes) {
    this.site = site;
    this.operator = operator;
    this.signature = signature;
    this.choices = choices;
    this.sizes = sizes;
    this.operands = new Operands(site, choices, sizes);
  }

  // ---- what was drawn

  /** The answers by input place; an absent one before the last is null. */
  List<@Nullable Answer> inputs() {
    return operands.list();
  }

  Map<String, Answer> attributes() {
    return attributes;
  }

  /** The meaning of each output that is asked for, by place. */
  TreeMap<Integer, Stage> outputs() {
    return outputs;
  }

  /** Whether only the run tells a size of the shape. */
  boolean isUnknown(Dims shape) {
    return shape.list().stream().anyMatch(this::isUnknown);
  }

  private boolean isUnknown(Dim d) {
    return !unknown.isEmpty()
        && (unknown.contains(d)
            || d instanceof Dim.Apply a && (isUnknown(a.left()) || isUnknown(a.right())));
  }

  // ---- inputs

  @Override
  public int opset() {
    return site.opset();
  }

  @Override
  public Stage input(String port, Set<DType> types, int leastRank, int mostRank) {
    return member(port, 0, types, leastRank, mostRank);
  }

  @Override
  public int count(String port) {
    return counts.computeIfAbsent(port, p -> 1 + choices.weighted(2, 5, 2, 1));
  }

  @Override
  public Stage member(String port, int k, Set<DType> types, int leastRank, int mostRank) {
    int place = operator.input(port) + k;
    List<DType> allowed = site.allowed(types, port);
    allowed.retainAll(signature.inputTypes(place));
    return operands.draw(port, place, allowed, leastRank, mostRank);
  }

  // ---- what may be left out

  @Override
  public boolean has(String name) {
    return given.computeIfAbsent(name, this::drawPresence);
  }

  @Override
  public void usual(String name) {
    given.putIfAbsent(name, operator.output(name) >= 0 || signature.knows(name));
  }

  private boolean drawPresence(String name) {
    int input = operator.input(name);
    int output = operator.output(name);
    if (input >= 0 || output >= 0) {
      Port port = input >= 0 ? operator.inputs().get(input) : operator.outputs().get(output);
      return !port.optional() || choices.chance(input >= 0 ? 0.5 : 0.4);
    }
    return signature.requires(name) || signature.knows(name) && choices.chance(0.5);
  }

  @Override
  public int length(String name, int least, int most) {
    return counts.computeIfAbsent(
        name, n -> Math.min(most, least + choices.weighted(1, 4, 2, 1, 0.5)));
  }

  // ---- integers

  /** An answer that is an input where the operator has a port of that name, else an attribute. */
  private void put(String name, Answer answer) {
    given.put(name, true);
    int place = operator.input(name);
    if (place >= 0) {
      operands.put(place, answer);
    } else {
      attributes.put(name, answer);
    }
  }

  private boolean isSingle(String name) {
    return operator.input(name) >= 0
        ? singles.contains(name)
        : signature
            .kind(name)
            .map(k -> k == Kind.INT || k == Kind.FLOAT || k == Kind.STRING)
            .orElse(singles.contains(name));
  }

  @Override
  public Dim number(String name, Dim otherwise, Range legal) {
    singles.add(name);
    return super.number(name, otherwise, legal);
  }

  @Override
  public int integer(String name, int otherwise, Range legal) {
    singles.add(name);
    return super.integer(name, otherwise, legal);
  }

  @Override
  public Dims numbers(String name, int count, Range legal) {
    return (Dims)
        structure.computeIfAbsent(
            name,
            n -> {
              Dims d =
                  Dims.each(
                      count, k -> sizes.open(name + k, legal, site.taste().number(choices, legal)));
              put(name, new Answer.Integers(d, isSingle(name)));
              return d;
            });
  }

  @Override
  @SuppressWarnings("unchecked")
  public List<Integer> drawn(String name, int count, Range legal) {
    return (List<Integer>)
        structure.computeIfAbsent(
            name,
            n -> {
              List<Integer> list = site.taste().drawn(choices, count, legal);
              put(name, new Answer.Integers(Dims.ofNumbers(list), isSingle(name)));
              return list;
            });
  }

  @Override
  @SuppressWarnings("unchecked")
  public List<Integer> axes(String name, int rank) {
    return (List<Integer>)
        structure.computeIfAbsent(
            name,
            n -> {
              Integer length = counts.get(name);
              if (length == null && rank == 0 && !given.containsKey(name)) {
                given.put(name, false);
              }
              if (length == null && !has(name)) {
                return allAxes(rank);
              }
              if (rank == 0 || length != null && length == 0) {
                throw new Unfit("an empty list would stand for all axes");
              }
              List<Integer> mixed = Taste.shuffled(choices, allAxes(rank));
              List<Integer> some =
                  mixed.subList(0, length == null ? choices.between(1, rank) : length);
              List<Integer> axes = choices.chance(0.8) ? some.stream().sorted().toList() : some;
              Dims named =
                  Dims.each(axes.size(), k -> Dim.dim(axes.get(k) - (choices.flag() ? 0 : rank)));
              put(name, new Answer.Integers(named, false));
              return List.copyOf(axes);
            });
  }

  @Override
  public Dims reshaped(String target, Dims from, boolean zeroCopies) {
    Reshaping r = Reshaping.draw(choices, sizes, from, zeroCopies);
    put(target, new Answer.Integers(r.target(), false));
    return r.to();
  }

  // ---- reals, words, types, tensors

  @Override
  @SuppressWarnings("unchecked")
  public List<Double> reals(String name, int count, double least, double most) {
    return (List<Double>)
        structure.computeIfAbsent(
            name,
            n -> {
              List<Double> list =
                  IntStream.range(0, count)
                      .mapToObj(k -> site.taste().real(choices, least, most))
                      .toList();
              put(name, new Answer.Reals(list, isSingle(name)));
              return list;
            });
  }

  @Override
  public double real(String name, double otherwise, double least, double most) {
    singles.add(name);
    return has(name) ? reals(name, 1, least, most).get(0) : (double) (float) otherwise;
  }

  @Override
  public String word(String name, String... words) {
    singles.add(name);
    return has(name) ? words(name, List.of(words[0]), words).get(0) : words[0];
  }

  @Override
  @SuppressWarnings("unchecked")
  public List<String> words(String name, List<String> otherwise, String... words) {
    return !has(name)
        ? otherwise
        : (List<String>)
            structure.computeIfAbsent(
                name,
                n -> {
                  List<String> list =
                      otherwise.stream().map(o -> choices.of(List.of(words))).toList();
                  put(name, new Answer.Texts(list, isSingle(name)));
                  return list;
                });
  }

  @Override
  public DType type(String name, DType otherwise, Set<DType> among) {
    return has(name) ? type(name, among) : otherwise;
  }

  @Override
  public DType type(String name, Set<DType> among) {
    List<DType> allowed = site.allowed(among, name);
    return (DType)
        structure.computeIfAbsent(
            name,
            n -> {
              DType t = site.taste().type(choices, allowed);
              put(name, new Answer.Integers(Dims.ofNumbers(t.onnx()), true));
              return t;
            });
  }

  @Override
  public Tensor tensor(String name, Set<DType> types) {
    return (Tensor)
        structure.computeIfAbsent(
            name,
            n -> {
              List<DType> allowed = site.allowed(types, name);
              int[] shape = Taste.shape(choices, signature.kind(name).orElse(Kind.TENSOR));
              Tensor t = InputDraw.SMALL.draw(choices, site.taste().type(choices, allowed), shape);
              put(name, new Answer.Held(t));
              return t;
            });
  }

  // ---- rules

  /**
   * Sooner a case that holds or that the node's own sizes can fulfil than one that moves others.
   */
  @Override
  public int which(Dim.Rule... rules) {
    double[] weights = new double[rules.length];
    for (int k = 0; k < rules.length; k++) {
      Dim.Rule r = rules[k];
      boolean possible = r.decided().orElse(true) && !isUnknown(r.left()) && !isUnknown(r.right());
      weights[k] = !possible ? 0 : sizes.holds(r) ? 6 : sizes.yields(r) ? 3 : 0.5;
    }
    if (Arrays.stream(weights).sum() == 0) {
      throw new Unfit("none of the cases is possible");
    }
    int k = choices.weighted(weights);
    require(rules[k], "");
    return k;
  }

  @Override
  public void require(Dim.Rule rule, String why) {
    if (isUnknown(rule.left()) || isUnknown(rule.right())) {
      return;
    }
    boolean decided = rule.decided().isPresent();
    if (decided && !rule.decided().orElse(true)) {
      throw new Unfit(why);
    }
    if (!decided) {
      sizes.require(rule);
      sizes.give(rule);
    }
  }

  @Override
  public void expect(Dim.Rule rule, String why) {
    require(rule, why);
  }

  @Override
  public void require(boolean fact, String why) {
    if (!fact) {
      throw new Unfit(why);
    }
  }

  /** Single numbers, on which such a size hangs, become free data that are small. */
  @Override
  public Dim unknown(String name) {
    operands.freeScalars();
    Dim d = Dim.size(name, 0);
    unknown.add(d);
    return d;
  }

  /**
   * Whether data keep a condition is seen when the model runs; but integers that others compute
   * seldom do, and so give way to a fresh value.
   */
  @Override
  public void expect(Stage truth, String why) {
    operands.freeIntegers(truth);
  }

  @Override
  public void within(Stage data, Dim low, Dim high, String why) {
    if (!isUnknown(low) && !isUnknown(high)) {
      operands.within(data, low, high).forEach(r -> require(r, why));
    }
  }

  /** One range for all numbers of all points. */
  @Override
  public void withinEach(Stage points, Dims sizes, String why) {
    Dim least = sizes.list().stream().reduce(Dim::min).orElseThrow();
    within(points, Dim.dim(0).minus(least), least, why);
  }

  // ---- results

  @Override
  public void output(String port, int k, Stage meaning) {
    if (has(port)) {
      outputs.put(operator.output(port) + k, meaning);
    }
  }

  @Override
  public void opaque(Function<List<@Nullable Tensor>, List<Tensor>> function) {}

  @Override
  public Stage changed(String graph, Stage x) {
    given.put(graph, false);
    return x;
  }

  @Override
  public void random() {
    throw new Unfit("what is random proves nothing");
  }
}
