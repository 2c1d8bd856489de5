package dev.assay.core.operator;

import static dev.assay.core.expr.Dim.dim;
import static dev.assay.core.expr.Dim.element;
import static dev.assay.core.expr.Expr.fold;
import static dev.assay.core.expr.Expr.not;
import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Stage.held;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.FLOAT16;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.FLOAT64;
import static dev.assay.core.tensor.DType.INT64;
import static dev.assay.core.tensor.DType.UINT8;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Loop;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Ensembles of decision trees. */
final class Trees {
  private Trees() {}

  /** For each target, the weights of the leaves that a sample comes to, combined. */
  static final Operator TREE_ENSEMBLE =
      operator(
          "ai.onnx.ml",
          "TreeEnsemble",
          5,
          "X -> Y",
          op -> {
            Stage x = op.input("X", DType.setOf(FLOAT32, FLOAT64, FLOAT16), 2, 2);
            Branches branches = Branches.of(op, x);
            Tensor weights = op.tensor("leaf_weights", Set.of(x.type()));
            int leaves = weights.size();
            int targets = op.integer("n_targets", 1, Range.from(1));
            List<Integer> target = op.drawn("leaf_targetids", leaves, Range.of(0, targets - 1));
            List<Integer> roots = branches.roots(op);
            int depth = branches.depth(op, leaves, roots);
            op.require(
                op.integer("post_transform", 0, Range.of(0, 4)) == 0, "the sums stay as they are");
            int combine = op.integer("aggregate_function", 1, Range.of(0, 3));

            Stage reached = branches.reached(roots, depth);
            Stage weight = held(weights);
            Stage goesTo = Branches.table(target);
            Dim last = dim(depth - 1);
            Dim count = dim(roots.size());
            op.output(
                "Y",
                stage(
                    Dims.of(x.dim(0), dim(targets)),
                    i -> {
                      Expr none = neutral(combine, x.type());
                      Expr all =
                          fold(
                              combine < 2 ? Prim.ADD : combine == 2 ? Prim.MIN : Prim.MAX,
                              count,
                              tree -> {
                                Expr at = reached.at(last, i.get(0), tree);
                                Dim leaf = element(at.minus(branches.count()));
                                return goesTo
                                    .at(leaf)
                                    .is(number(INT64, i.get(1)))
                                    .then(weight.at(leaf), none);
                              });
                      return combine == 0 ? all.over(number(x.type(), count)) : all;
                    }));
            if (combine >= 2) {
              op.expect(
                  stage(
                      Dims.of(x.dim(0), dim(targets)),
                      i ->
                          fold(
                              Prim.OR,
                              count,
                              tree ->
                                  goesTo
                                      .at(
                                          element(
                                              reached
                                                  .at(last, i.get(0), tree)
                                                  .minus(branches.count())))
                                      .is(number(INT64, i.get(1))))),
                  "a tree tells something of each target");
            }
          });

  private static Expr neutral(int combine, DType type) {
    return switch (combine) {
      case 2 -> number(type, type.max());
      case 3 -> number(type, -type.max());
      default -> number(type, 0L);
    };
  }

  static final List<Operator> ALL = List.of(TREE_ENSEMBLE);

  /**
   * The inner nodes of all trees. Places count the inner nodes first, then the leaves.
   *
   * @param whenTrue where a node leads
   */
  private record Branches(
      Stage x,
      List<Integer> features,
      List<Integer> modes,
      Tensor splits,
      List<Integer> missing,
      List<Integer> whenTrue,
      List<Integer> whenFalse,
      Members members) {

    private static final int EQUAL = 4;
    private static final int NOT_EQUAL = 5;
    private static final int MEMBER = 6;

    static Branches of(Draft op, Stage x) {
      int n = op.length("nodes_featureids", 1, Integer.MAX_VALUE);
      List<Integer> features = op.drawn("nodes_featureids", n, Range.from(0));
      for (int f : features) {
        op.require(x.dim(1).atLeast(f + 1L), "a feature is one of the sample's");
      }
      Tensor modes = op.tensor("nodes_modes", Set.of(UINT8));
      Tensor splits = op.tensor("nodes_splits", Set.of(x.type()));
      op.require(modes.size() == n && splits.size() == n, "each node has its mode and its split");
      List<Integer> mode = Draft.allAxes(n).stream().map(k -> (int) modes.integers()[k]).toList();
      op.require(mode.stream().allMatch(m -> m <= MEMBER), "a mode is a comparison");
      String tracks = "nodes_missing_value_tracks_true";
      List<Integer> missing =
          op.has(tracks) ? op.drawn(tracks, n, Range.of(0, 1)) : Collections.nCopies(n, 0);
      if (mode.contains(NOT_EQUAL)) {
        op.expect(
            stage(x.shape(), i -> x.at(i).is(x.at(i))),
            "no value is missing, or else ONNX's text and its reference differ on BRANCH_NEQ");
      }
      return new Branches(
          x,
          features,
          mode,
          splits,
          missing,
          ends(op, "true", n),
          ends(op, "false", n),
          Members.of(op, mode, x.type()));
    }

    private static List<Integer> ends(Draft op, String side, int n) {
      List<Integer> leaf = op.drawn("nodes_" + side + "leafs", n, Range.of(0, 1));
      List<Integer> id = op.drawn("nodes_" + side + "nodeids", n, Range.from(0));
      return Draft.allAxes(n).stream()
          .map(k -> leaf.get(k) == 1 ? n + id.get(k) : id.get(k))
          .toList();
    }

    int count() {
      return features.size();
    }

    List<Integer> roots(Draft op) {
      int trees = op.length("tree_roots", 1, Integer.MAX_VALUE);
      return op.drawn("tree_roots", trees, Range.of(0, count() - 1));
    }

    /** The number of nodes on the longest way from a root to a leaf. */
    int depth(Draft op, int leaves, List<Integer> roots) {
      Set<Integer> front = Set.copyOf(roots);
      int depth = 0;
      while (!front.isEmpty()) {
        depth++;
        op.require(depth <= count(), "no way leads round");
        Set<Integer> next = new TreeSet<>();
        for (int k : front) {
          next.add(whenTrue.get(k));
          next.add(whenFalse.get(k));
        }
        op.require(
            next.stream().allMatch(k -> k < count() + leaves), "a node leads to one that is there");
        next.removeIf(k -> k >= count());
        front = next;
      }
      return depth;
    }

    /** Where each sample is in each tree, step by step, from the first node after the root. */
    Stage reached(List<Integer> roots, int depth) {
      Stage root = table(roots);
      Stage yes = table(whenTrue);
      Stage no = table(whenFalse);
      Loop loop = Loop.over(dim(depth));
      Stage reached = loop.state(INT64, Dims.of(x.dim(0), dim(roots.size())));
      loop.next(
          reached,
          i -> {
            Expr before = loop.before(reached, i, root.at(i.get(2)));
            Dim node = element(before.min(count() - 1));
            return before
                .atLeast(count())
                .then(before, holds(i.get(1), node).then(yes.at(node), no.at(node)));
          });
      return reached;
    }

    /** Whether a sample takes the way of truth at a node. */
    private Expr holds(Dim sample, Dim node) {
      Expr v = x.at(sample, element(table(features).at(node)));
      Expr split = held(splits).at(node);
      Expr mode = table(modes).at(node);
      Expr test = v.atMost(split);
      test = mode.is(1).then(v.lessThan(split), test);
      test = mode.is(2).then(v.atLeast(split), test);
      test = mode.is(3).then(v.moreThan(split), test);
      test = mode.is(EQUAL).then(v.is(split), test);
      test = mode.is(NOT_EQUAL).then(not(v.is(split)), test);
      if (modes.contains(MEMBER)) {
        test = mode.is(MEMBER).then(members.hold(v, node), test);
      }
      Expr isMissing = Expr.apply(Prim.IS_NAN, v);
      return test.or(isMissing.and(table(missing).at(node).is(1)));
    }

    static Stage table(List<Integer> numbers) {
      return held(Tensor.list(numbers.stream().mapToLong(Integer::longValue).toArray()));
    }
  }

  /**
   * The sets of the nodes that ask for membership, one after the other.
   *
   * @param node for each value, the node to whose set it belongs
   */
  private record Members(double[] values, List<Integer> node, DType type) {

    static Members of(Draft op, List<Integer> modes, DType type) {
      double[] list =
          op.has("membership_values")
              ? op.tensor("membership_values", Set.of(type)).reals()
              : new double[0];
      List<Integer> asking =
          Draft.allAxes(modes.size()).stream()
              .filter(k -> modes.get(k) == Branches.MEMBER)
              .toList();
      List<Integer> node = new ArrayList<>();
      int sets = 0;
      for (double v : list) {
        node.add(sets < asking.size() ? asking.get(sets) : -1);
        sets += Double.isNaN(v) ? 1 : 0;
      }
      op.require(sets == asking.size(), "each set ends with a NaN");
      return new Members(list, node, type);
    }

    Expr hold(Expr v, Dim at) {
      Stage value = held(Tensor.of(type, new int[] {values.length}, values));
      Stage of = Branches.table(node);
      return fold(
          Prim.OR, value.dim(0), k -> of.at(k).is(number(INT64, at)).and(v.is(value.at(k))));
    }
  }
}
