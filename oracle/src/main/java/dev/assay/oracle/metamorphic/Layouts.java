package dev.assay.oracle.metamorphic;

import static dev.assay.oracle.metamorphic.Exactness.MOVES;

import dev.assay.core.Choices;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rules that change what an optimiser sees of a model, and none of the nodes that compute it. */
final class Layouts {
  static final List<Rewrite> ALL =
      List.of(
          new Rewrite(
              "observer", MOVES, "a value in the middle becomes an output too", Layouts::observe),
          new Rewrite(
              "constant-as-input",
              MOVES,
              "a constant becomes an input that is given the same",
              Layouts::feed),
          new Rewrite("input-as-constant", MOVES, "an input becomes a constant", Layouts::hold),
          new Rewrite(
              "another-order",
              MOVES,
              "nodes come in another order that their inputs allow",
              Layouts::order),
          new Rewrite(
              "dead-code",
              MOVES,
              "a node is there twice, and nobody reads the second",
              (s, c) -> again(s, c, false)),
          new Rewrite(
              "duplicate",
              MOVES,
              "a node is there twice, and one reader of it reads the second",
              (s, c) -> again(s, c, true)),
          new Rewrite(
              "if-always",
              MOVES,
              "a node stands in both branches of an If with a constant condition",
              Layouts::wrap));

  private Layouts() {}

  private static boolean observe(Surgery s, Choices c) {
    List<String> inner =
        s.nodes().stream()
            .flatMap(n -> n.outputs().stream())
            .filter(v -> s.scene().isFree(v) && !s.scene().isOutput(v))
            .toList();
    if (!inner.isEmpty()) {
      s.addOutput(c.of(inner));
    }
    return !inner.isEmpty();
  }

  private static boolean feed(Surgery s, Choices c) {
    List<String> constants =
        s.scene().graph().constants().keySet().stream()
            .filter(v -> s.scene().isFree(v) && !s.scene().inputs().containsKey(v))
            .filter(v -> !isDeclared(s, v))
            .toList();
    if (!constants.isEmpty()) {
      s.feed(c.of(constants));
    }
    return !constants.isEmpty();
  }

  private static boolean isDeclared(Surgery s, String name) {
    return s.scene().graph().inputs().stream().anyMatch(v -> v.name().equals(name));
  }

  private static boolean hold(Surgery s, Choices c) {
    List<String> feeds =
        s.scene().graph().feeds().stream()
            .map(Value::name)
            .filter(v -> s.scene().isFree(v) && !s.scene().isOutput(v))
            .toList();
    if (!feeds.isEmpty()) {
      s.hold(c.of(feeds));
    }
    return !feeds.isEmpty();
  }

  /** Draws one of the nodes that can come next, again and again. */
  private static boolean order(Surgery s, Choices c) {
    List<Node> left = new ArrayList<>(s.nodes());
    List<Node> before = List.copyOf(left);
    s.nodes().clear();
    while (!left.isEmpty()) {
      Set<String> open = new HashSet<>();
      left.forEach(n -> open.addAll(n.outputs()));
      List<Node> ready =
          left.stream().filter(n -> Naming.read(n).stream().noneMatch(open::contains)).toList();
      Node next = ready.isEmpty() ? left.get(0) : c.of(ready);
      s.nodes().add(next);
      left.remove(next);
    }
    return !before.equals(s.nodes());
  }

  private static boolean again(Surgery s, Choices c, boolean read) {
    Optional<Node> drawn =
        s.scene().node(c, n -> !read || !readers(s, n.outputs().get(0)).isEmpty());
    if (drawn.isEmpty()) {
      return false;
    }
    Node node = drawn.get();
    String copy = s.call(s.again(node, node.inputs()));
    s.after(node);
    if (read) {
      String old = node.outputs().get(0);
      Node reader = c.of(readers(s, old));
      s.before(reader, reader.inputs().indexOf(old), copy);
    }
    return true;
  }

  private static List<Node> readers(Surgery s, String value) {
    return value.isEmpty()
        ? List.of()
        : s.nodes().stream().filter(n -> n.inputs().contains(value)).toList();
  }

  private static boolean wrap(Surgery s, Choices c) {
    Scene scene = s.scene();
    Optional<Node> drawn =
        scene.node(
            c,
            n ->
                n.outputs().size() == 1
                    && scene.meaning(n).structural().isEmpty()
                    && scene.isFree(n.outputs().get(0)));
    drawn.ifPresent(
        node -> {
          Tensor t = scene.value(node.outputs().get(0));
          String condition = s.constant(Tensor.of(DType.BOOL, new int[0], c.flag() ? 1L : 0L));
          Map<String, Attribute> branches =
              Map.of(
                  "then_branch", Attribute.of(alone(s, node, t)),
                  "else_branch", Attribute.of(alone(s, node, t)));
          s.replace(node, s.call("If", branches, condition));
        });
    return drawn.isPresent();
  }

  private static Graph alone(Surgery s, Node node, Tensor t) {
    Node inner = s.again(node, node.inputs());
    Value result = new Value(inner.outputs().get(0), TensorType.of(t));
    return new Graph(
        "branch", s.scene().graph().opsets(), List.of(), Map.of(), List.of(inner), List.of(result));
  }
}
