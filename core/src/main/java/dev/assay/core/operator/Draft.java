package dev.assay.core.operator;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One node while its operator tells its meaning. The node is either read from a model, every size a
 * number, or drawn: structure at once, sizes later.
 *
 * <p>A definition asks by name for inputs and attributes (a name among the operator's ports is an
 * input, any other an attribute), states its rules, and gives its outputs. Structure (arity, ranks,
 * axes, types, modes) comes back as plain values; sizes and the integers that depend on them as
 * {@link Dim}. The ranges that a definition gives are what ONNX allows; what is drawn by preference
 * within them is the generator's matter.
 */
public abstract class Draft {

  /** The greatest rank that is drawn where an operator sets no limit; reading knows none. */
  public static final int ANY_RANK = 99;

  private static final List<Integer> AXES = IntStream.range(0, 16).boxed().toList();

  // ---- what reading and drawing answer differently

  /** The version of the operator set in which the node stands. */
  public abstract int opset();

  /** An input tensor with one of the types and a rank within bounds. */
  public abstract Stage input(String port, Set<DType> types, int leastRank, int mostRank);

  /** How many values a variadic input or output has, at least one. */
  public abstract int count(String port);

  /**
   * How many groups of values a variadic input has.
   *
   * @param each how many a group has
   */
  public int groups(String port, int each, String why) {
    int count = count(port);
    require(count % each == 0, why);
    return count / each;
  }

  /** Value k of a variadic input. */
  public abstract Stage member(String port, int k, Set<DType> types, int leastRank, int mostRank);

  /** Whether an optional input or attribute is given, or an optional output asked for. */
  public abstract boolean has(String name);

  /**
   * Whether some optional inputs and outputs are there, of which none is without the others.
   *
   * @param why that is so
   */
  public boolean together(String why, List<String> inputs, List<String> outputs) {
    boolean given = has(inputs.get(0));
    Stream.concat(inputs.stream(), outputs.stream())
        .forEach(name -> require(has(name) == given, why));
    return given;
  }

  /** Whether the first of two is given, of which one and only one is. */
  public boolean either(String why, String first, String second) {
    boolean given = has(first);
    require(given != has(second), why);
    return given;
  }

  /** That at least one of some is given or asked for. */
  public void any(String why, String... names) {
    require(Stream.of(names).anyMatch(this::has), why);
  }

  /**
   * Says that an optional attribute or output is never left out in practice: drawing has it always,
   * reading does without.
   */
  public void usual(String name) {}

  /** How many integers an attribute or an input list holds. */
  public abstract int length(String name, int least, int most);

  /** Integers that stay symbolic while drawing. */
  public abstract Dims numbers(String name, int count, Range legal);

  /** Integers drawn at once: structure, and whatever multiplies or divides a size. */
  public abstract List<Integer> drawn(String name, int count, Range legal);

  /** A bound as ONNX's text sets it, for what is drawn, and as models keep to it that are read. */
  public abstract int bound(int drawn, int read);

  /** Real numbers of a float attribute. */
  public abstract List<Double> reals(String name, int count, double least, double most);

  /** A real number, or {@code otherwise} where the attribute is not given. */
  public abstract double real(String name, double otherwise, double least, double most);

  /** One of the words; the first where the attribute is not given. */
  public abstract String word(String name, String... words);

  /** A text as the node gives it; drawing takes one of the examples. */
  public String text(String name, List<String> examples) {
    return word(name, examples.toArray(String[]::new));
  }

  /** One of the words for each of a list; the default list where the attribute is not given. */
  public abstract List<String> words(String name, List<String> otherwise, String... words);

  /** An element type by its ONNX number; {@code otherwise} where the attribute is not given. */
  public abstract DType type(String name, DType otherwise, Set<DType> among);

  /** An element type by its ONNX number; the attribute must be given. */
  public abstract DType type(String name, Set<DType> among);

  /** Some axes, each once and from 0 up; all of them where none are given. */
  public abstract List<Integer> axes(String name, int rank);

  /**
   * A tensor held by an attribute; a number or text there is one of rank 0, a list one of rank 1.
   */
  public abstract Tensor tensor(String name, Set<DType> types);

  /** A list that an attribute holds. */
  public Tensor list(String name, Set<DType> types) {
    Tensor list = tensor(name, types);
    require(list.rank() == 1, name + " is a list");
    return list;
  }

  /** A list of a given size that an attribute holds. */
  public Tensor list(String name, Set<DType> types, int size, String why) {
    Tensor list = list(name, types);
    require(list.size() == size, why);
    return list;
  }

  /**
   * The sizes that a reshape to {@code target} numbers gives: drawing chooses how axes merge and
   * split.
   *
   * @param zeroCopies whether 0 stands for the size of the input at the same axis
   */
  public abstract Dims reshaped(String target, Dims from, boolean zeroCopies);

  /** Which rule holds: the one case split. Reading looks, drawing picks one and requires it. */
  public abstract int which(Dim.Rule... rules);

  /** A rule that the node must keep. */
  public abstract void require(Dim.Rule rule, String why);

  /**
   * A fact of structure that the node must keep (ranks, types, words): reading refuses the node,
   * drawing gives this node up.
   */
  public abstract void require(boolean fact, String why);

  /**
   * That a node has none of some optional inputs, outputs and attributes: drawing leaves them out.
   */
  public final void requireAbsent(String why, String... names) {
    if (bound(0, 1) == 1) {
      for (String name : names) {
        require(!has(name), why);
      }
    }
  }

  /** A size that only the run tells, such as the number of non-zeros. */
  public abstract Dim unknown(String name);

  /** A size that is the value of a stage of one 64-bit integer, as soon as data tell it. */
  public Dim counted(String name, Stage count) {
    return unknown(name);
  }

  /**
   * A condition on data: where a truth value of the stage is false, the behaviour occurs, and the
   * results are worth what it says. What primitives and folds meet need not be said.
   */
  public abstract void expect(Behaviour behaviour, Stage truth, String why);

  /** Indices, labels or lengths that lie in {@code [low, high)}. */
  public final void within(Stage data, Dim low, Dim high, String why) {
    within(Behaviour.INDEX_OUT_OF_RANGE, data, low, high, why);
  }

  /** Data that lies in {@code [low, high)}, or else the behaviour occurs. */
  public void within(Behaviour behaviour, Stage data, Dim low, Dim high, String why) {
    expect(
        behaviour,
        Stage.stage(
            data.shape(),
            i ->
                Expr.number(data.type(), low)
                    .atMost(data.at(i))
                    .and(data.at(i).lessThan(Expr.number(data.type(), high)))),
        why);
  }

  /**
   * Points, the last axis of which lie along axes of given sizes: from {@code -size}, counted from
   * the back, to {@code size - 1}.
   */
  public void withinEach(Stage points, Dims sizes, String why) {
    for (int k = 0; k < sizes.rank(); k++) {
      Dim column = Dim.dim(k);
      Stage numbers = Stage.stage(points.shape().but(1), i -> points.at(i.and(column)));
      within(numbers, Dim.dim(0).minus(sizes.get(k)), sizes.get(k), why);
    }
  }

  /** The meaning of an output. */
  public final void output(String port, Stage meaning) {
    output(port, 0, meaning);
  }

  /** The meaning of value k of a variadic output. */
  public abstract void output(String port, int k, Stage meaning);

  /**
   * The meaning of all outputs as a function of tensors: for results that depend on data in a way
   * that no formula says. Outputs are declared by {@link Stage#given}. An absent input is null;
   * data that the function does not cover are an {@link UnsupportedOperationException}.
   *
   * @param why no formula says it
   */
  public abstract void opaque(String why, Function<List<@Nullable Tensor>, List<Tensor>> function);

  /**
   * Says that the results are random numbers, of which no reading knows more than the shape:
   * drawing gives the node up.
   */
  public abstract void random();

  /** A condition on sizes beyond which the behaviour occurs. Drawing keeps it like a rule. */
  public void expect(Behaviour behaviour, Dim.Rule rule, String why) {
    Expr left = Expr.number(DType.INT64, rule.left());
    Expr right = Expr.number(DType.INT64, rule.right());
    expect(
        behaviour,
        Stage.stage(
            Dims.of(),
            i ->
                switch (rule.relation()) {
                  case EQUAL -> left.is(right);
                  case AT_LEAST -> left.atLeast(right);
                }),
        why);
  }

  /**
   * A stage as a graph of the node, from one tensor to one of its type and shape, changes it; the
   * stage itself where the node has no such graph. Drawing gives it none.
   */
  public abstract Stage changed(String graph, Stage x);

  // ---- the same for both

  public final Stage input(String port, Set<DType> types) {
    return input(port, types, 0, ANY_RANK);
  }

  public final Stage input(String port, DType type) {
    return input(port, Set.of(type));
  }

  public final Stage input(String port, DType type, int rank) {
    return input(port, Set.of(type), rank, rank);
  }

  /** An input of given shape. */
  public final Stage input(String port, DType type, Dims shape, String why) {
    Stage s = input(port, type, shape.rank());
    require(s.shape(), shape, why);
    return s;
  }

  public final Optional<Stage> optional(
      String port, Set<DType> types, int leastRank, int mostRank) {
    return has(port) ? Optional.of(input(port, types, leastRank, mostRank)) : Optional.empty();
  }

  public final Optional<Stage> optional(String port, DType type, int rank) {
    return optional(port, Set.of(type), rank, rank);
  }

  public final Optional<Stage> optional(String port, DType type, Dims shape, String why) {
    return has(port) ? Optional.of(input(port, type, shape, why)) : Optional.empty();
  }

  /** All values of a variadic input, of one type and of ranks within bounds. */
  public final List<Stage> members(String port, Set<DType> types, int leastRank, int mostRank) {
    List<Stage> all = new ArrayList<>();
    int n = count(port);
    all.add(member(port, 0, types, leastRank, mostRank));
    for (int k = 1; k < n; k++) {
      all.add(member(port, k, Set.of(all.get(0).type()), leastRank, mostRank));
    }
    return all;
  }

  /** All values of a variadic input, of one type and one rank. */
  public final List<Stage> alike(String port, Set<DType> types, int leastRank, int mostRank) {
    List<Stage> all = new ArrayList<>();
    int n = count(port);
    all.add(member(port, 0, types, leastRank, mostRank));
    Stage first = all.get(0);
    for (int k = 1; k < n; k++) {
      all.add(member(port, k, Set.of(first.type()), first.rank(), first.rank()));
    }
    return all;
  }

  public final Dims numbers(String name, Dims otherwise, Range legal) {
    return has(name) ? numbers(name, otherwise.rank(), legal) : otherwise;
  }

  public Dim number(String name, Dim otherwise, Range legal) {
    return has(name) ? numbers(name, 1, legal).get(0) : otherwise;
  }

  /** Integers of which each is one of some; the simplest where they are not given. */
  public List<Integer> among(String name, int count, List<Integer> some, String why) {
    List<Integer> list = drawn(name, Collections.nCopies(count, 0), Range.ALL);
    require(some.containsAll(list), why);
    return list;
  }

  /** Integers drawn at once, or others where they are not given. */
  public final List<Integer> drawn(String name, List<Integer> otherwise, Range legal) {
    return has(name) ? drawn(name, otherwise.size(), legal) : otherwise;
  }

  /** One integer drawn at once, or another where it is not given. */
  public int integer(String name, int otherwise, Range legal) {
    return has(name) ? drawn(name, 1, legal).get(0) : otherwise;
  }

  /** An axis, from 0 up; a negative one counts from the back. */
  public final int axis(String name, int otherwise, int rank) {
    return Math.floorMod(integer(name, otherwise, Range.of(-rank, rank - 1)), rank);
  }

  /** Any finite number, or another where the attribute is not given. */
  public final double real(String name, double otherwise) {
    return real(name, otherwise, -Float.MAX_VALUE, Float.MAX_VALUE);
  }

  public final boolean flag(String name, boolean otherwise) {
    return integer(name, otherwise ? 1 : 0, Range.of(0, 1)) == 1;
  }

  /** The shape equals another. */
  public final void require(Dims a, Dims b, String why) {
    require(a.rank() == b.rank(), why);
    for (int k = 0; k < a.rank(); k++) {
      require(a.get(k).is(b.get(k)), why);
    }
  }

  /** Each size is at least a number. */
  public final void requireAtLeast(Dims a, long least, String why) {
    for (int k = 0; k < a.rank(); k++) {
      require(a.get(k).atLeast(least), why);
    }
  }

  /** The common shape of shapes that broadcast. */
  public final Dims broadcast(Dims... shapes) {
    Dims common = Dims.of();
    for (Dims s : shapes) {
      common = broadcast(common, s);
    }
    return common;
  }

  private Dims broadcast(Dims a, Dims b) {
    if (a.rank() < b.rank()) {
      return broadcast(b, a);
    }
    int more = a.rank() - b.rank();
    return Dims.each(a.rank(), k -> k < more ? a.get(k) : common(a.get(k), b.get(k - more)));
  }

  private Dim common(Dim a, Dim b) {
    return which(a.is(b), b.is(1), a.is(1)) < 2 ? a : b;
  }

  /** The shape can be broadcast to another without changing that one. */
  public final void spreadsTo(Dims small, Dims whole, String why) {
    require(small.rank() <= whole.rank(), why);
    Dims tail = whole.last(small.rank());
    for (int k = 0; k < small.rank(); k++) {
      which(small.get(k).is(tail.get(k)), small.get(k).is(1));
    }
  }

  /** The axes from 0 to rank - 1. */
  public static List<Integer> allAxes(int rank) {
    return rank <= AXES.size() ? AXES.subList(0, rank) : IntStream.range(0, rank).boxed().toList();
  }
}
