package dev.assay.generator.seeds;

import dev.assay.core.Choices;
import dev.assay.core.graph.Node;
import dev.assay.generator.ModelOptions;
import dev.assay.generator.ShapeReading;
import java.util.List;

/** A small change of a graph that may leave it valid; what does not is not taken. */
enum Mutation {
  /** A node gets another operator of the same signature. */
  OPERATOR(Operators::swapped),
  /** A node computes in another element type, between casts. */
  TYPE(Types::changed),
  /** All sizes are opened and walk on. */
  SHAPE(Mutation::reshaped),
  /** An attribute of a node is another one, or left out. */
  ATTRIBUTE(Attributes::changed),
  /** The model is of another operator set. */
  OPSET(Mutation::lifted),
  /** A node reads another value of the same type. */
  INPUT(Wiring::rewired),
  /** A node comes between a value and its reader. */
  INSERTED(Wiring::inserted),
  /** What read a node reads the node's own input instead. */
  BYPASSED(Wiring::bypassed);

  private static final int STEPS = 6;
  private static final List<Mutation> ALL = List.of(values());

  private final Change change;

  Mutation(Change change) {
    this.change = change;
  }

  /** Makes the change somewhere in a graph. */
  @FunctionalInterface
  interface Change {
    /**
     * The changed graph, which need not be valid.
     *
     * @throws IllegalArgumentException if there is no place for the change
     */
    Mixture of(Mixture mixture, ShapeReading reading, ModelOptions options, Choices choices);
  }

  static Mutation any(Choices choices) {
    return choices.of(ALL);
  }

  /**
   * The graph after this mutation.
   *
   * @throws IllegalArgumentException if it finds no place, or the result is not valid
   */
  Mixture of(Mixture mixture, ModelOptions options, Choices choices) {
    return change.of(mixture, ShapeReading.of(mixture.graph()), options, choices).finished();
  }

  private static Mixture reshaped(
      Mixture mixture, ShapeReading reading, ModelOptions options, Choices choices) {
    OpenGraph open = new OpenGraph(mixture.graph(), options.elements());
    open.sizes().walk(STEPS, choices);
    return open.closed(choices);
  }

  private static Mixture lifted(
      Mixture mixture, ShapeReading reading, ModelOptions options, Choices choices) {
    int opset = choices.between(options.leastOpset(), options.mostOpset());
    return mixture.atOpset(opset);
  }

  /** A node of the graph. */
  static Node node(Mixture mixture, Choices choices) {
    return choices.of(mixture.graph().nodes());
  }

  static IllegalArgumentException noPlace() {
    return new IllegalArgumentException("no place for this mutation");
  }
}
