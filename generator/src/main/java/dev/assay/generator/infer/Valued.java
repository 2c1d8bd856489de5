package dev.assay.generator.infer;

import dev.assay.core.expr.Dims;
import dev.assay.generator.rules.Term;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A term with what it comes to in each example.
 *
 * @param values null where it is undefined
 * @param size how large the term is
 * @param given the examples in which all that it names is given
 */
record Valued(Term term, @Nullable Object[] values, int size, BitSet given) {

  boolean isList() {
    for (Object v : values) {
      if (v != null) {
        return v instanceof Dims;
      }
    }
    return false;
  }

  @Nullable Object at(int example) {
    return values[example];
  }
}
