package dev.assay.generator.seeds;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.operator.Draft;
import dev.assay.core.operator.Operator;
import dev.assay.core.reading.NodeReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.Traversal;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A node of a given model whose sizes are open again: all of its structure is as the node has it,
 * and the cases and rules of its operator that hold of its numbers become rules of its sizes.
 */
final class OpenDraft extends Draft {
  private final Operator operator;
  private final NodeReading read;
  private final IntFunction<Dims> shapes;
  private final SizeWalk sizes;
  private final Map<Stage, Integer> given = new IdentityHashMap<>();
  private final Map<Integer, Stage> inputs = new HashMap<>();
  private final Map<String, Dims> integers = new TreeMap<>();
  private final Map<Integer, Span> spans = new HashMap<>();
  private final TreeMap<Integer, Stage> outputs = new TreeMap<>();

  /** Where the elements of an input lie, the end excluded. */
  record Span(Dim low, Dim high) {}

  /**
   * @param read the node on its numbers
   * @param shapes the open shape of each input
   */
  OpenDraft(Operator operator, NodeReading read, IntFunction<Dims> shapes, SizeWalk sizes) {
    this.operator = operator;
    this.read = read;
    this.shapes = shapes;
    this.sizes = sizes;
  }

  /** The integers that may change, by attribute or port. */
  Map<String, Dims> integers() {
    return integers;
  }

  /** The inputs of which a range is known, by place. */
  Map<Integer, Span> spans() {
    return spans;
  }

  /** The meaning of each output, by place. */
  TreeMap<Integer, Stage> outputs() {
    return outputs;
  }

  // ---- inputs

  @Override
  public int opset() {
    return read.opset();
  }

  @Override
  public Stage input(String port, Set<DType> types, int leastRank, int mostRank) {
    return member(port, 0, types, leastRank, mostRank);
  }

  @Override
  public Stage member(String port, int k, Set<DType> types, int leastRank, int mostRank) {
    DType type = read.member(port, k, types, leastRank, mostRank).type();
    return inputs.computeIfAbsent(
        operator.input(port) + k,
        place -> {
          Stage s = Stage.given(port, type, shapes.apply(place));
          given.put(s, place);
          return s;
        });
  }

  @Override
  public int count(String port) {
    return read.count(port);
  }

  @Override
  public boolean has(String name) {
    return read.has(name);
  }

  @Override
  public int length(String name, int least, int most) {
    return read.length(name, least, most);
  }

  // ---- attributes

  @Override
  public Dims numbers(String name, int count, Range legal) {
    Dims now = read.numbers(name, count, legal);
    return integers.computeIfAbsent(
        name, n -> Dims.each(count, k -> open(name + k, legal, now.get(k))));
  }

  /** Ends of slices and the like that stand for infinity stay as they are. */
  private Dim open(String name, Range legal, Dim now) {
    long number = sizes.at(now);
    return Math.abs(number) > Integer.MAX_VALUE ? now : sizes.attribute(name, legal, number);
  }

  @Override
  public List<Integer> drawn(String name, int count, Range legal) {
    return read.drawn(name, count, legal);
  }

  @Override
  public int bound(int drawn, int readBound) {
    return readBound;
  }

  @Override
  public List<Double> reals(String name, int count, double least, double most) {
    return read.reals(name, count, least, most);
  }

  @Override
  public double real(String name, double otherwise, double least, double most) {
    return read.real(name, otherwise, least, most);
  }

  @Override
  public String word(String name, String... words) {
    return read.word(name, words);
  }

  @Override
  public String text(String name, List<String> examples) {
    return read.text(name, examples);
  }

  @Override
  public List<String> words(String name, List<String> otherwise, String... words) {
    return read.words(name, otherwise, words);
  }

  @Override
  public DType type(String name, DType otherwise, Set<DType> among) {
    return read.type(name, otherwise, among);
  }

  @Override
  public DType type(String name, Set<DType> among) {
    return read.type(name, among);
  }

  @Override
  public List<Integer> axes(String name, int rank) {
    return read.axes(name, rank);
  }

  @Override
  public Tensor tensor(String name, Set<DType> types) {
    return read.tensor(name, types);
  }

  @Override
  public Dims reshaped(String target, Dims from, boolean zeroCopies) {
    Dims to = read.reshaped(target, sizes.at(from), zeroCopies);
    Dims open = new Regrouping(sizes, from, to).open();
    integers.put(target, open);
    return open;
  }

  // ---- rules

  /** The first case that holds of the numbers. */
  @Override
  public int which(Dim.Rule... rules) {
    for (int k = 0; k < rules.length; k++) {
      if (sizes.holds(rules[k])) {
        sizes.require(rules[k]);
        return k;
      }
    }
    throw new IllegalArgumentException("the sizes fit none of the cases");
  }

  @Override
  public void require(Dim.Rule rule, String why) {
    require(sizes.holds(rule), why);
    sizes.require(rule);
  }

  @Override
  public void require(boolean fact, String why) {
    if (!fact) {
      throw new IllegalArgumentException(why);
    }
  }

  @Override
  public void expect(Behaviour behaviour, Dim.Rule rule, String why) {
    if (sizes.holds(rule)) {
      sizes.require(rule);
    }
  }

  @Override
  public Dim unknown(String name) {
    throw new IllegalArgumentException("only the run tells " + name);
  }

  // ---- data

  @Override
  public void expect(Behaviour behaviour, Stage truth, String why) {}

  @Override
  public void within(Behaviour behaviour, Stage data, Dim low, Dim high, String why) {
    for (Stage s : Traversal.of(List.of(data)).given()) {
      Optional.ofNullable(given.get(s)).ifPresent(k -> spans.put(k, new Span(low, high)));
    }
  }

  @Override
  public void withinEach(Stage points, Dims bounds, String why) {
    Dim least = bounds.list().stream().reduce(Dim::min).orElseThrow();
    within(Behaviour.INDEX_OUT_OF_RANGE, points, Dim.dim(0).minus(least), least, why);
  }

  // ---- results

  @Override
  public void output(String port, int k, Stage meaning) {
    outputs.put(operator.output(port) + k, meaning);
  }

  @Override
  public void opaque(String why, Function<List<@Nullable Tensor>, List<Tensor>> function) {}

  @Override
  public Stage changed(String graph, Stage x) {
    require(!has(graph), "no graphs within");
    return x;
  }

  @Override
  public void random() {
    throw new IllegalArgumentException("random numbers prove nothing");
  }
}
