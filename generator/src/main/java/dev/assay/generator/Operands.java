package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of a node that is drawn: each an existing value that fits, a fresh one, or numbers.
 */
final class Operands {
  private static final long SMALL = 8;

  /** How many inputs few nodes exceed. */
  private static final int USUAL = 4;

  private final Site site;
  private final Choices choices;
  private final Sizes sizes;
  private final TreeMap<Integer, Answer> answers = new TreeMap<>();
  private final Map<Stage, Integer> stages = new IdentityHashMap<>(USUAL);
  private final List<DraftValue> fresh = new ArrayList<>();

  Operands(Site site, Choices choices, Sizes sizes) {
    this.site = site;
    this.choices = choices;
    this.sizes = sizes;
  }

  /** The answers by place; an absent one before the last is null. */
  List<@Nullable Answer> list() {
    List<@Nullable Answer> list = new ArrayList<>();
    for (Map.Entry<Integer, Answer> e : answers.entrySet()) {
      while (list.size() < e.getKey()) {
        list.add(null);
      }
      list.add(e.getValue());
    }
    return list;
  }

  /** The stages that stand for values, with the place of each. */
  Map<Stage, Integer> given() {
    return stages;
  }

  /** Whether a value that is not fresh holds integers. */
  boolean readsIntegers() {
    for (Answer a : answers.values()) {
      if (a instanceof Answer.Data d
          && d.value().type().isInteger()
          && !fresh.contains(d.value())) {
        return true;
      }
    }
    return false;
  }

  void put(int place, Answer answer) {
    answers.put(place, answer);
  }

  /** A value for a place, as the definition sees it. */
  Stage draw(String port, int place, Set<DType> allowed, int leastRank, int mostRank) {
    if (leastRank > mostRank) {
      throw new Unfit("no rank is left");
    }
    List<DraftValue> fitting = new ArrayList<>();
    for (DraftValue v : site.values()) {
      if (leastRank <= v.rank() && v.rank() <= mostRank && allowed.contains(v.type())) {
        fitting.add(v);
      }
    }
    DraftValue due = site.part().at(place);
    if (due != null
        && !(allowed.contains(due.type()) && leastRank <= due.rank() && due.rank() <= mostRank)) {
      throw new Unfit("what is to be read does not fit");
    }
    DraftValue fed = site.part().fed();
    DraftValue v =
        due != null
            ? due
            : fed != null && fitting.contains(fed) && !reads(fed)
                ? fed
                : !fitting.isEmpty() && choices.chance(site.existing())
                    ? pick(fitting)
                    : fresh(port, allowed, leastRank, mostRank);
    Stage s = Stage.given(port, v.type(), v.shape());
    answers.put(place, new Answer.Data(v));
    stages.put(s, place);
    return s;
  }

  /** Whether the node reads a value already. */
  private boolean reads(DraftValue v) {
    for (Answer a : answers.values()) {
      if (a instanceof Answer.Data d && d.value() == v) {
        return true;
      }
    }
    return false;
  }

  // What nothing uses yet is taken sooner, so that models hang together.
  private DraftValue pick(List<DraftValue> fitting) {
    double[] weights = new double[fitting.size()];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = fitting.get(k).uses() == 0 ? 4 : 1;
    }
    return fitting.get(choices.weighted(weights));
  }

  private DraftValue fresh(String port, Set<DType> allowed, int leastRank, int mostRank) {
    DraftValue wanted = choices.chance(0.8) ? site.wanted() : null;
    DType type =
        wanted != null && allowed.contains(wanted.type())
            ? wanted.type()
            : site.taste().type(choices, allowed);
    int rank =
        wanted != null && leastRank <= wanted.rank() && wanted.rank() <= mostRank
            ? wanted.rank()
            : site.taste().rank(choices, leastRank, mostRank);
    Taste taste = site.taste();
    long edge = taste.size(choices, rank, site.elements());
    boolean square = choices.chance(taste.square());
    return fresh(
        type,
        Dims.each(
            rank,
            a ->
                sizes.open(
                    port,
                    a,
                    taste.sizes(site.elements()),
                    a == 0 || square ? edge : taste.size(choices, rank, site.elements()))));
  }

  private DraftValue fresh(DType type, Dims shape) {
    DraftValue v = new DraftValue(type, shape);
    fresh.add(v);
    sizes.limit(List.of(shape), site.elements());
    return v;
  }

  private DraftValue value(int place) {
    return ((Answer.Data) Objects.requireNonNull(answers.get(place))).value();
  }

  /** The value of a place, replaced by a fresh one of its type and shape if it is not fresh. */
  private DraftValue freshen(int place) {
    DraftValue v = value(place);
    if (fresh.contains(v)) {
      return v;
    }
    DraftValue other = fresh(v.type(), v.shape());
    answers.put(place, new Answer.Data(other));
    return other;
  }

  /** Makes most integers that a formula reads free data; what others compute seldom fits. */
  void freeIntegers(Stage formula) {
    for (Stage s : Traversal.of(List.of(formula)).given()) {
      Integer place = stages.get(s);
      if (place != null && s.type().isInteger() && choices.chance(0.9)) {
        freshen(place);
      }
    }
  }

  /** Makes single numbers free data that are small. */
  void freeScalars() {
    for (int place : List.copyOf(answers.keySet())) {
      if (answers.get(place) instanceof Answer.Data d
          && isSingle(d.value().shape())
          && d.value().type() != DType.BOOL) {
        freshen(place).lieIn(Dim.dim(-SMALL), Dim.dim(SMALL + 1));
      }
    }
  }

  private boolean isSingle(Dims shape) {
    return shape.rank() == 0 || shape.rank() == 1 && sizes.holds(shape.get(0).is(1));
  }

  /**
   * Keeps data between bounds. A value that others made, and of which no such range is known, gives
   * way to a fresh one. Conditions on parts of the data are kept by all of it.
   *
   * @return the rules that this hangs on
   */
  List<Dim.Rule> within(Stage data, Dim low, Dim high) {
    List<Stage> read = Traversal.of(List.of(data)).given();
    Optional<Integer> place =
        read.size() == 1 ? Optional.ofNullable(stages.get(read.get(0))) : Optional.empty();
    if (place.isEmpty()) {
      return List.of();
    }
    DraftValue.Span span = value(place.get()).span();
    if (span != null) {
      List<Dim.Rule> inside = List.of(span.low().atLeast(low), high.atLeast(span.high()));
      if (inside.stream().allMatch(sizes::holds)) {
        return inside;
      }
    }
    DraftValue v = freshen(place.get());
    DraftValue.Span own = v.span();
    v.lieIn(own == null ? low : low.max(own.low()), own == null ? high : high.min(own.high()));
    return List.of(high.atLeast(low.plus(1)));
  }
}
