package dev.assay.generator;

import dev.assay.core.graph.Graph;
import dev.assay.core.reading.GraphReading;
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
 */
public record Found(
    Graph graph,
    Map<String, Tensor> inputs,
    How how,
    int readings,
    Optional<GraphReading> enclosed) {

  /** Nothing is read of it yet. */
  public Found(Graph graph, Map<String, Tensor> inputs, How how, int readings) {
    this(graph, inputs, how, readings, Optional.empty());
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
    return new Found(other, fed, how, readings, enclosed);
  }

  /** The values of the model on the inputs. */
  public GraphReading reading() {
    return enclosed
        .map(earlier -> GraphReading.of(graph, inputs, List.of(earlier)))
        .orElseGet(() -> GraphReading.values(graph, inputs));
  }

  /** Whether every value is finite and every result specified. */
  public boolean isGood() {
    return how != How.NONE;
  }
}
