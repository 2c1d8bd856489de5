package dev.assay.generator.rules;

import dev.assay.core.expr.Dim;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A formula over the sizes and integers of a call: an integer or a list of them. */
public sealed interface Term {

  /** A number. */
  record Number(Dim value) implements Term {
    @Override
    public String toString() {
      return value.toString();
    }
  }

  /** What a call has under a name. */
  record Name(Source source, String of) implements Term {
    @Override
    public String toString() {
      return source.label().isEmpty() ? of : source.label() + "(" + of + ")";
    }
  }

  /** A function of terms. */
  record Apply(Function function, List<Term> arguments) implements Term {
    @Override
    public String toString() {
      List<String> parts = arguments.stream().map(Term::toString).toList();
      return switch (function) {
        case ADD, SUB, MUL, DIV, MOD ->
            "(" + parts.get(0) + " " + function.label() + " " + parts.get(1) + ")";
        case AT -> parts.get(0) + "[" + parts.get(1) + "]";
        case FROM -> parts.get(0) + "[" + parts.get(1) + ":]";
        case FIRST -> parts.get(0) + "[:" + parts.get(1) + "]";
        case UNIT -> "[" + parts.get(0) + "]";
        case JOIN -> parts.get(0) + " ++ " + parts.get(1);
        case MIN,
            MAX,
            LENGTH,
            PRODUCT,
            SUM,
            WITH,
            WITHOUT,
            ONES,
            INSERTED,
            PERMUTED,
            REVERSED,
            BROADCAST,
            FILLED,
            COPIED,
            SINGLES,
            REPEATED ->
            parts.stream().collect(Collectors.joining(", ", function.label() + "(", ")"));
      };
    }
  }

  /** A term, or another where something that the first names is not given. */
  record Else(Term first, Term otherwise) implements Term {
    @Override
    public String toString() {
      return "(" + first + " else " + otherwise + ")";
    }
  }

  static Term number(long value) {
    return new Number(Dim.dim(value));
  }

  static Term name(Source source, String of) {
    return new Name(source, of);
  }

  static Term apply(Function function, Term... arguments) {
    return new Apply(function, List.of(arguments));
  }

  /** What it comes to in a scene, a {@link Dim} or a list of them; null where it is undefined. */
  default @Nullable Object in(Scene scene) {
    if (this instanceof Number n) {
      return n.value();
    }
    if (this instanceof Name n) {
      return scene.value(n);
    }
    if (this instanceof Else e) {
      return (e.first().isGiven(scene) ? e.first() : e.otherwise()).in(scene);
    }
    Apply a = (Apply) this;
    List<Object> values = new ArrayList<>(a.arguments().size());
    for (Term t : a.arguments()) {
      Object v = t.in(scene);
      if (v == null) {
        return null;
      }
      values.add(v);
    }
    return a.function().apply(values, scene.arithmetic());
  }

  /** How many functions and names it has; numbers cost nothing. */
  default int size() {
    return this instanceof Apply a
        ? 1 + a.arguments().stream().mapToInt(Term::size).sum()
        : this instanceof Else e
            ? 1 + e.first().size() + e.otherwise().size()
            : this instanceof Name ? 1 : 0;
  }

  /** Whether all inputs and attributes that it names are given, and elements are known. */
  default boolean isGiven(Scene scene) {
    if (this instanceof Name n) {
      return switch (n.source()) {
        case PLACE, COUNT -> true;
        case ELEMENTS -> scene.value(n) != null;
        case SHAPE, ATTRIBUTE, SIGN, WHOLE, COMMON, TOTAL, MOST, LEAST -> scene.has(n.of());
      };
    }
    if (this instanceof Else e) {
      return e.otherwise().isGiven(scene);
    }
    if (this instanceof Apply a) {
      for (Term t : a.arguments()) {
        if (!t.isGiven(scene)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Adds the names that occur in it. */
  default void collect(Set<Name> names) {
    if (this instanceof Name n) {
      names.add(n);
    } else if (this instanceof Apply a) {
      a.arguments().forEach(t -> t.collect(names));
    } else if (this instanceof Else e) {
      e.first().collect(names);
      e.otherwise().collect(names);
    }
  }
}
