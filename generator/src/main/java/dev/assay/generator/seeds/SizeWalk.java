package dev.assay.generator.seeds;

import dev.assay.core.Choices;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Range;
import dev.assay.generator.Gap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sizes that keep rules, and a walk from such to others: one size after the other gets a new
 * number, and those that the rules tie to it follow. A step that ends in a broken rule is taken
 * back, so that every rule holds at any time.
 */
final class SizeWalk {
  private static final int FOLLOWERS = 24;

  private final Map<Dim.Var, Long> numbers = new LinkedHashMap<>();
  private final Map<Dim.Var, Range> legal = new LinkedHashMap<>();
  private final Map<Dim.Var, List<Dim.Rule>> rulesOf = new LinkedHashMap<>();
  private final Set<Dim.Var> attributes = new HashSet<>();
  private final List<Dims> tensors = new ArrayList<>();
  private final long most;

  /**
   * @param most how many elements a tensor should have at most
   */
  SizeWalk(long most) {
    this.most = most;
  }

  /** A size with the number that it has. */
  Dim.Var open(String name, Range range, long number) {
    Dim.Var v = Dim.size(name, range.low());
    numbers.put(v, number);
    legal.put(v, range);
    rulesOf.put(v, new ArrayList<>());
    return v;
  }

  /** The same for an integer of an attribute, which changes only as rules ask for it. */
  Dim.Var attribute(String name, Range range, long number) {
    Dim.Var v = open(name, range, number);
    attributes.add(v);
    return v;
  }

  /** A rule that holds now, and from now on. */
  void require(Dim.Rule rule) {
    roots(rule).forEach(v -> rulesOf(v).add(rule));
  }

  /** A shape that should have few elements. */
  void limit(Dims shape) {
    tensors.add(shape);
  }

  long at(Dim d) {
    return d.at(this::number);
  }

  private long number(Dim d) {
    Long n = d instanceof Dim.Var v ? numbers.get(v) : null;
    if (n == null) {
      throw new IllegalArgumentException("a size that only the run tells");
    }
    return n;
  }

  Dims at(Dims d) {
    return d.map(k -> Dim.dim(at(k)));
  }

  boolean holds(Dim.Rule rule) {
    return rule.holds(this::number);
  }

  /** Takes some steps; more while tensors are too large. */
  void walk(int steps, Choices choices) {
    List<Dim.Var> sizes = numbers.keySet().stream().filter(v -> !attributes.contains(v)).toList();
    for (int k = 0; k < 4 * steps && !sizes.isEmpty() && (k < steps || excess() > 0); k++) {
      long before = excess();
      Dim.Var v = before > 0 ? largest(sizes, choices) : choices.of(sizes);
      Map<Dim.Var, Long> saved = new LinkedHashMap<>(numbers);
      numbers.put(v, before > 0 ? smaller(v, choices) : drawn(choices));
      if (!legal(v).holds(at(v)) || !follow(v, choices) || excess() > before) {
        numbers.putAll(saved);
      }
    }
  }

  /** Moves sizes so that some more rules hold, which then stay; changes nothing where it fails. */
  boolean reach(List<Dim.Rule> rules, Choices choices) {
    Map<Dim.Var, Long> saved = new LinkedHashMap<>(numbers);
    Set<Dim.Var> moved = new LinkedHashSet<>();
    rules.forEach(this::require);
    if (mend(new ArrayList<>(rules), moved, choices) && excess() == 0) {
      return true;
    }
    numbers.putAll(saved);
    rules.forEach(r -> roots(r).forEach(v -> rulesOf(v).remove(rulesOf(v).lastIndexOf(r))));
    return false;
  }

  /** Whether a tensor is too large. */
  boolean isTooLarge() {
    return excess() > 0;
  }

  private long excess() {
    long sum = 0;
    for (Dims shape : tensors) {
      long size = 1;
      for (Dim d : shape.list()) {
        size = Dim.Op.MUL.apply(size, Math.max(1, at(d)));
      }
      sum = Range.clip(sum + Math.max(0, size - most));
    }
    return sum;
  }

  private Dim.Var largest(List<Dim.Var> sizes, Choices choices) {
    Dim.Var one = choices.of(sizes);
    for (int k = 0; k < 3; k++) {
      Dim.Var other = choices.of(sizes);
      one = at(other) > at(one) ? other : one;
    }
    return one;
  }

  private long smaller(Dim.Var v, Choices choices) {
    return choices.between(1L, Math.max(1, Math.min(at(v) / 2, 16)));
  }

  private static long drawn(Choices choices) {
    return switch (choices.weighted(1, 5, 3, 1)) {
      case 0 -> 1;
      case 1 -> choices.between(2, 9);
      case 2 -> 1L << choices.between(1, 5);
      default -> choices.between(10, 40);
    };
  }

  private boolean follow(Dim.Var v, Choices choices) {
    return mend(new ArrayList<>(rulesOf(v)), new LinkedHashSet<>(Set.of(v)), choices);
  }

  /** Moves sizes that have not moved yet until the rules and all that speak of those sizes hold. */
  private boolean mend(List<Dim.Rule> open, Set<Dim.Var> moved, Choices choices) {
    for (int k = 0; !open.isEmpty(); ) {
      Dim.Rule rule = open.remove(open.size() - 1);
      if (holds(rule)) {
        continue;
      }
      List<Dim.Var> movable = roots(rule).stream().filter(v -> !moved.contains(v)).toList();
      if (movable.isEmpty() || ++k > FOLLOWERS) {
        return false;
      }
      List<Dim.Var> sizes = movable.stream().filter(v -> !attributes.contains(v)).toList();
      Dim.Var v = choices.of(sizes.isEmpty() ? movable : sizes);
      numbers.put(v, wanted(rule, v));
      moved.add(v);
      if (!legal(v).holds(at(v)) || !holds(rule)) {
        return false;
      }
      open.addAll(rulesOf(v));
    }
    return true;
  }

  /** The number with which a size mends a rule, as far as the rule is linear in it. */
  private long wanted(Dim.Rule rule, Dim.Var v) {
    long before = at(v);
    Gap gap =
        Gap.of(
            before,
            number -> {
              numbers.put(v, number);
              return at(rule.right()) - at(rule.left());
            });
    numbers.put(v, before);
    return gap.closes() ? gap.mended(before) : before;
  }

  private List<Dim.Rule> rulesOf(Dim.Var v) {
    return rulesOf.computeIfAbsent(v, k -> new ArrayList<>());
  }

  private Range legal(Dim.Var v) {
    return legal.getOrDefault(v, Range.ALL);
  }

  private Set<Dim.Var> roots(Dim.Rule rule) {
    Set<Dim.Var> all = new LinkedHashSet<>();
    collect(rule.left(), all);
    collect(rule.right(), all);
    return all;
  }

  private static void collect(Dim d, Set<Dim.Var> all) {
    if (d instanceof Dim.Var v) {
      all.add(v);
    } else if (d instanceof Dim.Apply a) {
      collect(a.left(), all);
      collect(a.right(), all);
    }
  }
}
