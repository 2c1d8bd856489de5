package dev.assay.generator.rules;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.graph.Attribute;
import dev.assay.core.operator.Draft;
import dev.assay.core.tensor.DType;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.Declaration.Field;
import dev.assay.generator.records.Declaration.Occurrence;
import dev.assay.generator.records.Declaration.Port;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** A node that is drawn or read as a scene: structure at once, sizes open while it is drawn. */
final class DraftScene implements Scene {
  private static final int MOST_LENGTH = 6;

  private final OperatorRules rules;
  private final Declaration operator;
  private final Draft op;
  private final Hints hints;
  private final Extents extents;
  private final Map<String, List<Stage>> stages;
  private final Map<String, Object> integers;
  private final Map<String, Double> reals;
  private final Map<String, DType> bound;
  private final Map<String, String> words;
  private final Dim place;

  DraftScene(OperatorRules rules, Draft op) {
    this.rules = rules;
    this.operator = rules.declaration();
    this.op = op;
    this.hints = Hints.of(rules);
    this.extents = Extents.of(rules.conditions());
    this.place = Dim.dim(0);
    this.stages = new HashMap<>();
    this.integers = new HashMap<>();
    this.reals = new HashMap<>();
    this.bound = new HashMap<>();
    this.words = new HashMap<>();
  }

  private DraftScene(DraftScene other, Dim place) {
    this.rules = other.rules;
    this.operator = other.operator;
    this.op = other.op;
    this.hints = other.hints;
    this.extents = other.extents;
    this.place = place;
    this.stages = other.stages;
    this.integers = other.integers;
    this.reals = other.reals;
    this.bound = other.bound;
    this.words = other.words;
  }

  /** The same where one of several values of a variadic output is asked about. */
  DraftScene at(int k) {
    return new DraftScene(this, Dim.dim(k));
  }

  /** Asks for all that the operator is given. */
  void ask() {
    for (Port p : operator.inputs()) {
      boolean isAbsent = settle(p.name(), false);
      if (!isAbsent && (p.occurrence() != Occurrence.OPTIONAL || op.has(p.name()))) {
        ask(p);
      }
    }
    for (Field f : operator.attributes()) {
      boolean isAbsent = settle(f.name(), f.required());
      if (!isAbsent && (f.otherwise().isPresent() || f.required() || op.has(f.name()))) {
        ask(f);
      }
    }
  }

  /** Settles whether something is there where rules say it; whether it is not. */
  private boolean settle(String name, boolean required) {
    if (hints.isAbsent(name)) {
      op.requireAbsent(name + " is absent", name);
    } else if (required || hints.isGiven(name)) {
      op.any(name + " is given", name);
    }
    return hints.isAbsent(name);
  }

  // ---- inputs

  private void ask(Port p) {
    Set<DType> types = types(p.variable());
    op.require(!types.isEmpty(), "types of " + p.variable());
    if (hints.isHeld(p.name()) && hints.ranks(p.name()).high() == 0) {
      integers.put(p.name(), Dims.of(single(p.name(), 0)));
      stages.put(p.name(), List.of(Stage.given(p.name(), DType.INT64, Dims.of())));
      return;
    }
    if (hints.isHeld(p.name())) {
      int length = length(p.name());
      integers.put(p.name(), integers(p.name(), length));
      stages.put(p.name(), List.of(Stage.given(p.name(), DType.INT64, Dims.ofNumbers(length))));
      return;
    }
    Range ranks = extent(p.name(), hints.ranks(p.name()));
    int most = (int) Math.min(Draft.ANY_RANK, ranks.high());
    List<Stage> all = new ArrayList<>();
    int count = p.isVariadic() ? op.count(p.name()) : 1;
    for (int k = 0; k < count; k++) {
      Set<DType> own = k == 0 ? types : Set.of(all.get(0).type());
      all.add(
          p.isVariadic()
              ? op.member(p.name(), k, own, (int) ranks.low(), most)
              : op.input(p.name(), own, (int) ranks.low(), most));
    }
    stages.put(p.name(), all);
    bound.put(p.variable(), all.get(0).type());
  }

  private int length(String name) {
    Range lengths = extent(name, hints.lengths(name, MOST_LENGTH));
    return op.length(name, (int) lengths.low(), (int) lengths.high());
  }

  /** How many axes or elements there may be beside what is drawn already. */
  private Range extent(String name, Range otherwise) {
    for (Extents.Extent e : extents.of(name)) {
      Optional<Integer> known = drawn(e.of()).map(n -> n + e.more());
      if (known.isPresent()) {
        op.require(otherwise.holds(known.get()), "as many axes as conditions leave");
        return Range.at(known.get());
      }
    }
    return otherwise;
  }

  private Optional<Integer> drawn(String name) {
    return integers.get(name) instanceof Dims d
        ? Optional.of(d.rank())
        : stages.getOrDefault(name, List.of()).stream().map(Stage::rank).findFirst();
  }

  /** The types that a variable may stand for beside those that are bound. */
  private Set<DType> types(String variable) {
    DType known = bound.get(variable);
    if (known != null) {
      return Set.of(known);
    }
    Set<DType> types = EnumSet.noneOf(DType.class);
    types.addAll(rules.types().getOrDefault(variable, Set.of()));
    for (OperatorRules.Pair p : rules.pairs()) {
      DType first = bound.get(p.first());
      if (p.second().equals(variable) && first != null) {
        types.retainAll(p.together().getOrDefault(first, Set.of()));
      }
      DType second = bound.get(p.second());
      if (p.first().equals(variable) && second != null) {
        types.removeIf(t -> !p.together().getOrDefault(t, Set.of()).contains(second));
      }
    }
    return types;
  }

  // ---- attributes

  private void ask(Field f) {
    switch (f.kind()) {
      case STRING -> words.put(f.name(), word(f));
      case INT -> integers.put(f.name(), integer(f));
      case INTS -> {
        Attribute usual = f.otherwise().orElse(Attribute.ofInts(List.of()));
        boolean has = op.has(f.name());
        integers.put(
            f.name(),
            has ? integers(f.name(), length(f.name())) : Dims.ofNumbers(usual.integers()));
      }
      case FLOAT -> {
        double usual = f.otherwise().map(Attribute::real).orElse(1.0);
        reals.put(f.name(), op.real(f.name(), usual));
      }
      case FLOATS -> {
        int length = length(f.name());
        op.reals(f.name(), length, -4, 4);
        integers.put(f.name(), Dims.zeros(length));
      }
      case STRINGS, TENSOR, GRAPH, TYPE_PROTO ->
          op.require(!f.required(), f.name() + " is of a kind that is drawn");
    }
  }

  private String word(Field f) {
    String usual = f.otherwise().map(Attribute::text).orElse("");
    List<String> all = new ArrayList<>(rules.words().getOrDefault(f.name(), Set.of(usual)));
    if (all.isEmpty()) {
      op.require(!op.has(f.name()), "no word goes for " + f.name());
      return usual;
    }
    if (all.remove(usual)) {
      all.add(0, usual);
    }
    return all.isEmpty() ? usual : op.word(f.name(), all.toArray(String[]::new));
  }

  private Dim integer(Field f) {
    long usual = f.otherwise().map(Attribute::integer).orElse(0L);
    return op.has(f.name()) ? single(f.name(), usual) : Dim.dim(usual);
  }

  /** One integer, which is no list. */
  private Dim single(String name, long usual) {
    Range range = range(name);
    return hints.isStructural(name)
        ? Dim.dim(op.integer(name, (int) usual, range))
        : op.number(name, Dim.dim(usual), range);
  }

  private Dims integers(String name, int length) {
    Range range = range(name);
    return hints.isStructural(name)
        ? Dims.ofNumbers(op.drawn(name, length, range))
        : op.numbers(name, length, range);
  }

  /**
   * What integers of a name may be: places in a list that is known, or as conditions bound them.
   */
  private Range range(String name) {
    Range bounds = hints.range(name);
    for (Term list : hints.placesIn(name)) {
      if (list.isGiven(this) && list.in(this) instanceof Dims d) {
        return Range.of(
            Math.max(bounds.low(), -d.rank()), Math.min(bounds.high(), Math.max(0, d.rank() - 1L)));
      }
    }
    return bounds;
  }

  // ---- as a scene

  @Override
  public boolean has(String name) {
    return stages.containsKey(name)
        || integers.containsKey(name)
        || reals.containsKey(name)
        || words.containsKey(name);
  }

  @Override
  public @Nullable String word(String attribute) {
    return words.get(attribute);
  }

  @Override
  public @Nullable Object value(Term.Name name) {
    List<Stage> all = stages.getOrDefault(name.of(), List.of());
    return switch (name.source()) {
      case SHAPE -> all.isEmpty() ? null : all.get(0).shape();
      case ELEMENTS, ATTRIBUTE -> integers.get(name.of());
      case SIGN, WHOLE -> {
        Double real = reals.get(name.of());
        yield real == null ? null : name.source().of(real);
      }
      case COMMON -> op.broadcast(all.stream().map(Stage::shape).toArray(Dims[]::new));
      case TOTAL -> folded(all, Dim::plus);
      case MOST -> folded(all, Dim::max);
      case LEAST -> folded(all, Dim::min);
      case COUNT -> Dim.dim(all.isEmpty() ? op.count(name.of()) : all.size());
      case PLACE -> place;
    };
  }

  private static @Nullable Dims folded(List<Stage> all, BinaryOperator<Dim> by) {
    boolean alike = all.stream().mapToInt(Stage::rank).distinct().count() == 1;
    return alike
        ? all.stream().map(Stage::shape).reduce((a, b) -> a.zip(b, by)).orElse(null)
        : null;
  }

  @Override
  public Arithmetic arithmetic() {
    return new Arithmetic() {
      @Override
      public boolean holds(Dim.Rule rule) {
        return rule.decided().orElseGet(() -> op.which(cases(rule)) == 0);
      }

      @Override
      public Optional<Dims> broadcast(Dims a, Dims b) {
        return Optional.of(op.broadcast(a, b));
      }
    };
  }

  private static Dim.Rule[] cases(Dim.Rule rule) {
    Dim.Rule below = rule.right().atLeast(rule.left().plus(1));
    return rule.relation() == Dim.Rule.Relation.EQUAL
        ? new Dim.Rule[] {rule, rule.broken(), below}
        : new Dim.Rule[] {rule, rule.broken()};
  }

  /** The type that a rule comes to. */
  Optional<DType> type(TypeRule rule) {
    if (rule instanceof TypeRule.Fixed f) {
      return Optional.of(f.type());
    }
    if (rule instanceof TypeRule.Same s) {
      return type(s.input());
    }
    if (rule instanceof TypeRule.Table t) {
      return type(t.input()).flatMap(type -> Optional.ofNullable(t.types().get(type)));
    }
    return integers.get(((TypeRule.Named) rule).attribute()) instanceof Dim.Const c
        ? OperatorRules.typeOf(c.value())
        : Optional.empty();
  }

  @Override
  public Optional<DType> type(String name) {
    return stages.getOrDefault(name, List.of()).stream().map(Stage::type).findFirst();
  }
}
