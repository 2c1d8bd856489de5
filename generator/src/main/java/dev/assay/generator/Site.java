package dev.assay.generator;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.tensor.DType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a node is drawn.
 *
 * @param terms what is asked of the node
 * @param targets the behaviours that the node may be drawn to meet
 * @param values what may be an input
 * @param fed a value that the node should read, if any
 * @param wanted a value whose type and rank the node's output should have, if any
 * @param existing how often an existing value is taken where one fits
 */
record Site(
    int opset,
    Terms terms,
    Set<Behaviour> targets,
    Taste taste,
    List<DraftValue> values,
    @Nullable DraftValue fed,
    @Nullable DraftValue wanted,
    double existing) {

  /** How many elements a tensor has at most. */
  long elements() {
    return terms.options().elements();
  }

  /** The types among some that an attribute may name or hold: one alone where such is asked for. */
  List<DType> led(Set<DType> among, String name) {
    List<DType> allowed = allowed(among, name);
    DType lead = terms.lead();
    return lead != null && allowed.contains(lead) ? List.of(lead) : allowed;
  }

  /** The types among some that a port or an attribute may have. */
  List<DType> allowed(Set<DType> among, String name) {
    EnumSet<DType> allowed = EnumSet.copyOf(among);
    Set<DType> may = terms.options().types(name);
    if (may.size() < DType.ANY.size()) {
      allowed.retainAll(may);
    }
    if (allowed.isEmpty()) {
      throw new Unfit("no type is left for " + name);
    }
    return new ArrayList<>(allowed);
  }
}
