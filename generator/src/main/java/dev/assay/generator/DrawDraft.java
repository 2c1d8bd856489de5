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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private static final long SMALL = 8;

  private final Site site;
  private final Operator operator;
  private final Signature signature;
  private final Choices choices;
  private final Sizes sizes;
  private final Map<String, Boolean> given = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<String, Object> structure = new HashMap<>();
  private final Set<String> singles = new HashSet<>();
  private final TreeMap<Integer, Answer> inputs = new TreeMap<>();
  private final TreeMap<String, Answer> attributes = new TreeMap<>();
  private final Map<Stage, Integer> stages = new IdentityHashMap<>();
  private final List<DraftValue> fresh = new ArrayList<>();
  private final Set<Dim> unknown = new HashSet<>();
  private final TreeMap<Integer, Stage> outputs = new TreeMap<>();

  /**
   * Where a node is drawn.
   *
   * @param values what may be an input
   * @param wanted a value whose type and rank the node's output should have, if any
   * @param existing how often an existing value is taken where one fits
   */
  record Site(
      int opset,
      Set<DType> types,
      Taste taste,
      long elements,
      List<DraftValue> values,
      @Nullable DraftValue wanted,
      double existing) {}

  DrawDraft(Site site, Operator operator, Signature signature, Choices choices, Sizes sizes) {
    this.site = site;
    this.operator = operator;
    this.signature = signature;
    this.choices = choices;
    this.sizes = sizes;
  }

  // ---- what was drawn

  /** The answers by input place; an absent one before the last is null. */
  List<@Nullable Answer> inputs() {
    List<@Nullable Answer> list = new ArrayList<>();
    inputs.forEach(
        (place, answer) -> {
          while (list.size() < place) {
            list.add(null);
          }
          list.add(answer);
        });
    return list;
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
    List<DType> allowed =
        signature.inputTypes(place).stream()
            .filter(t -> types.contains(t) && site.types().contains(t))
            .toList();
    if (allowed.isEmpty() || leastRank > mostRank) {
      throw new Unfit("no type or rank is left for " + port);
    }
    List<DraftValue> fitting =
        site.values().stream()
            .filter(v -> allowed.contains(v.type()))
            .filter(v -> leastRank <= v.rank() && v.rank() <= mostRank)
            .toList();
    DraftValue v =
        !fitting.isEmpty() && choices.chance(site.existing())
            ? pick(fitting)
            : fresh(port, allowed, leastRank, mostRank);
    Stage s = Stage.given(port, v.type(), v.shape());
    inputs.put(place, new Answer.Data(v));
    stages.put(s, place);
    return s;
  }

  // What nothing uses yet is taken sooner, so that models hang together.
  private DraftValue pick(List<DraftValue> fitting) {
    double[] weights = fitting.stream().mapToDouble(v -> v.uses() == 0 ? 4 : 1).toArray();
    return fitting.get(choices.weighted(weights));
  }

  private DraftValue fresh(String port, List<DType> allowed, int leastRank, int mostRank) {
    DraftValue wanted = site.wanted();
    boolean likeWanted = wanted != null && choices.chance(0.8);
    DType type =
        likeWanted && wanted != null && allowed.contains(wanted.type())
            ? wanted.type()
            : site.taste().type(choices, allowed);
    int rank =
        likeWanted && wanted != null && leastRank <= wanted.rank() && wanted.rank() <= mostRank
            ? wanted.rank()
            : site.taste().rank(choices, leastRank, mostRank);
    Dims shape = Dims.each(rank, a -> size(port + a, rank));
    return fresh(type, shape);
  }

  private Dim size(String name, int rank) {
    long first = site.taste().size(choices, rank, site.elements());
    return sizes.open(name, site.taste().sizes(site.elements()), first);
  }

  private DraftValue fresh(DType type, Dims shape) {
    DraftValue v = new DraftValue(type, shape);
    fresh.add(v);
    sizes.limit(List.of(shape), site.elements());
    return v;
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
      inputs.put(place, answer);
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
    refuseEmpty(name, count, legal);
    return (Dims)
        structure.computeIfAbsent(
            name,
            n -> {
              Dims d =
                  Dims.each(
                      count,
                      k -> sizes.open(name + k, legal, site.taste().number(choices, legal)));
              put(name, new Answer.Integers(d, isSingle(name)));
              return d;
            });
  }

  @Override
  @SuppressWarnings("unchecked")
  public List<Integer> drawn(String name, int count, Range legal) {
    refuseEmpty(name, count, legal);
    return (List<Integer>)
        structure.computeIfAbsent(
            name,
            n -> {
              List<Integer> list = drawn(count, legal);
              put(name, new Answer.Integers(Dims.ofNumbers(list), isSingle(name)));
              return list;
            });
  }

  private static void refuseEmpty(String name, int count, Range legal) {
    if (count > 0 && legal.low() > legal.high()) {
      throw new Unfit("no number is legal for " + name);
    }
  }

  // As many integers as the range holds are most often meant to be a permutation.
  private List<Integer> drawn(int count, Range legal) {
    if (count > 1 && legal.high() - legal.low() + 1 == count && choices.chance(0.95)) {
      return shuffled(
          IntStream.rangeClosed((int) legal.low(), (int) legal.high()).boxed().toList());
    }
    return IntStream.range(0, count)
        .mapToObj(k -> site.taste().drawn(choices, legal))
        .toList();
  }

  private List<Integer> shuffled(List<Integer> list) {
    List<Integer> mixed = new ArrayList<>(list);
    for (int k = mixed.size() - 1; k > 0; k--) {
      Collections.swap(mixed, k, choices.between(0, k));
    }
    return mixed;
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
              List<Integer> mixed = shuffled(allAxes(rank));
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
    List<DType> allowed = among.stream().filter(site.types()::contains).sorted().toList();
    if (allowed.isEmpty()) {
      throw new Unfit("no type is left for " + name);
    }
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
              List<DType> allowed = types.stream().filter(site.types()::contains).sorted().toList();
              if (allowed.isEmpty()) {
                throw new Unfit("no type is left for " + name);
              }
              int[] shape = shape(signature.kind(name).orElse(Kind.TENSOR));
              Tensor t =
                  InputDraw.SMALL.draw(choices, site.taste().type(choices, allowed), shape);
              put(name, new Answer.Held(t));
              return t;
            });
  }

  private int[] shape(Kind kind) {
    int[] shape =
        switch (kind) {
          case INT, FLOAT, STRING -> new int[0];
          case INTS, FLOATS, STRINGS -> new int[1];
          case TENSOR, GRAPH -> new int[choices.chance(0.7) ? 1 : choices.between(2, 3)];
        };
    boolean one = kind == Kind.TENSOR && shape.length == 1;
    Arrays.setAll(shape, a -> one ? 1 : choices.between(2, 4));
    return shape;
  }

  // ---- rules

  /** Sooner a case that holds or that the node's own sizes can fulfil than one that moves others. */
  @Override
  public int which(Dim.Rule... rules) {
    double[] weights = new double[rules.length];
    boolean any = false;
    for (int k = 0; k < rules.length; k++) {
      Dim.Rule r = rules[k];
      boolean possible = r.decided().orElse(true) && !isUnknown(r.left()) && !isUnknown(r.right());
      weights[k] = !possible ? 0 : sizes.holds(r) ? 6 : sizes.yields(r) ? 3 : 0.5;
      any |= possible;
    }
    if (!any) {
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
    for (Map.Entry<Integer, Answer> e : inputs.entrySet()) {
      if (e.getValue() instanceof Answer.Data d
          && d.value().rank() == 0
          && d.value().type() != DType.BOOL) {
        freshen(e.getKey()).lieIn(Dim.dim(-SMALL), Dim.dim(SMALL + 1));
      }
    }
    Dim d = Dim.size(name, 0);
    unknown.add(d);
    return d;
  }

  // ---- data

  /**
   * Whether data keep a condition is seen when the model runs; but integers that others compute
   * seldom do, and so give way to a fresh value.
   */
  @Override
  public void expect(Stage truth, String why) {
    for (Stage s : Traversal.of(List.of(truth)).given()) {
      Integer place = stages.get(s);
      if (place != null && s.type().isInteger() && choices.chance(0.9)) {
        freshen(place);
      }
    }
  }

  private DraftValue freshen(int place) {
    DraftValue v = ((Answer.Data) Objects.requireNonNull(inputs.get(place))).value();
    if (fresh.contains(v)) {
      return v;
    }
    DraftValue other = fresh(v.type(), v.shape());
    inputs.put(place, new Answer.Data(other));
    return other;
  }

  /**
   * A value that others made, and of which no range is known, gives way to a fresh one. Conditions
   * on parts of the data are kept by all of it.
   */
  @Override
  public void within(Stage data, Dim low, Dim high, String why) {
    List<Stage> read = Traversal.of(List.of(data)).given();
    Integer place = read.size() == 1 ? stages.get(read.get(0)) : null;
    if (place == null || isUnknown(low) || isUnknown(high)) {
      return;
    }
    DraftValue.Span span =
        ((Answer.Data) Objects.requireNonNull(inputs.get(place))).value().span();
    if (span != null
        && sizes.holds(span.low().atLeast(low))
        && sizes.holds(high.atLeast(span.high()))) {
      require(span.low().atLeast(low), why);
      require(high.atLeast(span.high()), why);
      return;
    }
    DraftValue v = freshen(place);
    DraftValue.Span own = v.span();
    v.lieIn(own == null ? low : low.max(own.low()), own == null ? high : high.min(own.high()));
    require(high.atLeast(low.plus(1)), "the range of data is not empty");
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
}
