package dev.assay.core.reading;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expectation;
import dev.assay.core.expr.Guards;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Node;
import dev.assay.core.operator.Draft;
import dev.assay.core.operator.Operator;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A node that is read from a model: every size is a number and every rule a check.
 *
 * <p>A node that breaks a rule of its operator is refused with an {@link IllegalArgumentException}
 * that names the rule.
 */
public final class NodeReading extends Draft {
  private final Operator operator;
  private final Node node;
  private final int opset;
  private final List<Optional<Argument>> arguments;
  private final Map<Stage, Integer> given = new IdentityHashMap<>();
  private final Map<Integer, Stage> outputs = new LinkedHashMap<>();
  private final List<Expectation> expectations = new ArrayList<>();
  private final Set<Integer> structural = new HashSet<>();
  private @Nullable Function<List<@Nullable Tensor>, List<Tensor>> function;
  private @Nullable String whyOpaque;
  private boolean random;
  private @Nullable List<Expectation> open;

  private NodeReading(Operator operator, Node node, int opset, List<Optional<Argument>> arguments) {
    this.operator = operator;
    this.node = node;
    this.opset = opset;
    this.arguments = arguments;
  }

  /**
   * Reads a node.
   *
   * @param arguments one for each input of the node; empty for one that is absent
   * @throws IllegalArgumentException if the node breaks a rule
   */
  public static NodeReading of(
      Operator operator, Node node, int opset, List<Optional<Argument>> arguments) {
    NodeReading reading = new NodeReading(operator, node, opset, arguments);
    operator.meaning().accept(reading);
    return reading;
  }

  /** The operator's name where the node is as operators are measured: without attributes. */
  Optional<String> asMeasured() {
    return node.attributes().isEmpty() ? Optional.of(operator.name()) : Optional.empty();
  }

  /** The meaning of each output of the node that is asked for, by its place among the outputs. */
  public Map<Integer, Stage> outputs() {
    return outputs;
  }

  /** Whether the outputs are a function of tensors that no formula says. */
  public boolean isOpaque() {
    return function != null;
  }

  /** Why no formula says the outputs, where none does. */
  public Optional<String> whyOpaque() {
    return Optional.ofNullable(whyOpaque);
  }

  /** Whether the results are random numbers, so that only their shapes are known. */
  public boolean isRandom() {
    return random;
  }

  /**
   * The results of the function that is the meaning, one for each output of the operator; empty
   * where the meaning is formulas. Inputs that are left out at the end count as absent.
   */
  List<Tensor> results(List<@Nullable Tensor> inputs) {
    List<@Nullable Tensor> all = new ArrayList<>(inputs);
    while (all.size() < operator.inputs().size()) {
      all.add(null);
    }
    return function == null ? List.of() : function.apply(all);
  }

  /** The same node with other meanings in place of its outputs. */
  NodeReading giving(List<Stage> meanings) {
    NodeReading other = new NodeReading(operator, node, opset, arguments);
    other.given.putAll(given);
    for (int k = 0; k < meanings.size(); k++) {
      other.outputs.put(k, meanings.get(k));
    }
    return other;
  }

  /** The places of the inputs whose elements were looked at as structure. */
  public Set<Integer> structural() {
    return structural;
  }

  /** The conditions on data that the definition states. */
  List<Expectation> stated() {
    return expectations;
  }

  /** The conditions on data where one that is false leaves the results open: stated or derived. */
  List<Expectation> expectations() {
    if (open == null) {
      open = conditions(behaviour -> !behaviour.isSettled());
    }
    return open;
  }

  /** The conditions on data of some behaviours: those that are stated, then the derived ones. */
  List<Expectation> conditions(Predicate<Behaviour> wanted) {
    return Guards.with(expectations, outputs.values(), wanted);
  }

  /** The stages that stand for inputs, with the place of each among the node's inputs. */
  public Map<Stage, Integer> given() {
    return given;
  }

  // ---- what is there

  @Override
  public int opset() {
    return opset;
  }

  private Optional<Argument> argument(int place) {
    return place < arguments.size() ? arguments.get(place) : Optional.empty();
  }

  @Override
  public boolean has(String name) {
    int place = operator.input(name);
    if (place >= 0) {
      return argument(place).isPresent();
    }
    int output = operator.output(name);
    if (output >= 0 && !node.attributes().containsKey(name)) {
      return output < node.outputs().size() && !node.outputs().get(output).isEmpty();
    }
    return node.attributes().containsKey(name);
  }

  @Override
  public Stage input(String port, Set<DType> types, int leastRank, int mostRank) {
    return member(port, 0, types, leastRank, mostRank);
  }

  @Override
  public int count(String port) {
    int place = operator.input(port);
    return place >= 0 ? arguments.size() - place : node.outputs().size() - operator.output(port);
  }

  @Override
  public Stage member(String port, int k, Set<DType> types, int leastRank, int mostRank) {
    int place = operator.input(port) + k;
    Argument a = argument(place).orElseThrow(() -> missing("input " + port));
    if (!types.contains(a.type())) {
      throw refused("input " + port + " has a type that is not allowed", types, a.type());
    }
    int rank = a.shape().length;
    if (rank < leastRank || mostRank != ANY_RANK && rank > mostRank) {
      String required = leastRank == mostRank ? "" + leastRank : leastRank + " to " + mostRank;
      throw refused("input " + port + " has a rank that is not allowed", required, rank);
    }
    return a.stage()
        .orElseGet(
            () -> {
              Stage s = Stage.given(port, a.type(), Dims.ofNumbers(a.shape()));
              given.put(s, place);
              return s;
            });
  }

  // ---- integers

  /** The integers of a list attribute, of one integer, or of an input. */
  private List<Long> integers(String name) {
    int place = operator.input(name);
    if (place >= 0) {
      Tensor t = data(name, place);
      if (t.type() == DType.STRING) {
        throw refused("input " + name + " holds no integers", "an integer type", t.type());
      }
      return t.type().isFloat()
          ? Arrays.stream(t.reals()).mapToObj(x -> (long) x).toList()
          : Arrays.stream(t.integers()).boxed().toList();
    }
    Attribute a = attribute(name);
    return a.kind() == Attribute.Kind.INT ? List.of(a.integer()) : a.integers();
  }

  private Tensor data(String name, int place) {
    structural.add(place);
    return argument(place)
        .orElseThrow(() -> missing("input " + name))
        .data()
        .orElseThrow(
            () ->
                refused(
                    "the elements of input " + name + " decide the shape of the result",
                    "a constant",
                    "a value that is known only when the model runs"));
  }

  private Attribute attribute(String name) {
    Attribute a = node.attributes().get(name);
    if (a == null) {
      throw missing("attribute " + name);
    }
    return a;
  }

  private List<Long> integers(String name, int count, Range legal) {
    List<Long> list = integers(name);
    if (list.size() != count) {
      throw refused(name + " has another length", count, list.size());
    }
    for (long v : list) {
      if (!legal.holds(Range.clip(v))) {
        throw refused(name + " is out of range", legal, v);
      }
    }
    return list;
  }

  @Override
  public int length(String name, int least, int most) {
    int place = operator.input(name);
    int length =
        place >= 0
            ? Tensor.size(argument(place).orElseThrow(() -> missing("input " + name)).shape())
            : lengthOf(attribute(name));
    if (length < least || length > most) {
      throw refused(name + " has another length", least + " to " + most, length);
    }
    return length;
  }

  private static int lengthOf(Attribute a) {
    return a.value() instanceof List<?> list ? list.size() : 1;
  }

  @Override
  public Dims numbers(String name, int count, Range legal) {
    return Dims.ofNumbers(integers(name, count, legal));
  }

  @Override
  public List<Integer> drawn(String name, int count, Range legal) {
    return integers(name, count, legal).stream()
        .map(v -> (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, v)))
        .toList();
  }

  @Override
  public List<Integer> axes(String name, int rank) {
    List<Long> list = has(name) ? integers(name) : List.of();
    if (list.isEmpty()) {
      return allAxes(rank);
    }
    List<Integer> axes = new ArrayList<>();
    for (long axis : list) {
      if (axis < -rank || axis >= rank) {
        throw refused(name + " is out of range", Range.of(-rank, rank - 1), axis);
      }
      axes.add((int) (axis < 0 ? axis + rank : axis));
    }
    if (new HashSet<>(axes).size() < axes.size()) {
      throw refused(name + " names an axis twice", "each axis once", list);
    }
    return axes;
  }

  @Override
  public Dims reshaped(String target, Dims from, boolean zeroCopies) {
    List<Long> list = integers(target);
    long known = 1;
    for (int a = 0; a < list.size(); a++) {
      long size = list.get(a);
      known *= size == -1 ? 1 : size == 0 && zeroCopies ? copied(target, from, a) : size;
    }
    long whole = Tensor.size(from.numbers());
    List<Dim> sizes = new ArrayList<>();
    for (int a = 0; a < list.size(); a++) {
      long size = list.get(a);
      long open = known == 0 ? 0 : whole / known;
      sizes.add(
          Dim.dim(size == -1 ? open : size == 0 && zeroCopies ? copied(target, from, a) : size));
    }
    Dims to = Dims.of(sizes);
    boolean legal =
        list.stream().allMatch(s -> s >= -1) && list.stream().filter(s -> s == -1).count() <= 1;
    require(legal, "the target sizes are at least -1, and -1 stands once at most");
    require(to.product().is(from.product()), "the shapes have the same number of elements");
    return to;
  }

  private long copied(String target, Dims from, int axis) {
    if (axis >= from.rank()) {
      throw refused(target + " copies a size that the input has not", "an axis of " + from, axis);
    }
    return from.get(axis).number();
  }

  @Override
  public int bound(int drawn, int read) {
    return read;
  }

  // ---- reals, words, types, tensors

  @Override
  public List<Double> reals(String name, int count, double least, double most) {
    int place = operator.input(name);
    List<Double> list;
    if (place >= 0) {
      Tensor t = data(name, place);
      if (!t.type().isFloat()) {
        throw refused("input " + name + " holds no floats", "a float type", t.type());
      }
      list = Arrays.stream(t.reals()).boxed().toList();
    } else {
      Attribute a = attribute(name);
      list = a.kind() == Attribute.Kind.FLOAT ? List.of(a.real()) : a.reals();
    }
    if (list.size() != count) {
      throw refused(name + " has another length", count, list.size());
    }
    for (double v : list) {
      if (v < least || v > most) {
        throw refused(name + " is out of range", least + " to " + most, v);
      }
    }
    return list;
  }

  @Override
  public double real(String name, double otherwise, double least, double most) {
    return has(name) ? reals(name, 1, least, most).get(0) : (double) (float) otherwise;
  }

  @Override
  public String word(String name, String... words) {
    return has(name) ? known(name, attribute(name).text(), words) : words[0];
  }

  @Override
  public String text(String name, List<String> examples) {
    return attribute(name).text();
  }

  @Override
  public List<String> words(String name, List<String> otherwise, String... words) {
    if (!has(name)) {
      return otherwise;
    }
    return attribute(name).texts().stream().map(w -> known(name, w, words)).toList();
  }

  private String known(String name, String word, String... words) {
    if (!List.of(words).contains(word)) {
      throw refused(name + " is not a word of the operator", String.join(", ", words), word);
    }
    return word;
  }

  @Override
  public DType type(String name, DType otherwise, Set<DType> among) {
    boolean isGiven = has(name) && attribute(name).integer() != 0; // 0 is ONNX's UNDEFINED
    return isGiven ? type(name, among) : otherwise;
  }

  @Override
  public DType type(String name, Set<DType> among) {
    DType t = DType.of(Math.toIntExact(attribute(name).integer()));
    if (!among.contains(t)) {
      throw refused(name + " is a type that is not allowed", among, t);
    }
    return t;
  }

  @Override
  public Tensor tensor(String name, Set<DType> types) {
    Tensor t = attribute(name).toTensor();
    if (!types.contains(t.type())) {
      throw refused(name + " has a type that is not allowed", types, t.type());
    }
    return t;
  }

  // ---- rules

  @Override
  public int which(Dim.Rule... rules) {
    for (int k = 0; k < rules.length; k++) {
      if (holds(rules[k])) {
        return k;
      }
    }
    String required = String.join(" or ", Arrays.stream(rules).map(Dim.Rule::toString).toList());
    throw refused("the sizes fit none of the cases", required, "none of these");
  }

  @Override
  public void require(Dim.Rule rule, String why) {
    if (!holds(rule)) {
      throw refused("a rule is broken: " + why, why, rule + " is false");
    }
  }

  @Override
  public void require(boolean fact, String why) {
    if (!fact) {
      throw refused("a rule is broken: " + why, why, "it is not so");
    }
  }

  private static boolean holds(Dim.Rule rule) {
    return rule.decided()
        .orElseThrow(() -> new IllegalStateException("a rule of an open size: " + rule));
  }

  @Override
  public Dim unknown(String name) {
    return Dim.size(name, 0);
  }

  @Override
  public Dim counted(String name, Stage count) {
    if (!arguments.stream().flatMap(Optional::stream).allMatch(a -> a.data().isPresent())) {
      return unknown(name);
    }
    structural.addAll(given.values());
    Values domain = new Values();
    Machine machine = new Machine(domain);
    given.forEach(
        (stage, place) ->
            machine.give(
                stage,
                NodeRun.array(
                    argument(place).orElseThrow().data().orElseThrow(), domain, new Texts())));
    long size = machine.run(count).lane().integer[0];
    if (size > Integer.MAX_VALUE) {
      throw refused(name + " is too large to hold", "at most " + Integer.MAX_VALUE, size);
    }
    return Dim.dim(size);
  }

  // ---- data

  @Override
  public void expect(Behaviour behaviour, Dim.Rule rule, String why) {
    if (!holds(rule)) {
      super.expect(behaviour, rule, why);
    }
  }

  @Override
  public void expect(Behaviour behaviour, Stage truth, String why) {
    expectations.add(new Expectation(behaviour, truth.stored(), why));
  }

  // ---- results

  @Override
  public void output(String port, int k, Stage meaning) {
    int place = operator.output(port) + k;
    if (place < node.outputs().size() && !node.outputs().get(place).isEmpty()) {
      outputs.put(place, meaning.stored());
    }
  }

  @Override
  public void opaque(String why, Function<List<@Nullable Tensor>, List<Tensor>> results) {
    whyOpaque = why;
    function = results;
  }

  @Override
  public Stage changed(String graph, Stage x) {
    if (!has(graph)) {
      return x;
    }
    Inlining inlining = Inlining.of(node, attribute(graph).graph(), List.of(x.stored()));
    expectations.addAll(inlining.stated());
    Stage y = inlining.outputs().get(0);
    require(
        inlining.outputs().size() == 1 && y.type() == x.type(), graph + " gives one such tensor");
    require(y.shape(), x.shape(), graph + " keeps the shape");
    return y;
  }

  @Override
  public void random() {
    random = true;
  }

  // ---- failures

  private IllegalArgumentException missing(String what) {
    return refused(what + " is missing", what, "not given");
  }

  private IllegalArgumentException refused(String what, Object required, Object was) {
    return new IllegalArgumentException(
        operator.name()
            + ": "
            + what
            + "\n  required : "
            + required
            + "\n  but      : "
            + was
            + "\n  node     : "
            + node);
  }
}
