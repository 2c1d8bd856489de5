package dev.assay.generator;

import dev.assay.core.operator.Operator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node of a graph under construction. Known by identity.
 *
 * @param inputs by port; null is an absent one
 * @param outputs by port; null is one that is not asked for
 */
record DraftNode(
    Operator operator,
    List<@Nullable Answer> inputs,
    Map<String, Answer> attributes,
    List<@Nullable DraftValue> outputs) {

  @Override
  public boolean equals(Object o) {
    return this == o;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
