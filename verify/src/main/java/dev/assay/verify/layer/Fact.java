package dev.assay.verify.layer;

import dev.assay.core.Choices;
import dev.assay.core.tensor.Tensor;
import dev.assay.verify.solver.FloatClaims;
import dev.assay.verify.solver.FloatReading.Condition;
import dev.assay.verify.solver.FloatReading.Run;
import java.util.List;
import java.util.Map;

/**
 * A statement about the outputs of a layer for all inputs of a box: said once for runs that were
 * seen, for Z3's floats, and for bounds.
 */
public interface Fact {

  /** How many runs it speaks of at once. */
  default int runs() {
    return 1;
  }

  /** Whether it means anything where nothing is rounded. */
  default boolean isOfReals() {
    return true;
  }

  /** Whether it is the order kept by each step, and no bound, that proves it. */
  default boolean isKeptByOrder() {
    return false;
  }

  /** Requires that a layer has what it names. */
  default void requireFit(Layer layer) {}

  /** Whether runs that were seen break it. */
  boolean isBroken(Layer layer, List<Seen> runs);

  /** What comes true of runs, all of it, if and only if they break it. */
  List<Condition> broken(Layer layer, FloatClaims claims, List<Run> runs);

  /** Whether bounds prove it. */
  boolean follows(LayerBounds bounds);

  /** A second input beside a first one, for a fact about two runs. */
  default Map<String, Tensor> partner(Layer layer, Map<String, Tensor> first, Choices choices) {
    return first;
  }
}
