package dev.assay.verify.trace;

import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import java.util.List;

/**
 * What each primitive does to the numbers of a reading that is made element by element: the forms
 * that bounds are computed of, or the terms of a solver.
 *
 * <p>What has no meaning in it is an {@link UnsupportedOperationException} with its name.
 */
public interface Algebra {
  /** A number that the model holds. */
  Traced number(double x);

  /** Whether a constant means anything in it: NaN and the infinities do so to floats alone. */
  default boolean isNumber(double x) {
    return Double.isFinite(x);
  }

  /** Whether integers and truth values may be chosen by what moves. */
  default boolean choosesIntegers() {
    return false;
  }

  /** An integer that is known, converted to a float type. */
  Traced number(long x, DType type);

  /** What an element of a stage is, once its formula is done. */
  Traced settled(Traced x, DType type);

  /** What an element of an output is, once it is stored for other nodes to read. */
  default Traced stored(Traced x, DType type) {
    return x;
  }

  /** A float in a type that holds all numbers of its own. */
  default Traced widened(Prim prim, DType type, Traced x) {
    return x;
  }

  /** The sum of floats, in any order. */
  Traced sum(List<Traced> summands, DType type);

  /** The product of an element with itself. */
  Traced square(Traced x, DType type);

  /** A primitive of one element, into a type. */
  Traced apply(Prim prim, DType type, Traced x);

  /** A primitive of two elements, one of which moves; of a test, the type is that of these. */
  Traced apply(Prim prim, DType type, Traced x, Traced y);

  /** One of two numbers, by a truth value that moves. */
  Traced choice(Traced truth, Traced yes, Traced no, DType type);
}
