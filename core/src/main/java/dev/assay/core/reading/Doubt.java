package dev.assay.core.reading;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.graph.Node;
import java.util.Optional;

/**
 * A reason why a result proves nothing.
 *
 * @param behaviour by which ONNX leaves the result open on these very tensors; empty where the
 *     reading merely cannot tell
 */
public record Doubt(Node node, String why, Optional<Behaviour> behaviour) {

  /** Whether ONNX leaves the result open. */
  public boolean unspecified() {
    return behaviour.isPresent();
  }

  /** Whether there is no right result. */
  public boolean undefined() {
    return behaviour.filter(b -> b.standing() == Behaviour.Standing.UNDEFINED).isPresent();
  }

  @Override
  public String toString() {
    return node.operator()
        + ": "
        + behaviour.map(b -> b.label() + ", not so: ").orElse("")
        + why
        + " at "
        + node;
  }
}
