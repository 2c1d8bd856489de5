package dev.assay.generator.rules;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A statement about a call. One that names an input or attribute that is absent holds of itself,
 * and else one with a term that is undefined does not.
 */
public record Claim(Relation relation, Term left, Term right) {

  /** The relations of claims. */
  public enum Relation {
    EQUAL("="),
    /** Of lists, at each axis; a number on the right stands for a list of it. */
    AT_LEAST(">="),
    /** The left term is defined; the right one is the same. */
    EXISTS("exists"),
    /** What the left term names is given; the right one is the same. */
    GIVEN("given"),
    /** What the left term names is not given; the right one is the same. */
    ABSENT("absent");

    private final String label;

    String label() {
      return label;
    }

    /** Whether it speaks of one term alone. */
    boolean isUnary() {
      return this == EXISTS || this == GIVEN || this == ABSENT;
    }

    Relation(String label) {
      this.label = label;
    }
  }

  public static Claim equal(Term left, Term right) {
    return new Claim(Relation.EQUAL, left, right);
  }

  public static Claim atLeast(Term left, Term right) {
    return new Claim(Relation.AT_LEAST, left, right);
  }

  public static Claim exists(Term term) {
    return new Claim(Relation.EXISTS, term, term);
  }

  public int size() {
    return relation.isUnary() ? left.size() : left.size() + right.size();
  }

  /** Whether all that it names is given. */
  public boolean speaksOf(Scene scene) {
    return left.isGiven(scene) && (relation.isUnary() || right.isGiven(scene));
  }

  /** The rules of sizes that it comes to; empty where it is false whatever the sizes. */
  Optional<List<Dim.Rule>> in(Scene scene) {
    if (relation == Relation.GIVEN || relation == Relation.ABSENT) {
      boolean holds = left.isGiven(scene) == (relation == Relation.GIVEN);
      return holds ? Optional.of(List.of()) : Optional.empty();
    }
    if (!speaksOf(scene)) {
      return Optional.of(List.of());
    }
    Object l = left.in(scene);
    Object r = relation == Relation.EXISTS ? l : right.in(scene);
    return l == null || r == null ? Optional.empty() : rules(relation, l, r);
  }

  /** The rules that a relation of two values comes to. */
  static Optional<List<Dim.Rule>> rules(Relation relation, Object l, Object r) {
    List<Dim.Rule> rules = new ArrayList<>();
    return switch (relation) {
      case EXISTS, GIVEN, ABSENT -> Optional.of(rules);
      case EQUAL -> {
        if (l instanceof Dim a && r instanceof Dim b) {
          rules.add(a.is(b));
        } else if (l instanceof Dims a && r instanceof Dims b && a.rank() == b.rank()) {
          for (int k = 0; k < a.rank(); k++) {
            rules.add(a.get(k).is(b.get(k)));
          }
        } else {
          yield Optional.empty();
        }
        yield Optional.of(rules);
      }
      case AT_LEAST -> {
        int rank = l instanceof Dims a ? a.rank() : r instanceof Dims b ? b.rank() : 1;
        if (l instanceof Dims a && r instanceof Dims b && a.rank() != b.rank()) {
          yield Optional.empty();
        }
        for (int k = 0; k < rank; k++) {
          rules.add(part(l, k).atLeast(part(r, k)));
        }
        yield Optional.of(rules);
      }
    };
  }

  private static Dim part(Object value, int k) {
    return value instanceof Dims list ? list.get(k) : (Dim) value;
  }

  /** Whether it holds of a call. */
  public boolean holds(CallScene scene) {
    return in(scene).filter(list -> holdAll(list)).isPresent();
  }

  /** Whether two values that are numbers, or lists of them, stand in a relation. */
  public static boolean holds(Relation relation, @Nullable Object l, @Nullable Object r) {
    if (l == null || r == null) {
      return false;
    }
    boolean exists = relation == Relation.EXISTS;
    boolean compares = l instanceof Dims == r instanceof Dims;
    if (exists || relation == Relation.EQUAL) {
      return exists || compares && l.equals(r);
    }
    int rank = l instanceof Dims a ? a.rank() : r instanceof Dims b ? b.rank() : 1;
    if (l instanceof Dims && r instanceof Dims b && rank != b.rank()) {
      return false;
    }
    for (int k = 0; k < rank; k++) {
      if (number(part(l, k)) < number(part(r, k))) {
        return false;
      }
    }
    return true;
  }

  private static long number(Dim d) {
    return ((Dim.Const) d).value();
  }

  private static boolean holdAll(List<Dim.Rule> rules) {
    for (Dim.Rule rule : rules) {
      if (!rule.decided().orElse(false)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return relation.isUnary()
        ? left + " " + relation.label
        : left + " " + relation.label + " " + right;
  }
}
