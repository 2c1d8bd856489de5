package dev.assay.generator;

import dev.assay.core.operator.Operator;
import dev.assay.core.tensor.DType;
import org.jspecify.annotations.Nullable;

/**
 * Where a node comes to stand in a sketch.
 *
 * @param part what it should read and hold
 * @param wanted an input that its output should become, if any
 * @param existing how often it reads a value that is there
 * @param strict whether it is given up where it does not read or make those
 * @param aimed whether it is given up where it can meet no target
 * @param terms what else it should be
 */
record Place(
    Part part,
    @Nullable DraftValue wanted,
    double existing,
    boolean strict,
    boolean aimed,
    Terms terms) {

  /** Whether the types of an operator's ports let a node of it stand here, as the schema has it. */
  boolean isOpenTo(Operator operator, Signature signature) {
    return !strict
        || (wanted == null || makes(signature, operator.outputs().size(), wanted.type()))
            && readsAll(signature)
            && (part.fed() == null || signature.reads(part.fed().type(), operator.inputs().size()));
  }

  private static boolean makes(Signature signature, int ports, DType type) {
    for (int k = 0; k < ports; k++) {
      if (signature.outputTypes(k).contains(type)) {
        return true;
      }
    }
    return false;
  }

  private boolean readsAll(Signature signature) {
    for (int k = 0; k < part.places().size(); k++) {
      DraftValue due = part.places().get(k);
      if (due != null && !signature.inputTypes(k).contains(due.type())) {
        return false;
      }
    }
    return true;
  }

  /** Whether a node stands here as it should. */
  boolean isTaken(DraftNode node) {
    return (!strict || part.isPlayedBy(node) && (wanted == null || node.outputs().contains(wanted)))
        && terms.areKept(node);
  }
}
