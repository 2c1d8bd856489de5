package dev.assay.core.reading;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.graph.Node;
import java.util.List;

/**
 * A behaviour that a node meets on given tensors.
 *
 * @param why what does not hold
 * @param points at how many points of the condition
 * @param first of these points
 */
public record Occurrence(
    Node node, Behaviour behaviour, String why, int points, List<Integer> first) {
  @Override
  public String toString() {
    String where = points == 1 ? " at " + first : " at " + points + " points from " + first;
    return behaviour.label() + (first.isEmpty() ? "" : where) + " in " + node;
  }
}
