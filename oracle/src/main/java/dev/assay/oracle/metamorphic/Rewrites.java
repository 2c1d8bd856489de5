package dev.assay.oracle.metamorphic;

import dev.assay.core.Choices;
import dev.assay.core.graph.Graph;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All rules by which models are rewritten.
 *
 * <pre>{@code
 * List<Rewritten> forms = Rewrites.some(graph, inputs, 3, choices); // one rule more each time
 * }</pre>
 */
public final class Rewrites {
  /** The oldest operator set whose forms the rules write. */
  private static final int OLDEST_OPSET = 13;

  private static final List<Rewrite> ALL =
      Stream.of(Detours.ALL, Layouts.ALL, Algebra.ALL, Pieces.ALL).flatMap(List::stream).toList();

  private Rewrites() {}

  /** The names of the rules. */
  public static List<String> names() {
    return ALL.stream().map(Rewrite::name).toList();
  }

  /** The table of the rules for people, a line each. */
  public static List<String> table() {
    return ALL.stream()
        .map(r -> "| `" + r.name() + "` | " + r.what() + " | " + r.exactness() + " |")
        .toList();
  }

  /**
   * A model rewritten at one place by one rule; empty where the rule has no place, or would need an
   * operator for types that it has not.
   *
   * @throws IllegalArgumentException if there is no such rule
   */
  public static Optional<Rewritten> by(
      String rule, Graph graph, Map<String, Tensor> inputs, Choices choices) {
    Rewrite rewrite =
        ALL.stream()
            .filter(r -> r.name().equals(rule))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no rule " + rule));
    return isNew(graph)
        ? apply(rewrite, Scene.of(graph, inputs), choices).map(Step::rewritten)
        : Optional.empty();
  }

  /**
   * A model rewritten by one drawn rule, then by two, and so on up to a number of rules; fewer
   * where none applies.
   */
  public static List<Rewritten> some(
      Graph graph, Map<String, Tensor> inputs, int rules, Choices choices) {
    if (!isNew(graph)) {
      return List.of();
    }
    List<Rewritten> forms = new ArrayList<>();
    Scene scene = Scene.of(graph, inputs);
    List<String> names = new ArrayList<>();
    Exactness exactness = Exactness.MOVES;
    for (int k = 0; k < rules; k++) {
      Optional<Step> step = any(scene, choices.fork(k));
      if (step.isEmpty()) {
        break;
      }
      Rewritten r = step.get().rewritten();
      scene = step.get().scene();
      names.addAll(r.rules());
      exactness = r.exactness() == Exactness.REALS ? Exactness.REALS : exactness;
      forms.add(new Rewritten(r.graph(), r.inputs(), names, exactness));
    }
    return forms;
  }

  private static boolean isNew(Graph graph) {
    return graph.opset() >= OLDEST_OPSET;
  }

  /** A rewritten model with its reading. */
  private record Step(Rewritten rewritten, Scene scene) {}

  private static Optional<Step> any(Scene scene, Choices choices) {
    List<Rewrite> left = new ArrayList<>(ALL);
    while (!left.isEmpty()) {
      Rewrite drawn = choices.of(left);
      Optional<Step> step = apply(drawn, scene, choices);
      if (step.isPresent()) {
        return step;
      }
      left.remove(drawn);
    }
    return Optional.empty();
  }

  private static Optional<Step> apply(Rewrite rule, Scene scene, Choices choices) {
    Surgery surgery = new Surgery(scene);
    if (!rule.body().apply(surgery, choices)) {
      return Optional.empty();
    }
    Optional<Scene> after = legal(surgery);
    return after
        .filter(s -> hasOutputsOf(scene, s))
        .map(
            s ->
                new Step(
                    new Rewritten(s.graph(), s.inputs(), List.of(rule.name()), rule.exactness()),
                    s));
  }

  /** The new model, where its operators have the types that it wants of them. */
  private static Optional<Scene> legal(Surgery surgery) {
    try {
      return Optional.of(Scene.of(surgery.graph(), surgery.inputs()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean hasOutputsOf(Scene one, Scene other) {
    return one.graph().outputs().stream()
        .allMatch(
            v -> {
              Tensor a = one.reading().values().get(v.name());
              Tensor b = other.reading().values().get(v.name());
              return a == null
                  || b != null && a.type() == b.type() && Arrays.equals(a.shape(), b.shape());
            });
  }
}
