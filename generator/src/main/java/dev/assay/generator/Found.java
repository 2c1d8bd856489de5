package dev.assay.generator;

import dev.assay.core.graph.Graph;
import dev.assay.core.tensor.Tensor;
import java.util.Locale;
import java.util.Map;

/**
 * What an input search came to.
 *
 * @param graph the model, its free constants as the search left them
 * @param inputs a tensor for each feed, by name
 * @param how how the search ended
 * @param readings how often the model was read
 */
public record Found(Graph graph, Map<String, Tensor> inputs, How how, int readings) {

  /** How a search ended. */
  public enum How {
    /** The first draw was good. */
    DRAWN,
    /** Some tensors were drawn again. */
    REDRAWN,
    /** Some tensors were moved along a gradient. */
    DESCENDED,
    /** The fallback: a node was given other attributes or inputs, since no data led there. */
    MENDED,
    /** No good input was found; these are the best. */
    NONE;

    /** The word that summaries have for it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether every value is finite and every result specified. */
  public boolean isGood() {
    return how != How.NONE;
  }
}
