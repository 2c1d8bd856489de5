package dev.assay.oracle.metamorphic;

import static dev.assay.oracle.metamorphic.Exactness.MOVES;
import static dev.assay.oracle.metamorphic.Exactness.REALS;

import dev.assay.core.Choices;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Node;
import dev.assay.core.reading.NodeReading;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Rules by which a node is said in other operators. */
final class Algebra {
  private static final Set<Prim> COMMUTATIVE =
      EnumSet.of(Prim.ADD, Prim.MUL, Prim.MIN, Prim.MAX, Prim.EQUAL, Prim.AND, Prim.OR, Prim.XOR);

  static final List<Rewrite> ALL =
      List.of(
          rule(
              "operands-swapped",
              MOVES,
              "the two inputs of a sum, a product, a comparison or the like change places",
              (scene, n) -> isCommutative(scene.meaning(n)),
              (s, n, c) -> s.call(s.again(n, List.of(n.inputs().get(1), n.inputs().get(0))))),
          rule(
              "transpose-through",
              MOVES,
              "f(x, y) becomes f of x and y transposed, transposed back, where f goes element by"
                  + " element",
              Algebra::isElementwise,
              Algebra::throughTranspose),
          rule(
              "difference-as-sum",
              REALS,
              "a - b becomes a + (-b)",
              (scene, n) -> is(n, "Sub") && scene.value(n.inputs().get(0)).type().isSigned(),
              (s, n, c) -> s.call("Add", n.inputs().get(0), s.call("Neg", n.inputs().get(1)))),
          rule(
              "matmul-as-gemm",
              REALS,
              "MatMul of two matrices becomes Gemm",
              (scene, n) -> isOfMatrices(scene, n, r -> r == 2),
              (s, n, c) -> gemm(s, n, c.flag())),
          rule(
              "matmul-as-einsum",
              REALS,
              "MatMul becomes Einsum(\"...ij,...jk->...ik\")",
              (scene, n) -> isOfMatrices(scene, n, r -> r >= 2),
              (s, n, c) ->
                  s.call(
                      "Einsum",
                      Map.of("equation", Attribute.of("...ij,...jk->...ik")),
                      n.inputs().get(0),
                      n.inputs().get(1))),
          rule(
              "matmul-transposed",
              REALS,
              "A B becomes the transpose of B' A'",
              (scene, n) -> isOfMatrices(scene, n, r -> r >= 2),
              (s, n, c) -> {
                String left = turned(s, n.inputs().get(1), n.inputs().get(1));
                String product =
                    s.call("MatMul", left, turned(s, n.inputs().get(0), n.inputs().get(0)));
                return turned(s, product, n.outputs().get(0));
              }),
          rule(
              "gemm-as-matmul",
              REALS,
              "Gemm without factors becomes MatMul and Add",
              (scene, n) -> is(n, "Gemm") && isOne(n, "alpha") && isOne(n, "beta"),
              Algebra::matmul),
          rule(
              "padding-outside",
              REALS,
              "the explicit pads of a Conv or a MaxPool become a Pad before it",
              (scene, n) -> hasPads(scene, n),
              Algebra::paddedBefore),
          rule(
              "relu-as-max",
              REALS,
              "Relu(x) becomes Max(x, 0)",
              (scene, n) -> is(n, "Relu"),
              (s, n, c) -> s.call("Max", n.inputs().get(0), number(s, n, 0))),
          rule(
              "softmax-in-steps",
              REALS,
              "Softmax(x) becomes e / ReduceSum(e) with e = Exp(x - ReduceMax(x))",
              (scene, n) -> is(n, "Softmax"),
              Algebra::softmax));

  private Algebra() {}

  private interface Place {
    boolean fits(Scene scene, Node node);
  }

  private interface Body {
    String result(Surgery surgery, Node node, Choices choices);
  }

  /** A rule that makes the one result of a node in another way. */
  private static Rewrite rule(
      String name, Exactness exactness, String what, Place place, Body body) {
    return new Rewrite(
        name,
        exactness,
        what,
        (s, c) -> {
          Scene scene = s.scene();
          Optional<Node> drawn =
              scene.node(
                  c,
                  n ->
                      n.outputs().stream().filter(o -> !o.isEmpty()).count() == 1
                          && scene.isFree(n.outputs().get(0))
                          && place.fits(scene, n));
          drawn.ifPresent(n -> s.replace(n, body.result(s, n, c)));
          return drawn.isPresent();
        });
  }

  private static boolean is(Node node, String operator) {
    return node.domain().isEmpty() && node.operator().equals(operator);
  }

  private static boolean isOne(Node node, String factor) {
    Attribute a = node.attributes().get(factor);
    return a == null || a.real() == 1;
  }

  private static String number(Surgery s, Node node, double value) {
    return s.constant(Detours.scalar(s.scene().value(node.outputs().get(0)).type(), value));
  }

  // ---- what formulas say

  /** Whether the result is a commutative primitive of the elements of two inputs. */
  private static boolean isCommutative(NodeReading meaning) {
    return meaning.given().size() == 2
        && meaning.given().values().containsAll(Set.of(0, 1))
        && Objects.requireNonNull(meaning.outputs().get(0)).body() instanceof Expr.Apply a
        && COMMUTATIVE.contains(a.prim())
        && a.args().stream().allMatch(x -> x instanceof Expr.Read);
  }

  /** Whether the node can be cut along every axis of its result, each input along the same one. */
  private static boolean isElementwise(Scene scene, Node node) {
    NodeReading meaning = scene.meaning(node);
    Tensor result = scene.value(node.outputs().get(0));
    boolean alike =
        node.inputs().stream()
            .allMatch(n -> !n.isEmpty() && Arrays.equals(scene.value(n).shape(), result.shape()));
    boolean large = Arrays.stream(result.shape()).allMatch(size -> size > 1);
    if (!alike || !large || result.rank() < 2 || !meaning.structural().isEmpty()) {
      return false;
    }
    for (int axis = 0; axis < result.rank(); axis++) {
      int same = axis;
      if (!Alignment.of(meaning, 0, axis)
          .map(
              m -> m.size() == node.inputs().size() && m.values().stream().allMatch(a -> a == same))
          .orElse(false)) {
        return false;
      }
    }
    return true;
  }

  private static String throughTranspose(Surgery s, Node node, Choices c) {
    Order order = Order.drawn(s.scene().value(node.outputs().get(0)).rank(), c);
    List<String> turned = node.inputs().stream().map(x -> order.of(s, x)).toList();
    return order.inverse().of(s, s.call(s.again(node, turned)));
  }

  // ---- matrices

  private static boolean isOfMatrices(Scene scene, Node node, Predicate<Integer> rank) {
    return is(node, "MatMul")
        && scene.value(node.outputs().get(0)).type().isFloat()
        && node.inputs().stream().allMatch(x -> rank.test(scene.value(x).rank()));
  }

  /** The transposed matrices of a value, of the rank that another has. */
  private static String turned(Surgery s, String x, String ofRank) {
    return Order.ofMatrix(s.scene().value(ofRank).rank()).of(s, x);
  }

  private static String gemm(Surgery s, Node n, boolean turned) {
    String b = n.inputs().get(1);
    return turned
        ? s.call("Gemm", Map.of("transB", Attribute.of(1L)), n.inputs().get(0), turned(s, b, b))
        : s.call("Gemm", n.inputs().get(0), b);
  }

  private static String matmul(Surgery s, Node n, Choices c) {
    String product = s.call("MatMul", operand(s, n, 0, "transA"), operand(s, n, 1, "transB"));
    boolean biased = n.inputs().size() > 2 && !n.inputs().get(2).isEmpty();
    return biased ? s.call("Add", product, n.inputs().get(2)) : s.call("Identity", product);
  }

  private static String operand(Surgery s, Node n, int place, String flag) {
    String x = n.inputs().get(place);
    Attribute a = n.attributes().get(flag);
    return a != null && a.integer() != 0 ? turned(s, x, x) : x;
  }

  // ---- windows

  private static boolean hasPads(Scene scene, Node n) {
    Attribute pads = n.attributes().get("pads");
    Attribute auto = n.attributes().get("auto_pad");
    return (is(n, "Conv") || is(n, "MaxPool"))
        && pads != null
        && pads.integers().stream().anyMatch(p -> p > 0)
        && (auto == null || auto.text().equals("NOTSET"))
        && scene.value(n.inputs().get(0)).type().isFloat();
  }

  private static String paddedBefore(Surgery s, Node n, Choices c) {
    List<Long> pads = Objects.requireNonNull(n.attributes().get("pads")).integers();
    int spatial = pads.size() / 2;
    long[] all = new long[2 * (spatial + 2)];
    for (int k = 0; k < spatial; k++) {
      all[2 + k] = pads.get(k);
      all[spatial + 4 + k] = pads.get(spatial + k);
    }
    double border = is(n, "Conv") ? 0 : Double.NEGATIVE_INFINITY;
    List<String> inputs = new ArrayList<>(n.inputs());
    inputs.set(0, s.call("Pad", n.inputs().get(0), s.numbers(all), number(s, n, border)));
    Node bare = s.again(n, inputs);
    Map<String, Attribute> attributes = new TreeMap<>(bare.attributes());
    attributes.remove("pads");
    return s.call(
        new Node(
            bare.name(),
            bare.domain(),
            bare.operator(),
            bare.inputs(),
            bare.outputs(),
            attributes));
  }

  // ---- a function in steps

  private static String softmax(Surgery s, Node n, Choices c) {
    String x = n.inputs().get(0);
    int rank = s.scene().value(x).rank();
    Attribute a = n.attributes().get("axis");
    int axis = Math.floorMod(a == null ? -1 : (int) a.integer(), rank);
    String exp = s.call("Exp", s.call("Sub", x, Pieces.reduce(s, "ReduceMax", x, axis)));
    return s.call("Div", exp, Pieces.reduce(s, "ReduceSum", exp, axis));
  }
}
