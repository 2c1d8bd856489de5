package dev.assay.generator.records;

import dev.assay.core.graph.TensorType;
import java.util.List;

/** What came of a call. */
public sealed interface Outcome {

  /**
   * The operator took the call.
   *
   * @param outputs the type of each output that was asked for; without a shape where only the run
   *     tells its sizes
   */
  record Taken(List<TensorType> outputs) implements Outcome {
    public Taken {
      outputs = List.copyOf(outputs);
    }
  }

  /**
   * The operator refused the call.
   *
   * @param kind the error's class
   * @param text what it said
   */
  record Refused(String kind, String text) implements Outcome {}

  /**
   * The call ended the system, or got no answer in time: nobody knows whether the operator takes
   * it. It is a finding, and no rule is learned from it.
   *
   * @param kind how it ended
   * @param text what was said
   */
  record Fatal(String kind, String text) implements Outcome {
    /**
     * The kind where the call was not made, since the operator has ended the system often enough.
     */
    static final String UNCALLED = "UNCALLED";

    /** Whether the call was made. */
    public boolean isCalled() {
      return !kind.equals(UNCALLED);
    }
  }

  default boolean isTaken() {
    return this instanceof Taken;
  }
}
