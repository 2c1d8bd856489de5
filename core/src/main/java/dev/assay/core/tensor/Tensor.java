package dev.assay.core.tensor;

import java.util.Arrays;
import java.util.Objects;

/**
 * A concrete array of elements in row-major order.
 *
 * <p>Elements of a float type are held as the doubles that they are (each stored float is one);
 * integers and truth values as longs (64 unsigned bits as the long with the same bits); text as
 * strings. The arrays are shared with the caller and must not be changed afterwards.
 */
public final class Tensor implements Datum {
  private final DType type;
  private final int[] shape;
  private final Object elements;

  private Tensor(DType type, int[] shape, Object elements, int length) {
    if (length != size(shape)) {
      throw new IllegalArgumentException(
          "a tensor of shape " + Arrays.toString(shape) + " has not " + length + " elements");
    }
    this.type = type;
    this.shape = shape;
    this.elements = elements;
  }

  /** A tensor of a float type; each number must be one that the type holds. */
  public static Tensor of(DType type, int[] shape, double... elements) {
    if (!type.isFloat()) {
      throw new IllegalArgumentException(type + " is no float type");
    }
    return new Tensor(type, shape, elements, elements.length);
  }

  /** A tensor of an integer type or of truth values. */
  public static Tensor of(DType type, int[] shape, long... elements) {
    if (!type.isInteger() && type != DType.BOOL) {
      throw new IllegalArgumentException(type + " is no integer type");
    }
    return new Tensor(type, shape, elements, elements.length);
  }

  /** A tensor of text. */
  public static Tensor of(int[] shape, String... elements) {
    return new Tensor(DType.STRING, shape, elements, elements.length);
  }

  /** A tensor of zeros, falsehoods or empty strings. */
  public static Tensor zeros(DType type, int... shape) {
    int size = size(shape);
    if (type.isFloat()) {
      return of(type, shape, new double[size]);
    }
    if (type == DType.STRING) {
      String[] empty = new String[size];
      Arrays.fill(empty, "");
      return of(shape, empty);
    }
    return of(type, shape, new long[size]);
  }

  /** A list of 64-bit integers. */
  public static Tensor list(long... elements) {
    return of(DType.INT64, new int[] {elements.length}, elements);
  }

  /** One 64-bit integer, of rank 0. */
  public static Tensor scalar(long element) {
    return of(DType.INT64, new int[0], element);
  }

  /**
   * The number of elements of a shape.
   *
   * @throws IllegalArgumentException if it is beyond what a Java array holds
   */
  public static int size(int... shape) {
    long size = 1;
    for (int d : shape) {
      size *= d;
      if (size > Integer.MAX_VALUE - 8) {
        if (Arrays.stream(shape).anyMatch(n -> n == 0)) {
          return 0;
        }
        throw new IllegalArgumentException(
            "a tensor of shape " + Arrays.toString(shape) + " is too large to hold");
      }
    }
    return (int) size;
  }

  public DType type() {
    return type;
  }

  /** The sizes; not to be changed. */
  public int[] shape() {
    return shape;
  }

  public int rank() {
    return shape.length;
  }

  public int size() {
    return size(shape);
  }

  /** The elements of a float tensor; not to be changed. */
  public double[] reals() {
    return (double[]) elements;
  }

  /** The elements of a tensor of integers or truth values; not to be changed. */
  public long[] integers() {
    return (long[]) elements;
  }

  /** The elements of a tensor of text; not to be changed. */
  public String[] texts() {
    return (String[]) elements;
  }

  /** The same elements in another shape of the same size. */
  public Tensor reshaped(int... to) {
    return new Tensor(type, to, elements, size());
  }

  /** Element k as a double: exact for floats, nearest for integers. */
  public double real(int k) {
    return type.isFloat() ? reals()[k] : type.toDouble(integers()[k]);
  }

  /** Whether element k is the same in both: bit for bit, except that every NaN is like another. */
  public boolean sameElement(Tensor other, int k) {
    if (type.isFloat()) {
      return Double.compare(reals()[k], other.reals()[k]) == 0;
    }
    return type == DType.STRING
        ? texts()[k].equals(other.texts()[k])
        : integers()[k] == other.integers()[k];
  }

  /** Same type, shape and elements, bit for bit; every NaN is like another. */
  @Override
  public boolean equals(Object o) {
    return o instanceof Tensor t
        && type == t.type
        && Arrays.equals(shape, t.shape)
        && (type.isFloat()
            ? Arrays.equals(reals(), t.reals())
            : type == DType.STRING
                ? Arrays.equals(texts(), t.texts())
                : Arrays.equals(integers(), t.integers()));
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        type,
        Arrays.hashCode(shape),
        type.isFloat()
            ? Arrays.hashCode(reals())
            : type == DType.STRING ? Arrays.hashCode(texts()) : Arrays.hashCode(integers()));
  }

  /** Type and shape, and the elements while they are few. */
  @Override
  public String toString() {
    String head = type + Arrays.toString(shape);
    if (size() > 16) {
      return head;
    }
    return head
        + "{"
        + (type.isFloat()
            ? Arrays.toString(reals())
            : type == DType.STRING ? Arrays.toString(texts()) : Arrays.toString(integers()))
        + "}";
  }
}
