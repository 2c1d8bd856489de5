package dev.assay.core.operator;

import static dev.assay.core.expr.Dim.dim;
import static dev.assay.core.expr.Dim.element;
import static dev.assay.core.expr.Expr.fold;
import static dev.assay.core.expr.Expr.not;
import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Stage.held;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.tensor.DType.INT64;
import static dev.assay.core.tensor.DType.UINT8;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Loop;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The inner nodes of all trees of an ensemble. A place counts the inner nodes first, then the
 * leaves.
 *
 * @param whenTrue the place to which the truth of each node's question leads
 * @param members for each value of {@code sets}, the node to whose set it belongs
 */
record Branches(
    Stage x,
    int leaves,
    List<Integer> features,
    List<Integer> modes,
    Stage splits,
    List<Integer> missing,
    List<Integer> whenTrue,
    List<Integer> whenFalse,
    Stage sets,
    List<Integer> members) {

  private static final int EQUAL = 4;
  private static final int NOT_EQUAL = 5;
  private static final int MEMBER = 6;

  static Branches of(Draft op, Stage x, int leaves) {
    Tensor modes = op.list("nodes_modes", Set.of(UINT8));
    int n = modes.size();
    Tensor splits = op.list("nodes_splits", Set.of(x.type()), n, "each node has its split");
    List<Integer> mode = Draft.allAxes(n).stream().map(k -> (int) modes.integers()[k]).toList();
    op.require(mode.stream().allMatch(m -> m <= MEMBER), "a mode is a comparison");
    List<Integer> features = op.drawn("nodes_featureids", n, Range.from(0));
    for (int f : features) {
      op.require(x.dim(1).atLeast(f + 1L), "a feature is one of the sample's");
    }
    String tracks = "nodes_missing_value_tracks_true";
    List<Integer> missing = op.drawn(tracks, Collections.nCopies(n, 0), Range.of(0, 1));
    if (mode.contains(NOT_EQUAL)) {
      op.expect(
          Behaviour.NAN_ORDER,
          stage(x.shape(), i -> x.at(i).is(x.at(i))),
          "no value is missing, or else ONNX's text and its reference differ on BRANCH_NEQ");
    }
    List<Integer> whenTrue = ends(op, "true", n, leaves);
    List<Integer> whenFalse = ends(op, "false", n, leaves);
    Tensor sets =
        op.has("membership_values")
            ? op.tensor("membership_values", Set.of(x.type()))
            : Tensor.zeros(x.type(), 0);
    List<Integer> members = members(op, mode, sets);
    return new Branches(
        x, leaves, features, mode, held(splits), missing, whenTrue, whenFalse, held(sets), members);
  }

  private static List<Integer> ends(Draft op, String side, int n, int leaves) {
    List<Integer> isLeaf = op.drawn("nodes_" + side + "leafs", n, Range.of(0, 1));
    Range ids = Range.of(0, Math.max(n, leaves) - 1);
    List<Integer> id = op.drawn("nodes_" + side + "nodeids", n, ids);
    op.require(
        Draft.allAxes(n).stream().allMatch(k -> id.get(k) < (isLeaf.get(k) == 1 ? leaves : n)),
        "a node leads to one that is there");
    return Draft.allAxes(n).stream().map(k -> isLeaf.get(k) * n + id.get(k)).toList();
  }

  /** The sets stand one after the other, each with a NaN at its end. */
  private static List<Integer> members(Draft op, List<Integer> modes, Tensor sets) {
    List<Integer> asking =
        Draft.allAxes(modes.size()).stream().filter(k -> modes.get(k) == MEMBER).toList();
    List<Integer> node = new ArrayList<>();
    int ended = 0;
    for (double v : sets.reals()) {
      op.require(ended < asking.size(), "a node asks for each set");
      node.add(asking.get(ended));
      ended += Double.isNaN(v) ? 1 : 0;
    }
    op.require(ended == asking.size(), "each node that asks for membership has its set");
    return node;
  }

  /** How many inner nodes there are. */
  int count() {
    return features.size();
  }

  /**
   * The leaf to which each sample comes in each tree.
   *
   * @param roots the place at which each tree begins
   */
  Stage leaves(Draft op, List<Integer> roots) {
    Stage root = table(roots);
    Dim trees = root.dim(0);
    if (count() == 0) {
      return stage(Dims.of(x.dim(0), trees), i -> root.at(i.get(1)));
    }
    Stage yes = table(whenTrue);
    Stage no = table(whenFalse);
    Loop loop = Loop.over(dim(depth(op, roots)));
    Stage reached = loop.state(INT64, Dims.of(x.dim(0), trees));
    loop.next(
        reached,
        i -> {
          Expr before = loop.before(reached, i, root.at(i.get(2)));
          Dim node = element(before.min(count() - 1));
          return before
              .atLeast(count())
              .then(before, holds(i.get(1), node).then(yes.at(node), no.at(node)));
        });
    Dim last = reached.dim(0).minus(1);
    return stage(reached.shape().from(1), i -> reached.at(Dims.of(last).and(i)).minus(count()));
  }

  /** The number of nodes on the longest way from a root to a leaf. */
  private int depth(Draft op, List<Integer> roots) {
    Set<Integer> front = new TreeSet<>(roots);
    front.removeIf(k -> k >= count());
    int depth = front.isEmpty() ? 1 : 0;
    while (!front.isEmpty()) {
      depth++;
      op.require(depth <= count(), "no way leads round");
      Set<Integer> next = new TreeSet<>();
      front.forEach(k -> next.addAll(List.of(whenTrue.get(k), whenFalse.get(k))));
      next.removeIf(k -> k >= count());
      front = next;
    }
    return depth;
  }

  /** Whether a sample takes the way of truth at a node. */
  private Expr holds(Dim sample, Dim node) {
    Expr v = x.at(sample, element(table(features).at(node)));
    Expr split = splits.at(node);
    Expr mode = table(modes).at(node);
    Expr test = v.atMost(split);
    test = mode.is(1).then(v.lessThan(split), test);
    test = mode.is(2).then(v.atLeast(split), test);
    test = mode.is(3).then(v.moreThan(split), test);
    test = mode.is(EQUAL).then(v.is(split), test);
    test = mode.is(NOT_EQUAL).then(not(v.is(split)), test);
    if (!members.isEmpty()) {
      test = mode.is(MEMBER).then(isMember(v, node), test);
    }
    Expr isMissing = Expr.apply(Prim.IS_NAN, v);
    return isMissing.then(table(missing).at(node).is(1), test);
  }

  private Expr isMember(Expr v, Dim node) {
    Stage of = table(members);
    return fold(Prim.OR, sets.dim(0), k -> of.at(k).is(number(INT64, node)).and(v.is(sets.at(k))));
  }

  static Stage table(List<Integer> numbers) {
    return held(Tensor.list(numbers.stream().mapToLong(Integer::longValue).toArray()));
  }
}
