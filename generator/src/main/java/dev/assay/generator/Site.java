package dev.assay.generator;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a node is drawn.
 *
 * @param terms what is asked of the node
 * @param targets the behaviours that the node may be drawn to meet
 * @param values what may be an input
 * @param part what the node should read and hold
 * @param wanted a value whose type and rank the node's output should have, if any
 * @param existing how often an existing value is taken where one fits
 */
record Site(
    int opset,
    Terms terms,
    Set<Behaviour> targets,
    Taste taste,
    List<DraftValue> values,
    Part part,
    @Nullable DraftValue wanted,
    double existing) {

  /** How many elements a tensor has at most. */
  long elements() {
    return terms.options().elements();
  }

  /** The types among some that an attribute may name or hold: one alone where such is asked for. */
  Set<DType> led(Set<DType> among, String name) {
    Set<DType> allowed = allowed(among, DType.ANY, name);
    DType lead = terms.lead();
    return lead != null && allowed.contains(lead) ? Set.of(lead) : allowed;
  }

  /** The types in two sets that a port or an attribute may have, in their order. */
  Set<DType> allowed(Set<DType> among, Set<DType> known, String name) {
    Set<DType> may = terms.options().types(name);
    Set<DType> allowed = DType.common(DType.common(among, known), may);
    if (allowed.isEmpty()) {
      throw new Unfit("no type is left");
    }
    return allowed;
  }
}
