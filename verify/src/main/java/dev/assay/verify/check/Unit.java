package dev.assay.verify.check;

/** One number that a model computes, brought between -1 and 1 by a power of two. */
sealed interface Unit {

  /** An input of the model. */
  record Input() implements Unit {}

  /** An earlier unit where that is positive, else 0. */
  record Rectifier(int of) implements Unit {}

  /**
   * A weighted sum of earlier units, whose weights were rounded down.
   *
   * @param sizes of the weights where the sum is computed with rounding, else none
   * @param low the constant, rounded down
   * @param high the constant, rounded up
   * @param gamma the relative error of the sum of all absolute values
   * @param lost an error besides
   * @param most the sum of absolute values above which it may leave its type
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Sum(
      int[] of,
      long[] weights,
      long[] sizes,
      long low,
      long high,
      long sizeOfConstant,
      long gamma,
      long lost,
      long most)
      implements Unit {}

  /**
   * A function of an earlier unit.
   *
   * @param relative how far what is computed may be from it, as a part of it
   * @param absolute and besides
   * @param most above which it may leave its type
   */
  record Curve(Function function, int of, long relative, long absolute, long most)
      implements Unit {}

  /**
   * A product of two earlier units.
   *
   * @param lift the powers of two by which the product of both on the grid is multiplied
   */
  record Product(int x, int y, int lift, long relative, long absolute, long most) implements Unit {}
}
