package dev.assay.generator.rules;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A function of integers ({@link Dim}) and of lists of them ({@link Dims}). It may be undefined: an
 * axis is out of range, lists differ in length, sizes do not broadcast. That a result is there is
 * so a rule in itself.
 *
 * <p>A list's length, and what stands for an axis, must be numbers; all other integers may be open.
 */
public enum Function {
  ADD("+", Dim::plus),
  SUB("-", Dim::minus),
  MUL("*", Dim::times),
  /** The quotient, rounded down. */
  DIV("/", Dim::over),
  MOD("%", Dim::mod),
  MIN("min", Dim::min),
  MAX("max", Dim::max),
  LENGTH("length", "l"),
  PRODUCT("product", "l"),
  SUM("sum", "l"),
  /** An integer of a list; a negative place counts from the back. */
  AT("at", "li"),
  /** A list from a place on. */
  FROM("from", "li"),
  /** A list up to a place. */
  FIRST("first", "li"),
  UNIT("unit", "i"),
  JOIN("join", "ll"),
  /** A list with another integer at an axis. */
  WITH("with", "lii"),
  /** A list without some axes. */
  WITHOUT("without", "la"),
  /** A list with 1 at some axes. */
  ONES("ones", "la"),
  /** A list with a 1 put in at axes, which are counted in the result. */
  INSERTED("inserted", "la"),
  /** A list in another order. */
  PERMUTED("permuted", "ll"),
  REVERSED("reversed", "l"),
  BROADCAST("broadcast", "ll"),
  /** A list in which -1 gives way to what makes the product a number. */
  FILLED("filled", "li"),
  /** A list in which 0 gives way to what another has there. */
  COPIED("copied", "ll"),
  /** Every axis of a list that has the size 1. */
  SINGLES("singles", "l"),
  /** A list of so many of one integer. */
  REPEATED("repeated", "ii");

  private final String label;
  private final String signature;
  private final @Nullable BiFunction<Dim, Dim, Dim> arithmetic;

  Function(String label, BiFunction<Dim, Dim, Dim> arithmetic) {
    this.label = label;
    this.signature = "";
    this.arithmetic = arithmetic;
  }

  /**
   * @param signature of each argument: {@code i} an integer, {@code l} a list, {@code a} either, as
   *     axes
   */
  Function(String label, String signature) {
    this.label = label;
    this.signature = signature;
    this.arithmetic = null;
  }

  public String label() {
    return label;
  }

  /** Whether it is arithmetic, which works on lists axis by axis. */
  public boolean isArithmetic() {
    return arithmetic != null;
  }

  /** How many arguments it has. */
  public int arity() {
    return isArithmetic() ? 2 : signature.length();
  }

  /** Whether an integer or a list may stand at a place; in arithmetic, either. */
  public boolean takes(int place, boolean isList) {
    char kind = isArithmetic() ? 'a' : signature.charAt(place);
    return kind == 'a' || kind == (isList ? 'l' : 'i');
  }

  /** Whether its arguments can change places. */
  public boolean commutes() {
    return this == ADD || this == MUL || this == MIN || this == MAX || this == BROADCAST;
  }

  /** The result, a {@link Dim} or a {@link Dims}; null where it is undefined. */
  public @Nullable Object apply(List<Object> arguments, Arithmetic on) {
    for (int k = 0; k < arguments.size(); k++) {
      if (!takes(k, arguments.get(k) instanceof Dims)) {
        return null;
      }
    }
    Object first = arguments.get(0);
    Object second = arguments.size() > 1 ? arguments.get(1) : first;
    if (arithmetic != null) {
      return arithmetic(first, second, on);
    }
    if (this == REPEATED) {
      return repeated((Dim) first, (Dim) second);
    }
    if (this == UNIT) {
      return Dims.of((Dim) first);
    }
    Dims list = (Dims) first;
    return switch (this) {
      case LENGTH -> Dim.dim(list.rank());
      case PRODUCT -> list.product();
      case SUM -> list.list().stream().reduce(Dim.dim(0), Dim::plus);
      case AT -> at(list, (Dim) second);
      case FROM -> cut(list, (Dim) second, true);
      case FIRST -> cut(list, (Dim) second, false);
      case JOIN -> list.and((Dims) second);
      case WITH -> with(list, (Dim) second, (Dim) arguments.get(2));
      case WITHOUT -> axes(second, list.rank()).map(list::without).orElse(null);
      case ONES ->
          axes(second, list.rank()).map(a -> list.with(a, Dims.ones(a.size()))).orElse(null);
      case INSERTED -> inserted(list, second);
      case PERMUTED -> permuted(list, (Dims) second);
      case REVERSED -> Dims.each(list.rank(), k -> list.get(list.rank() - 1 - k));
      case BROADCAST -> on.broadcast(list, (Dims) second).orElse(null);
      case FILLED -> filled(list, (Dim) second, on);
      case COPIED -> copied(list, (Dims) second);
      case SINGLES -> singles(list, on);
      case ADD, SUB, MUL, DIV, MOD, MIN, MAX, UNIT, REPEATED -> throw new IllegalStateException();
    };
  }

  private @Nullable Object arithmetic(Object a, Object b, Arithmetic on) {
    if (a instanceof Dim x && b instanceof Dim y) {
      return combined(x, y, on);
    }
    int rank = a instanceof Dims l ? l.rank() : ((Dims) b).rank();
    if (a instanceof Dims l && b instanceof Dims r && l.rank() != r.rank()) {
      return null;
    }
    Dim[] each = new Dim[rank];
    for (int k = 0; k < rank; k++) {
      Dim c =
          combined(
              a instanceof Dims l ? l.get(k) : (Dim) a,
              b instanceof Dims r ? r.get(k) : (Dim) b,
              on);
      if (c == null) {
        return null;
      }
      each[k] = c;
    }
    return Dims.of(each);
  }

  private @Nullable Dim combined(Dim a, Dim b, Arithmetic on) {
    boolean divides = this == DIV || this == MOD;
    if (arithmetic == null || divides && !on.holds(b.atLeast(1))) {
      return null;
    }
    return arithmetic.apply(a, b);
  }

  /** A place in a list of a length, from 0 up; -1 if there is none. */
  private static int place(Dim d, int length) {
    if (!(d instanceof Dim.Const c) || c.value() < -length || c.value() >= length) {
      return -1;
    }
    return (int) (c.value() < 0 ? c.value() + length : c.value());
  }

  private static @Nullable Dim at(Dims list, Dim where) {
    int k = place(where, list.rank());
    return k < 0 ? null : list.get(k);
  }

  private static @Nullable Dims cut(Dims list, Dim where, boolean from) {
    int k = where.equals(Dim.dim(list.rank())) ? list.rank() : place(where, list.rank());
    return k < 0 ? null : from ? list.from(k) : list.first(k);
  }

  private static @Nullable Dims with(Dims list, Dim where, Dim size) {
    int k = place(where, list.rank());
    return k < 0 ? null : list.with(k, size);
  }

  private static @Nullable Dims repeated(Dim count, Dim one) {
    boolean few = count instanceof Dim.Const c && c.value() >= 0 && c.value() <= MOST;
    return few ? Dims.each(count.number(), k -> one) : null;
  }

  /** No list is longer. */
  private static final int MOST = 64;

  /** Axes from 0 up, each once; empty if one is out of range or named twice. */
  private static Optional<List<Integer>> axes(Object given, int rank) {
    List<Integer> axes = new ArrayList<>();
    for (Dim d : given instanceof Dim one ? List.of(one) : ((Dims) given).list()) {
      axes.add(place(d, rank));
    }
    boolean legal = !axes.contains(-1) && new HashSet<>(axes).size() == axes.size();
    return legal ? Optional.of(axes) : Optional.empty();
  }

  private static @Nullable Dims inserted(Dims list, Object given) {
    int more = given instanceof Dims l ? l.rank() : 1;
    return axes(given, list.rank() + more)
        .map(axes -> list.among(axes).with(axes, Dims.ones(more)))
        .orElse(null);
  }

  private static @Nullable Dims permuted(Dims list, Dims order) {
    if (order.rank() != list.rank()) {
      return null;
    }
    return axes(order, list.rank())
        .filter(axes -> axes.isEmpty() || Collections.min(axes) == 0)
        .map(list::take)
        .orElse(null);
  }

  private static @Nullable Dims filled(Dims list, Dim whole, Arithmetic on) {
    Dim open = Dim.dim(-1);
    int place = list.list().indexOf(open);
    if (place < 0) {
      return list;
    }
    Dim others = list.without(List.of(place)).product();
    boolean fits =
        list.list().lastIndexOf(open) == place
            && on.holds(others.atLeast(1))
            && on.holds(whole.mod(others).is(0));
    return fits ? list.with(place, whole.over(others)) : null;
  }

  private static @Nullable Dims copied(Dims list, Dims from) {
    Dims all = list;
    for (int k = 0; k < list.rank(); k++) {
      if (list.get(k).equals(Dim.dim(0))) {
        if (k >= from.rank()) {
          return null;
        }
        all = all.with(k, from.get(k));
      }
    }
    return all;
  }

  private static Dims singles(Dims list, Arithmetic on) {
    List<Dim> axes = new ArrayList<>();
    for (int k = 0; k < list.rank(); k++) {
      if (on.holds(list.get(k).is(1))) {
        axes.add(Dim.dim(k));
      }
    }
    return Dims.of(axes);
  }

  /** The function of a label. */
  static Optional<Function> of(String label) {
    for (Function f : values()) {
      if (f.label.equals(label)) {
        return Optional.of(f);
      }
    }
    return Optional.empty();
  }
}
