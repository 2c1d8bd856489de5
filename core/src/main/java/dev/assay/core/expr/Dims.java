package dev.assay.core.expr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A shape, or a point in one: a list of {@link Dim} with arithmetic axis by axis. A negative axis
 * counts from the back.
 */
public final class Dims {
  private static final Dims NONE = new Dims(new Dim[0]);

  private final Dim[] sizes;

  private Dims(Dim[] sizes) {
    this.sizes = sizes;
  }

  public static Dims of(Dim... sizes) {
    return new Dims(sizes.clone());
  }

  public static Dims of(List<? extends Dim> sizes) {
    return new Dims(sizes.toArray(Dim[]::new));
  }

  public static Dims ofNumbers(int... sizes) {
    return sizes.length == 0 ? NONE : each(sizes.length, a -> Dim.dim(sizes[a]));
  }

  public static Dims ofNumbers(List<? extends Number> sizes) {
    return each(sizes.size(), a -> Dim.dim(sizes.get(a).longValue()));
  }

  public static Dims repeat(int rank, long value) {
    Dim[] list = new Dim[rank];
    Arrays.fill(list, Dim.dim(value));
    return new Dims(list);
  }

  public static Dims zeros(int rank) {
    return repeat(rank, 0);
  }

  public static Dims ones(int rank) {
    return repeat(rank, 1);
  }

  /** The sizes that a function gives to the axes. */
  public static Dims each(int rank, IntFunction<? extends Dim> size) {
    Dim[] list = new Dim[rank];
    for (int a = 0; a < rank; a++) {
      list[a] = size.apply(a);
    }
    return new Dims(list);
  }

  /** All of them, in their order. */
  public List<Dim> list() {
    return Collections.unmodifiableList(Arrays.asList(sizes));
  }

  public int rank() {
    return sizes.length;
  }

  public Dim get(int axis) {
    return sizes[axis < 0 ? axis + sizes.length : axis];
  }

  public Dims with(int axis, Dim d) {
    Dim[] l = sizes.clone();
    l[axis < 0 ? axis + l.length : axis] = d;
    return new Dims(l);
  }

  public Dims with(int axis, long d) {
    return with(axis, Dim.dim(d));
  }

  /** The same with others at some axes. */
  public Dims with(List<Integer> axes, Dims others) {
    Dim[] l = sizes.clone();
    for (int k = 0; k < axes.size(); k++) {
      l[axes.get(k)] = others.sizes[k];
    }
    return new Dims(l);
  }

  /** Those at some axes, in the order of the axes given. */
  public Dims take(List<Integer> axes) {
    return each(axes.size(), k -> sizes[axes.get(k)]);
  }

  public Dims without(List<Integer> axes) {
    List<Dim> l = new ArrayList<>();
    for (int a = 0; a < rank(); a++) {
      if (!axes.contains(a)) {
        l.add(sizes[a]);
      }
    }
    return of(l);
  }

  /** The inverse of {@link #without}: 0 at each of the axes. */
  public Dims among(List<Integer> axes) {
    List<Dim> l = new ArrayList<>(list());
    for (int a : new TreeSet<>(axes)) {
      l.add(a, Dim.dim(0));
    }
    return of(l);
  }

  /** Those from an axis on. */
  public Dims from(int axis) {
    return new Dims(Arrays.copyOfRange(sizes, axis, sizes.length));
  }

  /** The first {@code n}. */
  public Dims first(int n) {
    return new Dims(Arrays.copyOf(sizes, n));
  }

  /** The last {@code n}. */
  public Dims last(int n) {
    return from(rank() - n);
  }

  /** All but the last {@code n}. */
  public Dims but(int n) {
    return first(rank() - n);
  }

  /** These, then others. */
  public Dims and(Dims others) {
    Dim[] l = Arrays.copyOf(sizes, sizes.length + others.sizes.length);
    System.arraycopy(others.sizes, 0, l, sizes.length, others.sizes.length);
    return new Dims(l);
  }

  public Dims and(Dim... others) {
    return and(of(others));
  }

  public Dims map(UnaryOperator<Dim> f) {
    Dim[] mapped = new Dim[rank()];
    for (int a = 0; a < mapped.length; a++) {
      mapped[a] = f.apply(sizes[a]);
    }
    return new Dims(mapped);
  }

  public Dims zip(Dims o, BinaryOperator<Dim> f) {
    Dim[] both = new Dim[rank()];
    for (int a = 0; a < both.length; a++) {
      both[a] = f.apply(sizes[a], o.sizes[a]);
    }
    return new Dims(both);
  }

  public Dims plus(Dims o) {
    return zip(o, Dim::plus);
  }

  public Dims plus(long o) {
    return map(d -> d.plus(o));
  }

  public Dims minus(Dims o) {
    return zip(o, Dim::minus);
  }

  public Dims minus(long o) {
    return map(d -> d.minus(o));
  }

  public Dims times(Dims o) {
    return zip(o, Dim::times);
  }

  public Dims times(long o) {
    return map(d -> d.times(o));
  }

  public Dims over(Dims o) {
    return zip(o, Dim::over);
  }

  public Dims over(long o) {
    return map(d -> d.over(o));
  }

  public Dims overUp(Dims o) {
    return zip(o, Dim::overUp);
  }

  public Dims mod(Dims o) {
    return zip(o, Dim::mod);
  }

  public Dims min(Dims o) {
    return zip(o, Dim::min);
  }

  public Dims min(long o) {
    return map(d -> d.min(o));
  }

  public Dims max(Dims o) {
    return zip(o, Dim::max);
  }

  public Dims max(long o) {
    return map(d -> d.max(o));
  }

  public Dims clamp(Dims low, Dims high) {
    return max(low).min(high);
  }

  /** The number of elements. */
  public Dim product() {
    Dim p = Dim.dim(1);
    for (Dim d : sizes) {
      p = p.times(d);
    }
    return p;
  }

  /** Whether none is open. */
  public boolean areNumbers() {
    for (Dim d : sizes) {
      if (!d.isNumber()) {
        return false;
      }
    }
    return true;
  }

  /**
   * The numbers that these are.
   *
   * @throws IllegalStateException if one is still open
   */
  public int[] numbers() {
    int[] n = new int[rank()];
    for (int a = 0; a < n.length; a++) {
      n[a] = sizes[a].number();
    }
    return n;
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return this == o || o instanceof Dims d && Arrays.equals(d.sizes, sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  @Override
  public String toString() {
    return Arrays.toString(sizes);
  }
}
