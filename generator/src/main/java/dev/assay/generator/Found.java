package dev.assay.generator;

import dev.assay.core.graph.Graph;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.reading.Kernels;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What an input search came to.
 *
 * @param graph the model, its free constants as the search left them
 * @param inputs a tensor for each feed, by name
 * @param how how the search ended
 * @param readings how often the model was read
 * @param enclosed what the search read at last, with enclosures; empty where it needed none. It is
 *     of the model before shapes were put on it, and holds of the nodes that are there still.
 * @param kernels run its nodes of a system's own operators
 */
public record Found(
    Graph graph,
    Map<String, Tensor> inputs,
    How how,
    int readings,
    Optional<GraphReading> enclosed,
    Kernels kernels) {

  /** Nothing is read of it yet, and it has no nodes of a system's own operators. */
  public Found(Graph graph, Map<String, Tensor> inputs, How how, int readings) {
    this(graph, inputs, how, readings, Optional.empty(), Kernels.NONE);
  }

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

  /** The same test with another model that computes the same, and what that one is fed. */
  Found with(Graph other, Map<String, Tensor> fed) {
    return new Found(other, fed, how, readings, enclosed, kernels);
  }

  /** The values of the model on the inputs, read anew. */
  GraphReading values() {
    return GraphReading.values(graph, inputs, kernels);
  }

  /** The values of the model on the inputs. */
  public GraphReading reading() {
    return enclosed
        .map(earlier -> GraphReading.of(graph, inputs, kernels, List.of(earlier)))
        .orElseGet(this::values);
  }

  /** Whether every value is finite and every result specified. */
  public boolean isGood() {
    return how != How.NONE;
  }
}
