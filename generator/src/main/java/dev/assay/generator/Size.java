package dev.assay.generator;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One size of a model under construction: its number, and what moves with it. */
final class Size {
  private final Dim.Var variable;
  private final Range legal;
  private final boolean attribute;
  private final @Nullable Dim formula;
  private final Set<Size> roots;
  private final List<Size> names = new ArrayList<>();
  private final List<Bond> bonds = new ArrayList<>();
  private long number;

  private Size(
      Dim.Var variable,
      Range legal,
      boolean attribute,
      @Nullable Dim formula,
      Set<Size> roots,
      long number) {
    this.variable = variable;
    this.legal = legal;
    this.attribute = attribute;
    this.formula = formula;
    this.roots = formula == null ? Set.of(this) : roots;
    this.number = number;
  }

  /** A size of its own. */
  static Size open(Dim.Var variable, Range legal, boolean attribute, long number) {
    return new Size(variable, legal, attribute, null, Set.of(), number);
  }

  /** The short name of a formula, which moves with the sizes in it. */
  static Size named(Dim.Var variable, Dim formula, Set<Size> roots, long number) {
    return new Size(variable, Range.ALL, false, formula, roots, number);
  }

  Dim.Var variable() {
    return variable;
  }

  Range legal() {
    return legal;
  }

  /** Whether it is an integer of an attribute, which sooner keeps its number than sizes do. */
  boolean isAttribute() {
    return attribute;
  }

  /** What it is the short name of; null for a size of its own. */
  @Nullable Dim formula() {
    return formula;
  }

  /** The sizes on which it hangs. */
  Set<Size> roots() {
    return roots;
  }

  /** The short names of formulas in which it occurs, each after those that it hangs on. */
  List<Size> names() {
    return names;
  }

  /** The rules that it may break. */
  List<Bond> bonds() {
    return bonds;
  }

  long number() {
    return number;
  }

  void number(long n) {
    number = n;
  }

  @Override
  public int hashCode() {
    return variable.hashCode();
  }

  /** A rule and the sizes on which it hangs. Known by identity. */
  static final class Bond {
    private final Dim.Rule rule;
    private final Set<Size> roots;

    Bond(Dim.Rule rule, Set<Size> roots) {
      this.rule = rule;
      this.roots = roots;
    }

    Dim.Rule rule() {
      return rule;
    }

    Set<Size> roots() {
      return roots;
    }
  }
}
