package dev.assay.core.operator;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One operator's meaning within another's. The operator that is called is told to this draft, whose
 * inputs and attributes are those of the node that have the same names, unless the caller gives
 * others; its outputs become stages of the caller.
 *
 * <pre>{@code
 * Stage sum = Call.of(op, CONV).output("Y");
 * op.output("Y", Call.of(op, LEAKY_RELU).set("alpha", 0.1).on(sum));
 * }</pre>
 *
 * <p>So a fused operator is composed of those that were fused, as by an ONNX function body, and all
 * their rules hold of it. An operator whose meaning is a Java function cannot be called.
 */
final class Call extends Draft {
  private final Draft caller;
  private final Operator operator;
  private final Map<String, List<Stage>> inputs = new HashMap<>();
  private final Map<String, Object> attributes = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final Set<String> absent = new HashSet<>();
  private final Map<String, Stage> outputs = new HashMap<>();
  private int opset;

  private Call(Draft caller, Operator operator) {
    this.caller = caller;
    this.operator = operator;
    this.opset = operator.since();
  }

  /** A call of the form that the operator had at first. */
  static Call of(Draft caller, Operator operator) {
    return new Call(caller, operator);
  }

  /** A call of the form that the operator has in a version of its domain. */
  Call at(int version) {
    opset = version;
    return this;
  }

  /** Gives an input, or all values of a variadic one. */
  Call with(String port, Stage... values) {
    inputs.put(port, List.of(values));
    return this;
  }

  /** Gives an attribute: an integer, a real number or a word. */
  Call set(String attribute, Object value) {
    attributes.put(attribute, value);
    return this;
  }

  /** Takes an input or an attribute from one of the node that has another name. */
  Call from(String name, String ofNode) {
    names.put(name, ofNode);
    return this;
  }

  /** Leaves inputs and attributes out. */
  Call without(String... left) {
    absent.addAll(List.of(left));
    return this;
  }

  /** Gives the first inputs, and takes the first output. */
  Stage on(Stage... first) {
    for (int k = 0; k < first.length; k++) {
      with(operator.inputs().get(k).name(), first[k]);
    }
    return output(operator.outputs().get(0).name());
  }

  /** The meaning of an output. */
  Stage output(String port) {
    if (outputs.isEmpty()) {
      operator.meaning().accept(this);
    }
    return Objects.requireNonNull(outputs.get(port), port);
  }

  private String name(String called) {
    return names.getOrDefault(called, called);
  }

  private <T> @Nullable T given(String attribute, Class<T> kind) {
    return kind.cast(attributes.get(attribute));
  }

  // ---- inputs

  @Override
  public Stage input(String port, Set<DType> types, int leastRank, int mostRank) {
    return member(port, 0, types, leastRank, mostRank);
  }

  @Override
  public int count(String port) {
    List<Stage> given = inputs.get(port);
    return given == null ? caller.count(name(port)) : given.size();
  }

  @Override
  public Stage member(String port, int k, Set<DType> types, int leastRank, int mostRank) {
    List<Stage> given = inputs.get(port);
    if (given == null) {
      return k == 0
          ? caller.input(name(port), types, leastRank, mostRank)
          : caller.member(name(port), k, types, leastRank, mostRank);
    }
    Stage s = given.get(k);
    require(types.contains(s.type()), operator.name() + " takes the type of " + port);
    require(s.rank() >= leastRank && s.rank() <= mostRank, operator.name() + " takes the rank");
    return s;
  }

  @Override
  public boolean has(String name) {
    return !absent.contains(name)
        && (operator.output(name) >= 0
            || inputs.containsKey(name)
            || attributes.containsKey(name)
            || caller.has(name(name)));
  }

  /** A call has all outputs, whatever is read of them. */
  @Override
  public boolean together(String why, List<String> inputs, List<String> outputs) {
    return super.together(why, inputs, List.of());
  }

  @Override
  public void usual(String name) {
    if (operator.output(name) < 0 && !inputs.containsKey(name) && !attributes.containsKey(name)) {
      caller.usual(name(name));
    }
  }

  // ---- attributes

  @Override
  public int opset() {
    return opset;
  }

  @Override
  public int length(String name, int least, int most) {
    return caller.length(name(name), least, most);
  }

  @Override
  public Dims numbers(String name, int count, Range legal) {
    Integer given = given(name, Integer.class);
    return given == null ? caller.numbers(name(name), count, legal) : Dims.repeat(count, given);
  }

  @Override
  public Dim number(String name, Dim otherwise, Range legal) {
    return has(name) && !attributes.containsKey(name)
        ? caller.number(name(name), otherwise, legal)
        : super.number(name, otherwise, legal);
  }

  @Override
  public List<Integer> drawn(String name, int count, Range legal) {
    Integer given = given(name, Integer.class);
    return given == null ? caller.drawn(name(name), count, legal) : List.of(given);
  }

  @Override
  public int integer(String name, int otherwise, Range legal) {
    Integer given = given(name, Integer.class);
    return given != null
        ? given
        : absent.contains(name) ? otherwise : caller.integer(name(name), otherwise, legal);
  }

  @Override
  public int bound(int drawn, int read) {
    return caller.bound(drawn, read);
  }

  @Override
  public List<Double> reals(String name, int count, double least, double most) {
    Double given = given(name, Double.class);
    return given == null ? caller.reals(name(name), count, least, most) : List.of(given);
  }

  @Override
  public double real(String name, double otherwise, double least, double most) {
    Double given = given(name, Double.class);
    return given != null
        ? given
        : absent.contains(name) ? otherwise : caller.real(name(name), otherwise, least, most);
  }

  @Override
  public String word(String name, String... words) {
    String given = given(name, String.class);
    return given != null
        ? given
        : absent.contains(name) ? words[0] : caller.word(name(name), words);
  }

  @Override
  public List<String> words(String name, List<String> otherwise, String... words) {
    return absent.contains(name) ? otherwise : caller.words(name(name), otherwise, words);
  }

  @Override
  public DType type(String name, DType otherwise, Set<DType> among) {
    return has(name) ? type(name, among) : otherwise;
  }

  @Override
  public DType type(String name, Set<DType> among) {
    DType given = given(name, DType.class);
    return given == null ? caller.type(name(name), among) : given;
  }

  @Override
  public List<Integer> axes(String name, int rank) {
    return absent.contains(name) ? allAxes(rank) : caller.axes(name(name), rank);
  }

  @Override
  public Tensor tensor(String name, Set<DType> types) {
    return caller.tensor(name(name), types);
  }

  @Override
  public Dims reshaped(String target, Dims from, boolean zeroCopies) {
    return caller.reshaped(name(target), from, zeroCopies);
  }

  // ---- rules

  @Override
  public int which(Dim.Rule... rules) {
    return caller.which(rules);
  }

  @Override
  public void require(Dim.Rule rule, String why) {
    caller.require(rule, why);
  }

  @Override
  public void require(boolean fact, String why) {
    caller.require(fact, why);
  }

  @Override
  public void expect(Behaviour behaviour, Dim.Rule rule, String why) {
    caller.expect(behaviour, rule, why);
  }

  @Override
  public void expect(Behaviour behaviour, Stage truth, String why) {
    caller.expect(behaviour, truth, why);
  }

  @Override
  public void within(Behaviour behaviour, Stage data, Dim low, Dim high, String why) {
    caller.within(behaviour, data, low, high, why);
  }

  @Override
  public void withinEach(Stage points, Dims sizes, String why) {
    caller.withinEach(points, sizes, why);
  }

  @Override
  public Dim unknown(String name) {
    return caller.unknown(name);
  }

  @Override
  public Dim counted(String name, Stage count) {
    return caller.counted(name, count);
  }

  // ---- results

  @Override
  public void output(String port, int k, Stage meaning) {
    outputs.put(port, meaning);
  }

  @Override
  public void opaque(String why, Function<List<@Nullable Tensor>, List<Tensor>> function) {
    throw new IllegalStateException(operator + " has no formula, so nothing is composed of it");
  }

  @Override
  public void random() {
    caller.random();
  }

  @Override
  public Stage changed(String graph, Stage x) {
    return x;
  }
}
