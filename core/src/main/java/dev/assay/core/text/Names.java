package dev.assay.core.text;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Stage;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The names of one text: a size has capitals, and the index that runs over it the same in small.
 * Computed sizes and stages are named after what they are made of.
 */
final class Names {
  private static final List<String> FREE = List.of("k", "j", "i", "m", "p", "q", "r", "s", "t");

  private final Equalities equalities;
  private final Map<Dim, String> computed = new LinkedHashMap<>();
  private final Map<Stage, String> stages = new IdentityHashMap<>();
  private final Map<String, Integer> taken = new HashMap<>();

  Names(Equalities equalities) {
    this.equalities = equalities;
  }

  /** The sizes that are formulas of others, with their names, in the order in which they came. */
  Map<Dim, String> computed() {
    return computed;
  }

  Optional<String> computed(Dim size) {
    return Optional.ofNullable(computed.get(size));
  }

  private String unused(String name) {
    int times = taken.merge(name, 1, Integer::sum);
    return times == 1 ? name : name + times;
  }

  /** A name for an index, beside those that are in use around it. */
  String index(Dim.Var index, Collection<String> around) {
    Dim extent = equalities.simple(extent(index));
    if (extent.equals(Dim.dim(1))) {
      return "0";
    }
    String plain = extent.isNumber() ? free(around) : index(size(extent));
    String name = plain;
    for (int k = 2; around.contains(name); k++) {
      name = plain + k;
    }
    return name;
  }

  private static Dim extent(Dim.Var index) {
    Dim extent = index.extent();
    return extent == null ? index : extent;
  }

  private static String free(Collection<String> around) {
    return FREE.stream().filter(n -> !around.contains(n)).findFirst().orElse("k");
  }

  private static String index(String size) {
    String small = size.toLowerCase(Locale.ROOT);
    int bracket = size.indexOf('[');
    return bracket >= 0
        ? size.charAt(0) + size.substring(bracket + 1, size.length() - 1)
        : small.equals(size) ? size.substring(0, 1) : small;
  }

  /** The name of a size; a computed one gets its own. */
  String size(Dim size) {
    if (size instanceof Dim.Var v) {
      return v.name();
    }
    return computed.computeIfAbsent(size, s -> unused("O" + first(s).orElse("")));
  }

  /** Gives a part of sizes that comes up again and again a name of its own. */
  void part(Dim size) {
    computed.computeIfAbsent(size, s -> unused("L" + first(s).orElse("")));
  }

  private static Optional<String> first(Dim d) {
    if (d instanceof Dim.Var v) {
      return v.name().length() <= 2 ? Optional.of(v.name()) : Optional.empty();
    }
    return d instanceof Dim.Apply a ? first(a.left()).or(() -> first(a.right())) : Optional.empty();
  }

  void stage(Stage stage, String name) {
    stages.put(stage, name);
  }

  String stage(Stage stage, @Nullable Prim head) {
    return stages.computeIfAbsent(
        stage, s -> s.kind() == Stage.Kind.GIVEN ? s.name() : unused(noun(s.kind(), head)));
  }

  private static String noun(Stage.Kind kind, @Nullable Prim head) {
    if (kind == Stage.Kind.HELD) {
      return "table";
    }
    if (kind == Stage.Kind.STEP) {
      return "state";
    }
    if (kind == Stage.Kind.SCAN) {
      return "running";
    }
    if (head == null) {
      return "copy";
    }
    return switch (head) {
      case ADD -> "total";
      case SUB -> "difference";
      case MUL -> "product";
      case DIV -> "quotient";
      case MAX -> "greatest";
      case MIN -> "least";
      case EXP -> "exponential";
      case LOG -> "logarithm";
      case SQRT -> "root";
      case ROUND, FLOOR, CEIL, TRUNC -> "whole";
      case SELECT -> "choice";
      case CAST, CAST_WRAPPING, CONVERT -> "converted";
      case EQUAL, LESS, LESS_EQUAL, AND, OR, NOT, XOR -> "truth";
      default -> "part";
    };
  }
}
