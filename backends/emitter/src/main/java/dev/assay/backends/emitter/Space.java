package dev.assay.backends.emitter;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The indices over which a formula runs, each an axis. The term of an expression has all these
 * axes; its size along one is 1 where it does not hang on that index.
 */
final class Space<T> {
  private static final int MOST_ELEMENTS = 1 << 24;

  private final Formulas<T> formulas;
  private final List<Dim.Var> axes;
  private final Map<Dim.Var, Integer> fixed;

  /** Whether floats of 16 bits are held in 32, since their sums and products are not rounded. */
  private final boolean wide;

  private final Map<Expr, Term<T>> terms = new IdentityHashMap<>();

  private Space(
      Formulas<T> formulas, List<Dim.Var> axes, Map<Dim.Var, Integer> fixed, boolean wide) {
    this.formulas = formulas;
    this.axes = axes;
    this.fixed = fixed;
    this.wide = wide;
    long size = 1;
    for (int k = 0; k < axes.size(); k++) {
      size *= extent(k);
      if (size > MOST_ELEMENTS) {
        throw new NotEmittedException(
            "its formula runs over more than " + MOST_ELEMENTS + " places");
      }
    }
  }

  /**
   * A space for the body of a stage. What is done with a sum or product of many in the same stage,
   * such as to add a bias, is done before that is rounded.
   */
  static <T> Space<T> of(Formulas<T> formulas, List<Dim.Var> axes, Expr body) {
    return new Space<>(formulas, axes, Map.of(), combinesMany(body));
  }

  private static boolean combinesMany(Expr e) {
    return e instanceof Expr.Fold f
        ? rounds(f)
        : e instanceof Expr.Apply a && a.args().stream().anyMatch(Space::combinesMany);
  }

  private static boolean rounds(Expr.Fold f) {
    return f.prim() == Prim.ADD || f.prim() == Prim.MUL;
  }

  /** The same where one more index is a number. */
  Space<T> with(Dim.Var index, int number) {
    Map<Dim.Var, Integer> more = new HashMap<>(fixed);
    more.put(index, number);
    return new Space<>(formulas, axes, more, wide);
  }

  private Space<T> over(List<Dim.Var> inner, boolean widened) {
    List<Dim.Var> more = new ArrayList<>(axes);
    more.addAll(inner);
    return new Space<>(formulas, more, fixed, widened);
  }

  private DType held(DType type) {
    return wide && type.isFloat() && type.bits() == 16 ? DType.FLOAT32 : type;
  }

  Formulas<T> formulas() {
    return formulas;
  }

  Emitter<T> emitter() {
    return formulas.emitter();
  }

  int rank() {
    return axes.size();
  }

  int extent(int axis) {
    return Objects.requireNonNull(axes.get(axis).extent()).number();
  }

  /** The axis of an index; -1 for one that is a number. */
  int axis(Dim.Var index) {
    return axes.indexOf(index);
  }

  /** The number that an index without an axis is. */
  int number(Dim.Var index) {
    return Objects.requireNonNull(fixed.get(index));
  }

  /** Whether the first of some indices is that of a step of a running loop. */
  boolean fixes(Dims at) {
    Optional<Run> first = Run.of(this, at.get(0));
    return !fixed.isEmpty() && first.isPresent() && first.get().axis() < 0;
  }

  /** A shape of ones but for some axes. */
  int[] shape(List<Integer> among) {
    int[] shape = new int[rank()];
    for (int a = 0; a < shape.length; a++) {
      shape[a] = among.contains(a) ? extent(a) : 1;
    }
    return shape;
  }

  /** The elements of an expression. */
  Term<T> term(Expr e) {
    Term<T> known = terms.get(e);
    if (known == null) {
      known = write(e);
      terms.put(e, known);
    }
    return known;
  }

  private Term<T> write(Expr e) {
    if (e instanceof Expr.Const c) {
      return emitter().number(held(c.type()), c.real(), c.integer(), rank());
    }
    if (e instanceof Expr.Index i) {
      return emitter().cast(new Places<>(this).term(i.dim()), held(i.type()));
    }
    if (e instanceof Expr.Read r) {
      Space<T> narrow = wide ? over(List.of(), false) : this;
      return emitter().cast(new Reads<>(narrow).term(r), held(r.type()));
    }
    return e instanceof Expr.Fold f ? fold(f) : apply((Expr.Apply) e);
  }

  private Term<T> apply(Expr.Apply a) {
    List<Term<T>> args = a.args().stream().map(this::term).toList();
    return switch (a.prim()) {
      case POW -> power(held(a.type()), args.get(0), args.get(1));
      case CONVERT -> emitter().cast(args.get(0), held(a.type()));
      case CAST, CAST_WRAPPING ->
          emitter().cast(emitter().apply(a.prim(), a.type(), args), held(a.type()));
      default -> emitter().apply(a.prim(), held(a.type()), args);
    };
  }

  /** A power in the type of the base; an integer's by a real one is a real one first. */
  private Term<T> power(DType type, Term<T> base, Term<T> exponent) {
    DType common = exponent.type().isFloat() && !type.isFloat() ? DType.FLOAT64 : type;
    List<Term<T>> args = List.of(emitter().cast(base, common), emitter().cast(exponent, common));
    return emitter().cast(emitter().apply(Prim.POW, common, args), type);
  }

  private Term<T> fold(Expr.Fold f) {
    Space<T> inner = over(f.over(), wide || rounds(f));
    Term<T> body = inner.term(f.body());
    int[] whole = body.shape().clone();
    for (int a = rank(); a < whole.length; a++) {
      whole[a] = inner.extent(a);
    }
    Term<T> folded = emitter().fold(f.prim(), emitter().expand(body, whole), f.over().size());
    return emitter().cast(folded, held(f.type()));
  }
}
