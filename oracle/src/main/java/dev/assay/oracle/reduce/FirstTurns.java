package dev.assay.oracle.reduce;

import dev.assay.core.graph.Graph;
import dev.assay.core.reading.GraphReading;
import java.util.IdentityHashMap;
import java.util.Map;

/** What the bodies of a model compute when they run for the first time. */
public final class FirstTurns {
  private FirstTurns() {}

  /**
   * The readings of a model and of its bodies at any depth, by the very graph, those without a turn
   * left out. They read what is around them too.
   */
  public static Map<Graph, GraphReading> of(GraphReading model) {
    Map<Graph, GraphReading> turns = new IdentityHashMap<>();
    for (Site site : Site.all(model)) {
      turns.put(site.way().in(model.graph()), site.reading());
    }
    return turns;
  }
}
