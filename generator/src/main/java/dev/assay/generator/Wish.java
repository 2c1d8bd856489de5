package dev.assay.generator;

import dev.assay.core.expr.Dim;
import java.util.List;

/**
 * Rules that one node has to keep beside those of its operator, such as that a Pad adds more than
 * the window of the pool behind it: integers of the node and sizes of its values, held against
 * numbers or against those of nodes that are there.
 */
interface Wish {
  Wish NONE = node -> List.of();

  /** The rules for a node that is drawn, and not yet in the graph. */
  List<Dim.Rule> of(DraftNode node);
}
