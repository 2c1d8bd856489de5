package dev.assay.generator.infer;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.generator.rules.Term;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A term with what it comes to in each example.
 *
 * @param values null where it is undefined
 * @param size how large the term is
 * @param sort what its integers are
 * @param given the examples in which all that it names is given
 */
record Valued(Term term, @Nullable Object[] values, int size, Sort sort, BitSet given) {

  /** A number, which is the same in all examples. */
  static Valued number(Term number, int examples) {
    @Nullable Object[] values = new Object[examples];
    Arrays.fill(values, ((Term.Number) number).value());
    BitSet given = new BitSet();
    given.set(0, examples);
    return new Valued(number, values, number.size(), Sort.PLAIN, given);
  }

  boolean isNumber() {
    return term instanceof Term.Number;
  }

  boolean isZero() {
    return isNumber() && Dim.dim(0).equals(((Term.Number) term).value());
  }

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
