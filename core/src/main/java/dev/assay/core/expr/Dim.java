package dev.assay.core.expr;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * An integer: a size, an index or a formula of such. Folded while it is built, so that on import
 * every size is a number.
 *
 * <p>Numbers beyond {@link Range#ALL} count as its ends.
 */
public sealed interface Dim {

  /** A number. */
  record Const(long value) implements Dim {
    private static final int MOST = 256;

    /** The numbers from {@code -MOST} up, which nearly all are. */
    private static final Const[] SMALL = new Const[2 * MOST + 1];

    static {
      Arrays.setAll(SMALL, k -> new Const(k - MOST));
    }

    private static Const of(long value) {
      return -MOST <= value && value <= MOST
          ? SMALL[(int) value + MOST]
          : new Const(Range.clip(value));
    }

    /**
     * Said here, as in {@link Apply}: what a record has of its own takes the time of reflection.
     */
    @Override
    public boolean equals(@Nullable Object o) {
      return this == o || o instanceof Const c && c.value == value;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(value);
    }

    @Override
    public String toString() {
      return Long.toString(value);
    }
  }

  /**
   * An open size of at least {@code least}, or, where {@code extent} is given, an index that runs
   * over {@code [0, extent)}. Known by identity; the name is for people, and put together when one
   * asks for it.
   */
  final class Var implements Dim {
    private static final int ALONE = -1;

    private final String name;
    private final int place;
    private final long least;
    private final @Nullable Dim extent;

    private Var(String name, int place, long least, @Nullable Dim extent) {
      this.name = name;
      this.place = place;
      this.least = least;
      this.extent = extent;
    }

    public String name() {
      return place == ALONE ? name : name + place;
    }

    public long least() {
      return least;
    }

    /** How far an index runs; null for a size. */
    public @Nullable Dim extent() {
      return extent;
    }

    /** Of what it is called by: the hash of an object's identity takes a call of the runtime. */
    @Override
    public int hashCode() {
      return 31 * name.hashCode() + place;
    }

    @Override
    public String toString() {
      return name();
    }
  }

  /** Two integers combined. */
  record Apply(Op op, Dim left, Dim right) implements Dim {
    @Override
    public boolean equals(@Nullable Object o) {
      return this == o
          || o instanceof Apply a && a.op == op && a.left.equals(left) && a.right.equals(right);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * left.hashCode() + right.hashCode()) + op.ordinal();
    }

    @Override
    public String toString() {
      return op.symbol.length() == 1
          ? "(" + left + " " + op.symbol + " " + right + ")"
          : op.symbol + "(" + left + ", " + right + ")";
    }
  }

  /** An index computed from data. */
  record Element(Expr value) implements Dim {}

  /** The arithmetic of sizes; division and remainder round towards minus infinity. */
  enum Op {
    ADD("+"),
    SUB("-"),
    MUL("*"),
    DIV("/"),
    MOD("%"),
    MIN("min"),
    MAX("max");

    private final String symbol;

    Op(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }

    /** The result on numbers, clipped to {@link Range#ALL}. */
    public long apply(long l, long r) {
      return Range.clip(
          switch (this) {
            case ADD -> l + r;
            case SUB -> l - r;
            case MUL ->
                Math.multiplyHigh(l, r) == (l * r >> 63)
                    ? l * r
                    : (l < 0) == (r < 0) ? Range.FAR : -Range.FAR;
            case DIV -> Math.floorDiv(l, r);
            case MOD -> Math.floorMod(l, r);
            case MIN -> Math.min(l, r);
            case MAX -> Math.max(l, r);
          });
    }
  }

  /**
   * What this comes to on numbers. A quotient by zero comes to {@code -Range.FAR}, which is no
   * size.
   *
   * @param size the number of what is neither a number nor a formula
   */
  default long at(ToLongFunction<Dim> size) {
    if (this instanceof Const c) {
      return c.value();
    }
    if (this instanceof Apply a) {
      long l = a.left().at(size);
      long r = a.right().at(size);
      boolean byZero = r == 0 && (a.op() == Op.DIV || a.op() == Op.MOD);
      return byZero ? -Range.FAR : a.op().apply(l, r);
    }
    return size.applyAsLong(this);
  }

  /** A relation between sizes. */
  record Rule(Relation relation, Dim left, Dim right) {
    private static final Optional<Boolean> HOLDS = Optional.of(true);
    private static final Optional<Boolean> FAILS = Optional.of(false);

    /** The relations that rules need. */
    public enum Relation {
      EQUAL("="),
      AT_LEAST(">=");

      private final String symbol;

      Relation(String symbol) {
        this.symbol = symbol;
      }
    }

    /** Whether the rule holds of numbers; see {@link Dim#at}. */
    public boolean holds(ToLongFunction<Dim> size) {
      long l = left.at(size);
      long r = right.at(size);
      return switch (relation) {
        case EQUAL -> l == r;
        case AT_LEAST -> l >= r;
      };
    }

    /** Whether the rule holds, where the ranges of its sides tell. */
    public Optional<Boolean> decided() {
      if (left.equals(right)) {
        return HOLDS;
      }
      return switch (relation) {
        case EQUAL -> {
          Range l = range(left);
          Range r = range(right);
          boolean apart = l.high() < r.low() || r.high() < l.low();
          yield l.isPoint() && l.equals(r) ? HOLDS : apart ? FAILS : Optional.empty();
        }
        case AT_LEAST ->
            low(left) >= high(right) ? HOLDS : high(left) < low(right) ? FAILS : Optional.empty();
      };
    }

    /** A rule that holds only where this one does not: the left side is off to where it may be. */
    public Rule broken() {
      return switch (relation) {
        case EQUAL -> left.atLeast(right.plus(1));
        case AT_LEAST -> right.atLeast(left.plus(1));
      };
    }

    @Override
    public String toString() {
      return left + " " + relation.symbol + " " + right;
    }
  }

  static Dim dim(long value) {
    return Const.of(value);
  }

  /** An open size. */
  static Var size(String name, long least) {
    return new Var(name, Var.ALONE, least, null);
  }

  /** An open size that is one of several of a name. */
  static Var size(String name, int place, long least) {
    return new Var(name, place, least, null);
  }

  /** An index that runs over {@code [0, extent)}. */
  static Var index(String name, Dim extent) {
    return new Var(name, Var.ALONE, 0, extent);
  }

  /** An index that is one of several of a name. */
  static Var index(String name, int place, Dim extent) {
    return new Var(name, place, 0, extent);
  }

  /** The value of an integer element as an index. */
  static Dim element(Expr place) {
    return place instanceof Expr.Index i ? i.dim() : new Element(place);
  }

  /** The least and the greatest value, as far as the constants tell. */
  static Range range(Dim d) {
    return d instanceof Apply a
        ? Bounds.of(a.op, range(a.left), range(a.right))
        : Range.of(low(d), high(d));
  }

  /** The least value of {@link #range}. */
  static long low(Dim d) {
    if (d instanceof Const c) {
      return c.value;
    }
    if (d instanceof Var v) {
      return v.extent == null ? v.least : 0;
    }
    return d instanceof Apply ? range(d).low() : -Range.FAR;
  }

  /** The greatest value of {@link #range}. */
  static long high(Dim d) {
    if (d instanceof Const c) {
      return c.value;
    }
    if (d instanceof Var v) {
      return v.extent == null ? Range.FAR : Math.max(0, high(v.extent) - 1);
    }
    return d instanceof Apply ? range(d).high() : Range.FAR;
  }

  default Dim plus(Dim o) {
    return Folding.apply(Op.ADD, this, o);
  }

  default Dim plus(long o) {
    return plus(dim(o));
  }

  default Dim minus(Dim o) {
    return Folding.apply(Op.SUB, this, o);
  }

  default Dim minus(long o) {
    return minus(dim(o));
  }

  default Dim times(Dim o) {
    return Folding.apply(Op.MUL, this, o);
  }

  default Dim times(long o) {
    return times(dim(o));
  }

  /** The quotient, rounded down. */
  default Dim over(Dim o) {
    return Folding.apply(Op.DIV, this, o);
  }

  default Dim over(long o) {
    return over(dim(o));
  }

  /** The quotient, rounded up. */
  default Dim overUp(Dim o) {
    return dim(0).minus(dim(0).minus(this).over(o));
  }

  default Dim overUp(long o) {
    return overUp(dim(o));
  }

  /** The remainder, from 0 up for a positive divisor. */
  default Dim mod(Dim o) {
    return Folding.apply(Op.MOD, this, o);
  }

  default Dim mod(long o) {
    return mod(dim(o));
  }

  default Dim min(Dim o) {
    return Folding.apply(Op.MIN, this, o);
  }

  default Dim min(long o) {
    return min(dim(o));
  }

  default Dim max(Dim o) {
    return Folding.apply(Op.MAX, this, o);
  }

  default Dim max(long o) {
    return max(dim(o));
  }

  default Dim clamp(Dim low, Dim high) {
    return max(low).min(high);
  }

  default Rule is(Dim o) {
    return new Rule(Rule.Relation.EQUAL, this, o);
  }

  default Rule is(long o) {
    return is(dim(o));
  }

  default Rule atLeast(Dim o) {
    return new Rule(Rule.Relation.AT_LEAST, this, o);
  }

  default Rule atLeast(long o) {
    return atLeast(dim(o));
  }

  default Rule atMost(Dim o) {
    return o.atLeast(this);
  }

  default Rule atMost(long o) {
    return atMost(dim(o));
  }

  default boolean isNumber() {
    return this instanceof Const;
  }

  /**
   * The number that this is.
   *
   * @throws IllegalStateException if it is still open
   */
  default int number() {
    if (this instanceof Const c) {
      return Math.toIntExact(c.value);
    }
    throw new IllegalStateException("not a number yet: " + this);
  }
}
