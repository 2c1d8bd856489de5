package dev.assay.core.operator;

import static dev.assay.core.expr.Stage.held;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.FLOAT64;

import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Trees as the operators before TreeEnsemble list them: inner nodes and leaves together, each with
 * a tree and a number within it.
 *
 * @param roots the place at which each tree begins
 */
record Forest(Branches branches, List<Integer> roots, Votes votes, int targets) {
  private static final List<String> MODES =
      List.of(
          "BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ", "LEAF");

  private static final int LEAF = 6;
  private static final String WIDE = "_as_tensor";
  private static final String VOTING = "a vote is a leaf's";

  /** A node by its tree and its number there. */
  private record Id(int tree, int node) {}

  /**
   * The trees of a node.
   *
   * @param side what the names of the attributes of votes begin with
   * @param targets how many there are to vote for
   */
  static Forest of(Draft op, String side, int targets) {
    Stage given = op.input("X", Features.TYPES, 2, 2);
    boolean wide = given.type() == FLOAT64;
    Stage x = wide ? given : stage(given.shape(), i -> Features.narrowed(given.at(i)));
    List<Integer> modes = modes(op);
    int n = modes.size();
    List<Id> ids = ids(op, "nodes", list(op, "nodes_nodeids", n, n - 1));
    List<Integer> inner = places(modes, false);
    List<Integer> leaves = places(modes, true);
    Map<Id, Integer> places = new LinkedHashMap<>();
    for (int k = 0; k < n; k++) {
      int place = modes.get(k) == LEAF ? inner.size() + leaves.indexOf(k) : inner.indexOf(k);
      op.require(places.put(ids.get(k), place) == null, "no node is listed twice");
    }
    List<Integer> whenTrue = ends(op, "nodes_truenodeids", ids, inner, places);
    List<Integer> whenFalse = ends(op, "nodes_falsenodeids", ids, inner, places);
    List<Integer> roots = roots(ids, places);
    requireTrees(op, whenTrue, whenFalse, roots, n);
    List<Integer> features = list(op, "nodes_featureids", n, 1);
    features.forEach(f -> op.require(x.dim(1).atLeast(f + 1L), "a feature is one of the sample's"));
    Branches branches =
        new Branches(
            x,
            leaves.size(),
            pick(features, inner),
            pick(modes, inner),
            held(pick(reals(op, "nodes_values", n, x.type()), inner)),
            pick(missing(op, n), inner),
            whenTrue,
            whenFalse,
            held(Tensor.zeros(x.type(), 0)),
            List.of());
    op.usual(side + "_ids");
    int count = op.length(side + "_ids", 1, Integer.MAX_VALUE);
    Tensor weights = reals(op, side + "_weights", count, x.type());
    List<Integer> voting = new ArrayList<>();
    List<Integer> leaf = leaves.stream().map(k -> ids.get(k).node()).distinct().toList();
    op.usual(side + "_nodeids");
    for (Id id : ids(op, side, op.among(side + "_nodeids", count, leaf, VOTING))) {
      int place = places.getOrDefault(id, -1);
      op.require(place >= inner.size(), VOTING);
      voting.add(place - inner.size());
    }
    List<Integer> target = list(op, side + "_ids", count, targets - 1);
    op.require(target.stream().allMatch(t -> t < targets), "a vote is for one of the targets");
    Votes votes = new Votes(leaves.size(), voting, target, weights);
    return new Forest(branches, roots, votes, targets);
  }

  /** What the trees say of each target, and the base of each. */
  Stage scores(Draft op, Votes.Aggregate by) {
    Stage said = votes.counted(op, branches.leaves(op, roots), targets, by);
    boolean based = op.has("base_values") || isWide(op, "base_values", said.type());
    Stage bases =
        held(
            based
                ? reals(op, "base_values", targets, said.type())
                : Tensor.zeros(said.type(), targets));
    return stage(said.shape(), i -> said.at(i).plus(bases.at(i.get(1))).as(FLOAT32));
  }

  /** Half of the nodes that are drawn are leaves. */
  private static List<Integer> modes(Draft op) {
    op.usual("nodes_modes");
    int n = op.length("nodes_modes", 1, Integer.MAX_VALUE);
    List<String> words = new ArrayList<>(MODES);
    words.addAll(Collections.nCopies(LEAF - 1, MODES.get(LEAF)));
    List<String> otherwise = Collections.nCopies(n, MODES.get(LEAF));
    return op.words("nodes_modes", otherwise, words.toArray(String[]::new)).stream()
        .map(MODES::indexOf)
        .toList();
  }

  private static List<Id> ids(Draft op, String side, List<Integer> node) {
    List<Integer> tree = list(op, side + "_treeids", node.size(), 0);
    List<Id> ids = new ArrayList<>();
    for (int k = 0; k < node.size(); k++) {
      ids.add(new Id(tree.get(k), node.get(k)));
    }
    return ids;
  }

  private static List<Integer> list(Draft op, String name, int count, int mostDrawn) {
    op.usual(name);
    Range legal = Range.of(0, op.bound(mostDrawn, Integer.MAX_VALUE));
    return op.drawn(name, Collections.nCopies(count, 0), legal);
  }

  private static List<Integer> missing(Draft op, int count) {
    String name = "nodes_missing_value_tracks_true";
    return op.drawn(name, Collections.nCopies(count, 0), Range.of(0, 1));
  }

  /** A list of the wider type may stand in an attribute of its own from version 3 on. */
  private static boolean isWide(Draft op, String name, DType type) {
    return op.opset() >= 3 && type == FLOAT64 && op.has(name + WIDE);
  }

  private static Tensor reals(Draft op, String name, int count, DType type) {
    if (isWide(op, name, type)) {
      return op.list(name + WIDE, Set.of(FLOAT64), count, name + " has a number for each");
    }
    List<Double> list = op.reals(name, count, -Float.MAX_VALUE, Float.MAX_VALUE);
    return Tensor.of(type, new int[] {count}, list.stream().mapToDouble(v -> v).toArray());
  }

  private static List<Integer> places(List<Integer> modes, boolean leaf) {
    return Draft.allAxes(modes.size()).stream().filter(k -> modes.get(k) == LEAF == leaf).toList();
  }

  private static void requireTrees(
      Draft op, List<Integer> whenTrue, List<Integer> whenFalse, List<Integer> roots, int nodes) {
    List<Integer> met = new ArrayList<>(roots);
    for (int k = 0; k < met.size() && k < nodes; k++) {
      if (met.get(k) < whenTrue.size()) {
        met.add(whenTrue.get(met.get(k)));
        met.add(whenFalse.get(met.get(k)));
      }
    }
    op.require(
        met.size() == nodes && Set.copyOf(met).size() == nodes,
        "each node but the first of its tree is where one other leads");
  }

  private static List<Integer> pick(List<Integer> list, List<Integer> places) {
    return places.stream().map(list::get).toList();
  }

  private static Tensor pick(Tensor list, List<Integer> places) {
    double[] picked = places.stream().mapToDouble(k -> list.reals()[k]).toArray();
    return Tensor.of(list.type(), new int[] {picked.length}, picked);
  }

  private static List<Integer> ends(
      Draft op, String name, List<Id> ids, List<Integer> inner, Map<Id, Integer> places) {
    List<Integer> numbers = list(op, name, ids.size(), ids.size() - 1);
    List<Integer> ends = new ArrayList<>();
    for (int k : inner) {
      Integer place = places.get(new Id(ids.get(k).tree(), numbers.get(k)));
      op.require(place != null, "a node leads to one of its tree");
      ends.add(place == null ? 0 : place);
    }
    return ends;
  }

  /** The first node that is listed of each tree. */
  private static List<Integer> roots(List<Id> ids, Map<Id, Integer> places) {
    Map<Integer, Integer> roots = new LinkedHashMap<>();
    for (Id id : ids) {
      roots.putIfAbsent(id.tree(), places.getOrDefault(id, 0));
    }
    return List.copyOf(roots.values());
  }
}
