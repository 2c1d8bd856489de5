package dev.assay.core.reading;

import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the elements of a pointwise reading are (values, enclosures, ...) and what each primitive
 * does to them: the only part that a new such reading has to say. {@link Machine} does the rest.
 *
 * <p>Every method works on the first {@code n} elements of its lanes. The lanes of arguments may be
 * the same object as the result.
 */
interface Domain {

  /** A new column of elements. */
  Lane lane(DType type, int n);

  /** The elements of a tensor of anything but text; may share its arrays, so never written to. */
  Lane load(Tensor t);

  /** Fills with a constant; {@code real} counts for floats, {@code integer} for other types. */
  void constant(Lane out, double real, long integer, int n);

  /** Sizes or indices as elements: as far as they are uncertain, from the least to the most. */
  void index(Lane out, int[] least, int[] most, int n);

  /** A primitive, element by element. */
  void apply(Prim prim, Lane out, Lane[] args, int n);

  /** What folds and scans by a primitive (ADD, MUL, MIN, MAX, AND, OR) accumulate in. */
  Folder folder(Prim prim, DType type, int n);

  /**
   * Widens element k of a column to hold the element at a place of another as well: for reads whose
   * index is uncertain.
   */
  void hull(Lane out, int k, Lane from, int at);

  /** The results of a node as they are stored: rounded to their type. */
  void store(Lane out, int n);

  /** Lets each element be off by one more rounding, of a number of the size of another column's. */
  default void round(Lane out, Supplier<Lane> sizes, int n) {}

  /** What an operator may err as a whole, on top of what its parts do. */
  default void err(String operator, Lane out, int n) {}

  /**
   * Accumulates the values of a fold: begin, steps, end; a scan asks for the end after each step.
   */
  interface Folder {
    /** Starts anew. */
    void begin(int n);

    /** Takes one more value of each element. */
    void step(Lane x, int n);

    /** Whether a sum takes the factors of each product, for products that are not rounded. */
    default boolean takesProducts() {
      return false;
    }

    /** Takes the product of two values more of each element. */
    default void step(Lane x, Lane y, int n) {
      throw new IllegalStateException("this fold takes no products");
    }

    /** The combination of all values so far; more steps may follow. */
    void end(Lane out, int n);

    /**
     * The running sums of plain doubles, for the machine to add products to directly; null where
     * this folder needs to see each value.
     */
    double @Nullable [] sums();
  }
}
