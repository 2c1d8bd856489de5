package dev.assay.generator;

import dev.assay.core.tensor.DType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node should be that is drawn, beside valid.
 *
 * @param options by which it is drawn; these say too which types its ports have
 * @param has an input or an output that it has; empty where none is asked for
 * @param lead a type that its attributes name or hold where they may, so that ports have it
 * @param given how often what may be left out is there
 */
record Terms(ModelOptions options, String has, @Nullable DType lead, double given) {

  /** Whether a node has the input or output that is asked for. */
  boolean areKept(DraftNode node) {
    int input = node.operator().input(has);
    List<?> side = input >= 0 ? node.inputs() : node.outputs();
    int place = input >= 0 ? input : node.operator().output(has);
    return has.isEmpty() || place < side.size() && side.get(place) != null;
  }

  /** Nothing is asked for. */
  static Terms none(ModelOptions options, Taste taste) {
    return new Terms(options, "", null, taste.given());
  }
}
