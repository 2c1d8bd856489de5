package dev.assay.oracle.metamorphic;

import static dev.assay.oracle.metamorphic.Exactness.REALS;

import dev.assay.core.Choices;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Node;
import dev.assay.core.reading.NodeReading;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rules by which one node becomes several that do a part of its work each. */
final class Pieces {
  /** Reductions that give the same when one axis is reduced first. */
  private static final Set<String> STEPWISE =
      Set.of("ReduceSum", "ReduceMean", "ReduceMax", "ReduceMin", "ReduceProd", "ReduceL1");

  static final List<Rewrite> ALL =
      List.of(
          new Rewrite(
              "in-two-pieces",
              REALS,
              "a node runs on two parts of its inputs along an axis that its formula reads slice by"
                  + " slice (a batch, rows, output channels), and the results are joined",
              Pieces::inTwo),
          new Rewrite(
              "reduce-one-axis-first",
              REALS,
              "a reduction over several axes takes one of them first",
              Pieces::stepwise));

  private Pieces() {}

  /** A node, an axis of its result, and the axes of its inputs that go along. */
  private record Seam(int axis, int size, Map<Integer, Integer> inputs) {}

  private static boolean inTwo(Surgery s, Choices c) {
    Scene scene = s.scene();
    Optional<Node> drawn = scene.node(c, n -> isWhole(scene, n) && !seams(scene, n).isEmpty());
    drawn.ifPresent(node -> cut(s, node, c.of(seams(scene, node)), c));
    return drawn.isPresent();
  }

  private static boolean isWhole(Scene scene, Node node) {
    return node.outputs().size() == 1 && scene.isFree(node.outputs().get(0));
  }

  private static List<Seam> seams(Scene scene, Node node) {
    NodeReading meaning = scene.meaning(node);
    Tensor result = scene.value(node.outputs().get(0));
    List<Seam> seams = new ArrayList<>();
    for (int axis = 0; axis < result.rank(); axis++) {
      int size = result.shape()[axis];
      Optional<Map<Integer, Integer>> inputs =
          size < 2 ? Optional.empty() : Alignment.of(meaning, 0, axis);
      if (inputs.isPresent()
          && meaning.structural().stream().noneMatch(inputs.get()::containsKey)) {
        seams.add(new Seam(axis, size, inputs.get()));
      }
    }
    return seams;
  }

  private static void cut(Surgery s, Node node, Seam seam, Choices c) {
    int length = c.between(1, seam.size() - 1);
    List<String> first = new ArrayList<>(node.inputs());
    List<String> second = new ArrayList<>(node.inputs());
    Map<String, Cut> known = new HashMap<>();
    seam.inputs()
        .forEach(
            (place, axis) -> {
              String x = node.inputs().get(place);
              Cut cut =
                  known.computeIfAbsent(
                      x + " " + axis, k -> Cut.of(s, x, axis, length, seam.size()));
              first.set(place, cut.first());
              second.set(place, cut.second());
            });
    Cut results = new Cut(s.call(s.again(node, first)), s.call(s.again(node, second)), seam.axis());
    s.replace(node, results.joined(s));
  }

  private static boolean stepwise(Surgery s, Choices c) {
    Scene scene = s.scene();
    Optional<Node> drawn = scene.node(c, n -> isStepwise(scene, n));
    drawn.ifPresent(
        node -> {
          int axis = c.of(axes(scene, node));
          s.before(node, 0, reduce(s, node, axis));
        });
    return drawn.isPresent();
  }

  private static boolean isStepwise(Scene scene, Node node) {
    return STEPWISE.contains(node.operator())
        && node.domain().isEmpty()
        && scene.isFree(node.inputs().get(0))
        && !isMeanOfIntegers(scene, node)
        && axes(scene, node).size() > 1;
  }

  /** A mean that is cut to an integer is not the mean of means. */
  private static boolean isMeanOfIntegers(Scene scene, Node node) {
    return node.operator().equals("ReduceMean")
        && !scene.value(node.inputs().get(0)).type().isFloat();
  }

  /** The axes of a reduction; where it names none, all, or none if it says so. */
  private static List<Integer> axes(Scene scene, Node node) {
    int rank = scene.value(node.inputs().get(0)).rank();
    Attribute attribute = node.attributes().get("axes");
    @Nullable String input = hasAxes(node) ? node.inputs().get(1) : null;
    List<Integer> named =
        attribute != null
            ? attribute.integers().stream().map(a -> Math.floorMod(a, rank)).toList()
            : input != null
                ? IntStream.range(0, scene.value(input).size())
                    .mapToObj(k -> Math.floorMod((int) scene.value(input).integers()[k], rank))
                    .toList()
                : List.of();
    Attribute none = node.attributes().get("noop_with_empty_axes");
    boolean all = named.isEmpty() && (none == null || none.integer() == 0);
    return all ? IntStream.range(0, rank).boxed().toList() : named;
  }

  private static boolean hasAxes(Node node) {
    return node.inputs().size() > 1 && !node.inputs().get(1).isEmpty();
  }

  /** A reduction of the same kind over one axis, which keeps the rank. */
  static String reduce(Surgery s, Node like, int axis) {
    return reduce(s, like.operator(), like.inputs().get(0), axis);
  }

  static String reduce(Surgery s, String operator, String x, int axis) {
    Map<String, Attribute> keep = Map.of("keepdims", Attribute.of(1L));
    if (operator.equals("ReduceSum") || s.scene().graph().opset() >= 18) {
      return s.call(operator, keep, x, s.numbers(axis));
    }
    return s.call(
        operator,
        Map.of("keepdims", Attribute.of(1L), "axes", Attribute.ofInts(List.of((long) axis))),
        x);
  }
}
