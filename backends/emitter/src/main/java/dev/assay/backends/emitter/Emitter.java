package dev.assay.backends.emitter;

import dev.assay.core.expr.Prim;
import dev.assay.core.reading.Neutral;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes into a framework's graph and knows the type and sizes of what it wrote; what changes
 * nothing is not written.
 */
public final class Emitter<T> {
  private final Framework<T> framework;

  Emitter(Framework<T> framework) {
    this.framework = framework;
  }

  public Framework<T> framework() {
    return framework;
  }

  Term<T> input(String name, DType type, int... shape) {
    return new Term<>(framework.input(name, type, shape), type, shape);
  }

  public Term<T> constant(Tensor value) {
    return new Term<>(framework.constant(value), value.type(), value.shape());
  }

  /** One number in a shape of ones. */
  public Term<T> number(DType type, double real, long integer, int rank) {
    if (type == DType.STRING) {
      throw new NotEmittedException("a text in a formula");
    }
    int[] ones = new int[rank];
    Arrays.fill(ones, 1);
    return constant(filled(type, real, integer, ones));
  }

  /** A tensor of one number. */
  public static Tensor filled(DType type, double real, long integer, int... shape) {
    if (type.isFloat()) {
      double[] reals = new double[Tensor.size(shape)];
      Arrays.fill(reals, type.nearest(real));
      return Tensor.of(type, shape, reals);
    }
    long[] integers = new long[Tensor.size(shape)];
    Arrays.fill(integers, integer);
    return Tensor.of(type, shape, integers);
  }

  /** A primitive of terms of one rank, in the type of the last one. */
  @SafeVarargs
  public final Term<T> apply(Prim prim, Term<T>... args) {
    DType type = prim.isTest() ? DType.BOOL : args[args.length - 1].type();
    return apply(prim, type, List.of(args));
  }

  /** A primitive of terms of one rank; an axis of size 1 is spread. */
  public Term<T> apply(Prim prim, DType type, List<Term<T>> args) {
    int[] shape = args.get(0).shape();
    for (Term<T> a : args) {
      shape = common(shape, a.shape());
    }
    return new Term<>(framework.apply(prim, type, args), type, shape);
  }

  private static int[] common(int[] a, int[] b) {
    int[] c = new int[a.length];
    for (int k = 0; k < c.length; k++) {
      c[k] = a[k] == 1 ? b[k] : a[k];
    }
    return c;
  }

  public Term<T> cast(Term<T> x, DType type) {
    return x.type() == type ? x : apply(Prim.CAST, type, List.of(x));
  }

  /** The elements along the last axes combined; over nothing, what that prim gives for nothing. */
  public Term<T> fold(Prim prim, Term<T> x, int axes) {
    int[] shape = Arrays.copyOf(x.shape(), x.rank() - axes);
    int among = Tensor.size(Arrays.copyOfRange(x.shape(), x.rank() - axes, x.rank()));
    if (among == 0) {
      return constant(neutral(prim, x.type(), shape));
    }
    return among == 1
        ? reshape(x, shape)
        : new Term<>(framework.fold(prim, x, axes), x.type(), shape);
  }

  private static Tensor neutral(Prim prim, DType type, int... shape) {
    return type.isFloat()
        ? filled(type, Neutral.real(prim), 0, shape)
        : filled(type, 0, Neutral.integer(prim, type), shape);
  }

  public Term<T> reshape(Term<T> x, int... shape) {
    return Arrays.equals(shape, x.shape())
        ? x
        : new Term<>(framework.reshape(x, shape), x.type(), shape);
  }

  /** The same in a rank that is no less: axes of size 1 come first. */
  public Term<T> ranked(Term<T> x, int rank) {
    int[] shape = new int[rank];
    Arrays.fill(shape, 1);
    System.arraycopy(x.shape(), 0, shape, rank - x.rank(), x.rank());
    return reshape(x, shape);
  }

  public Term<T> transpose(Term<T> x, int... order) {
    int[] shape = new int[order.length];
    boolean same = true;
    for (int k = 0; k < order.length; k++) {
      shape[k] = x.size(order[k]);
      same &= order[k] == k;
    }
    return same ? x : new Term<>(framework.transpose(x, order), x.type(), shape);
  }

  public Term<T> expand(Term<T> x, int... shape) {
    return Arrays.equals(shape, x.shape())
        ? x
        : new Term<>(framework.expand(x, shape), x.type(), shape);
  }

  /** Along each axis, {@code size} elements at {@code from}, {@code from + step} and so on. */
  public Term<T> slice(Term<T> x, int[] from, int[] size, int[] step) {
    boolean same = Arrays.equals(size, x.shape());
    return same ? x : new Term<>(framework.slice(x, from, size, step), x.type(), size);
  }

  /** More elements around. */
  public Term<T> pad(Term<T> x, int[] before, int[] after, Term<T> filling) {
    int[] shape = x.shape().clone();
    for (int a = 0; a < shape.length; a++) {
      shape[a] += before[a] + after[a];
    }
    return Arrays.equals(shape, x.shape())
        ? x
        : new Term<>(framework.pad(x, before, after, reshape(filling)), x.type(), shape);
  }

  /** The elements at places in row-major order. */
  public Term<T> take(Term<T> x, Term<T> places) {
    return new Term<>(framework.take(reshape(x, x.size()), places), x.type(), places.shape());
  }

  public Term<T> concat(List<Term<T>> parts, int axis) {
    Term<T> first = parts.get(0);
    if (parts.size() == 1) {
      return first;
    }
    int[] shape = first.shape().clone();
    shape[axis] = parts.stream().mapToInt(p -> p.size(axis)).sum();
    return new Term<>(framework.concat(parts, axis), first.type(), shape);
  }

  /**
   * Running combinations along an axis, by doubling: any order of combining will do. Narrow floats
   * are rounded once, at the end.
   */
  Term<T> scan(Prim prim, Term<T> x, int axis) {
    boolean narrow = x.type() == DType.FLOAT16 || x.type() == DType.BFLOAT16;
    return narrow
        ? cast(doubled(prim, cast(x, DType.FLOAT32), axis), x.type())
        : doubled(prim, x, axis);
  }

  private Term<T> doubled(Prim prim, Term<T> x, int axis) {
    Term<T> filling = constant(neutral(prim, x.type()));
    int[] nothing = new int[x.rank()];
    int[] ones = new int[x.rank()];
    Arrays.fill(ones, 1);
    Term<T> sum = x;
    for (int reach = 1; reach < x.size(axis); reach *= 2) {
      int[] before = nothing.clone();
      before[axis] = reach;
      Term<T> moved = slice(pad(sum, before, nothing, filling), nothing, x.shape(), ones);
      sum = apply(prim, sum, moved);
    }
    return sum;
  }

  /** Terms of one shape as one of a rank more, along a new first axis. */
  Term<T> stack(List<Term<T>> parts) {
    List<Term<T>> slabs = new ArrayList<>();
    for (Term<T> p : parts) {
      slabs.add(ranked(p, p.rank() + 1));
    }
    return concat(slabs, 0);
  }
}
