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
 * @param targets the behaviours that the node may be drawn to meet
 * @param values what may be an input
 * @param part what the node should read and hold
 * @param wanted a value whose type and rank the node's output should have, if any
 * @param existing how often an existing value is taken where one fits
 */
record Site(
    int opset,
    ModelOptions options,
    Set<Behaviour> targets,
    Taste taste,
    List<DraftValue> values,
    Part part,
    @Nullable DraftValue wanted,
    double existing) {

  /** How many elements a tensor has at most. */
  long elements() {
    return options.elements();
  }

  /** The types among some that a port or an attribute may have. */
  List<DType> allowed(Set<DType> among, String name) {
    List<DType> allowed = new ArrayList<>();
    Set<DType> may = options.types(name);
    among.stream().filter(may::contains).sorted().forEach(allowed::add);
    if (allowed.isEmpty()) {
      throw new Unfit("no type is left for " + name);
    }
    return allowed;
  }
}
