package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.expr.Behaviour;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expectation;
import dev.assay.core.expr.Guards;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.operator.Draft;
import dev.assay.core.operator.Operator;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A node that is drawn: structure at once, sizes open with a first number each.
 *
 * <p>An input is an existing value whose type and rank fit, or a fresh one. Whatever a definition
 * asks for twice is answered alike. A node that cannot be drawn is left by {@link Unfit}.
 */
final class DrawDraft extends Draft {
  /** How often a condition on sizes or indices is broken, where that is a target. */
  private static final double BROKEN = 0.7;

  /** How far beyond their range data are drawn then. */
  private static final int BEYOND = 2;

  /** How often a usual number that is none of the policy gives way to one that is. */
  private static final double REPLACED = 0.9;

  private final Site site;
  private final Choices choices;
  private final Operator operator;
  private final Signature signature;
  private final Presence presence;
  private final Operands operands;
  private final DrawnAttributes attributes;
  private final DrawnRules rules;
  private final TreeMap<Integer, Stage> outputs = new TreeMap<>();
  private final List<Expectation> targeted = new ArrayList<>();
  private boolean breaks;

  DrawDraft(Site site, Operator operator, Signature signature, Choices choices, Sizes sizes) {
    this.site = site;
    this.choices = choices;
    this.operator = operator;
    this.signature = signature;
    this.presence = new Presence(operator, signature, choices, site.terms().given());
    presence.give(site.terms().has());
    presence.giveAll(site.part());
    this.operands = new Operands(site, choices, sizes);
    this.attributes =
        new DrawnAttributes(site, operator, signature, choices, sizes, operands, presence);
    this.rules = new DrawnRules(choices, sizes);
  }

  // ---- what was drawn

  /** The answers by input place; an absent one before the last is null. */
  List<@Nullable Answer> inputs() {
    return operands.list();
  }

  Map<String, Answer> attributes() {
    return attributes.map();
  }

  /** The meaning of each output that is asked for, by place. */
  TreeMap<Integer, Stage> outputs() {
    return outputs;
  }

  /** What the node means. */
  DraftNode.Formulas formulas(Sizes sizes) {
    return new DraftNode.Formulas(outputs.values(), operands.given(), sizes);
  }

  /** Whether data, or sizes as they were drawn, may make the node meet a target. */
  boolean mayMeetTarget() {
    return breaks || !Guards.with(targeted, outputs.values(), site.targets()::contains).isEmpty();
  }

  /** Whether only the run tells a size of the shape. */
  boolean isUnknown(Dims shape) {
    return rules.isUnknown(shape);
  }

  // ---- inputs

  @Override
  public int opset() {
    return site.opset();
  }

  @Override
  public Stage input(String port, Set<DType> types, int leastRank, int mostRank) {
    return member(port, 0, types, leastRank, mostRank);
  }

  @Override
  public int count(String port) {
    return presence.count(port, 1);
  }

  @Override
  public int groups(String port, int each, String why) {
    return presence.count(port, each) / each;
  }

  @Override
  public Stage member(String port, int k, Set<DType> types, int leastRank, int mostRank) {
    int place = operator.input(port) + k;
    Set<DType> allowed = site.allowed(types, signature.inputTypes(place), port);
    return operands.draw(port, place, allowed, leastRank, mostRank);
  }

  // ---- what may be left out

  @Override
  public boolean has(String name) {
    return presence.has(name);
  }

  @Override
  public boolean together(String why, List<String> inputs, List<String> outputs) {
    presence.join(inputs, outputs);
    return super.together(why, inputs, outputs);
  }

  @Override
  public boolean either(String why, String first, String second) {
    presence.part(first, second);
    return super.either(why, first, second);
  }

  @Override
  public void any(String why, String... names) {
    presence.any(names);
  }

  @Override
  public void usual(String name) {
    presence.usual(name);
  }

  @Override
  public int length(String name, int least, int most) {
    return presence.length(name, least, most);
  }

  // ---- attributes

  @Override
  public Dim number(String name, Dim otherwise, Range legal) {
    attributes.single(name);
    return super.number(name, otherwise, legal);
  }

  @Override
  public int integer(String name, int otherwise, Range legal) {
    attributes.single(name);
    return super.integer(name, otherwise, legal);
  }

  @Override
  public Dims numbers(String name, int count, Range legal) {
    return attributes.numbers(name, count, legal);
  }

  @Override
  public List<Integer> drawn(String name, int count, Range legal) {
    return attributes.drawn(name, count, legal);
  }

  @Override
  public List<Integer> among(String name, int count, List<Integer> some, String why) {
    require(!some.isEmpty(), why);
    return has(name) ? attributes.among(name, count, some) : super.among(name, count, some, why);
  }

  @Override
  public List<Integer> axes(String name, int rank) {
    return attributes.axes(name, rank);
  }

  @Override
  public Dims reshaped(String target, Dims from, boolean zeroCopies) {
    return attributes.reshaped(target, from, zeroCopies);
  }

  @Override
  public List<Double> reals(String name, int count, double least, double most) {
    return attributes.reals(name, count, least, most);
  }

  @Override
  public double real(String name, double otherwise, double least, double most) {
    attributes.single(name);
    if (!site.taste().policy().holds(otherwise) && choices.chance(REPLACED)) {
      presence.usual(name);
    }
    return has(name) ? attributes.real(name, otherwise, least, most) : (double) (float) otherwise;
  }

  @Override
  public String word(String name, String... words) {
    attributes.single(name);
    return words(name, List.of(words[0]), words).get(0);
  }

  @Override
  public List<String> words(String name, List<String> otherwise, String... words) {
    return has(name) ? attributes.words(name, otherwise.size(), words) : otherwise;
  }

  @Override
  public DType type(String name, DType otherwise, Set<DType> among) {
    return has(name) ? type(name, among) : otherwise;
  }

  @Override
  public DType type(String name, Set<DType> among) {
    return attributes.type(name, among);
  }

  @Override
  public Tensor tensor(String name, Set<DType> types) {
    return attributes.tensor(name, types);
  }

  @Override
  public Tensor list(String name, Set<DType> types) {
    return attributes.list(name, types);
  }

  @Override
  public Tensor list(String name, Set<DType> types, int size, String why) {
    return attributes.list(name, types, size);
  }

  // ---- rules

  @Override
  public int which(Dim.Rule... cases) {
    return rules.which(cases);
  }

  @Override
  public void require(Dim.Rule rule, String why) {
    rules.require(rule, why);
  }

  @Override
  public void expect(Behaviour behaviour, Dim.Rule rule, String why) {
    boolean broken = isBroken(behaviour);
    rules.require(broken ? rule.broken() : rule, why);
    breaks |= broken;
  }

  private boolean isBroken(Behaviour behaviour) {
    return site.targets().contains(behaviour) && choices.chance(BROKEN);
  }

  @Override
  public void require(boolean fact, String why) {
    if (!fact) {
      throw new Unfit(why);
    }
  }

  /** Single numbers, on which such a size hangs, become free data that are small. */
  @Override
  public Dim unknown(String name) {
    operands.freeScalars();
    return rules.unknown(name);
  }

  /**
   * Whether data keep a condition is seen when the model runs; but integers that others compute
   * seldom do, and so give way to a fresh value.
   */
  @Override
  public void expect(Behaviour behaviour, Stage truth, String why) {
    targeted.add(new Expectation(behaviour, truth, why));
    if (!behaviour.isSettled()) {
      operands.freeIntegers(truth);
    }
  }

  @Override
  public void within(Behaviour behaviour, Stage data, Dim low, Dim high, String why) {
    if (!rules.isUnknown(low) && !rules.isUnknown(high)) {
      boolean broken = isBroken(behaviour);
      int beyond = broken ? BEYOND : 0;
      operands.within(data, low.minus(beyond), high.plus(beyond)).forEach(r -> require(r, why));
      breaks |= broken;
    }
  }

  /** One range for all numbers of all points. */
  @Override
  public void withinEach(Stage points, Dims sizes, String why) {
    Dim least = sizes.list().stream().reduce(Dim::min).orElseThrow();
    within(points, Dim.dim(0).minus(least), least, why);
  }

  // ---- results

  @Override
  public void output(String port, int k, Stage meaning) {
    if (has(port)) {
      outputs.put(operator.output(port) + k, meaning);
      if (operands.readsIntegers()) {
        // floats that become integers are for the search to move
        Guards.with(
                List.of(),
                List.of(meaning),
                b -> !b.isSettled() && b != Behaviour.CAST_OUT_OF_RANGE)
            .forEach(e -> operands.freeIntegers(e.truth()));
      }
    }
  }

  @Override
  public int bound(int drawn, int read) {
    return drawn;
  }

  @Override
  public void opaque(String why, Function<List<@Nullable Tensor>, List<Tensor>> function) {}

  @Override
  public Stage changed(String graph, Stage x) {
    presence.leaveOut(graph);
    return x;
  }

  @Override
  public void random() {
    throw new Unfit("what is random proves nothing");
  }
}
