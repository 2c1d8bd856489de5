package dev.assay.generator;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a node is drawn.
 *
 * @param types the element types that may occur
 * @param targets the behaviours that the node may be drawn to meet
 * @param elements how many elements a tensor has at most
 * @param values what may be an input
 * @param fed a value that the node should read, if any
 * @param wanted a value whose type and rank the node's output should have, if any
 * @param existing how often an existing value is taken where one fits
 */
record Site(
    int opset,
    Set<DType> types,
    Set<Behaviour> targets,
    Taste taste,
    long elements,
    List<DraftValue> values,
    @Nullable DraftValue fed,
    @Nullable DraftValue wanted,
    double existing) {

  /** The types among some that may occur. */
  List<DType> allowed(Set<DType> among, String name) {
    List<DType> allowed = new ArrayList<>();
    among.stream().filter(types::contains).sorted().forEach(allowed::add);
    if (allowed.isEmpty()) {
      throw new Unfit("no type is left for " + name);
    }
    return allowed;
  }
}
