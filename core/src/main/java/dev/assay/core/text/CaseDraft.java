package dev.assay.core.text;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expectation;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Guards;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.onnx.Schema;
import dev.assay.core.operator.Draft;
import dev.assay.core.operator.Operator;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A node that stands for all of one {@link Case}: its sizes are open, its numbers stand-ins. It
 * keeps what its definition says of it, and which questions the definition asks.
 */
final class CaseDraft extends Draft {
  private static final List<String> COUNTS = List.of("2", "3", "4");
  private static final int COPIES = 2;
  private static final int FEW = 8;

  /** An input, with the ranks that it may have. */
  record Input(String name, Stage stage, int leastRank, int mostRank) {}

  /** The last of the axes that an attribute or an input names, in a shape of a rank. */
  record AxisMark(String name, int rank, int last) {}

  private final Operator operator;
  private final int opset;
  private final Case form;
  private final Optional<Schema> schema;
  private final TypicalRanks ranks;
  private final Answers answers;
  private final CaseRules rules;
  private final Map<String, Dim.Var> numbers = new HashMap<>();
  private final Map<String, Integer> lengths = new HashMap<>();
  private final Set<String> structural = new LinkedHashSet<>();
  private final List<Input> inputs = new ArrayList<>();
  private final List<AxisMark> marks = new ArrayList<>();
  private final List<Expectation> expectations = new ArrayList<>();
  private final Map<String, Stage> outputs = new LinkedHashMap<>();
  private final Equalities equalities = new Equalities();
  private final StandIns standIns;
  private final Map<Tensor, String> tensors = new IdentityHashMap<>();
  private final Map<DType, String> typeNames = new EnumMap<>(DType.class);
  private Optional<String> unsaid = Optional.empty();
  private Optional<String> broken = Optional.empty();

  private CaseDraft(
      Operator operator, int opset, Case form, Optional<Schema> schema, StandIns standIns) {
    this.standIns = standIns;
    this.answers = new Answers(operator, form, schema);
    this.rules = new CaseRules(answers, equalities);
    this.operator = operator;
    this.opset = opset;
    this.form = form;
    this.schema = schema;
    this.ranks = TypicalRanks.of(operator, schema);
  }

  /** Lets a definition tell of a case, which may break a rule. */
  static CaseDraft of(
      Operator operator, int opset, Case form, Optional<Schema> schema, StandIns standIns) {
    CaseDraft draft = new CaseDraft(operator, opset, form, schema, standIns);
    try {
      operator.meaning().accept(draft);
    } catch (Misfit e) {
      draft.broken = Optional.of(e.why());
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      draft.broken = Optional.of("its attributes hang on each other");
    }
    return draft;
  }

  Case form() {
    return form;
  }

  /** Whether no rule is broken. */
  boolean fits() {
    return broken.isEmpty();
  }

  /** The rule that is broken. */
  Optional<String> broken() {
    return broken;
  }

  Answers answers() {
    return answers;
  }

  List<Input> inputs() {
    return inputs;
  }

  /** The attribute that holds a tensor. */
  Optional<String> holder(@Nullable Tensor tensor) {
    return Optional.ofNullable(tensors.get(tensor));
  }

  List<AxisMark> marks() {
    return marks;
  }

  /** The inputs whose elements are structure. */
  Set<String> structural() {
    return structural;
  }

  List<CaseRules.Requirement> requirements() {
    return rules.requirements();
  }

  /**
   * The conditions on data without which results are open: those that are stated, and the derived
   * ones that compare no more than inputs.
   */
  List<Expectation> expectations() {
    return conditions(behaviour -> !behaviour.isSettled()).stream()
        .filter(e -> expectations.contains(e) || isPlain(e.truth().body()))
        .toList();
  }

  private static boolean isPlain(@Nullable Expr e) {
    if (e instanceof Expr.Apply a) {
      return a.args().stream().allMatch(CaseDraft::isPlain)
          && switch (a.prim()) {
            case EQUAL, LESS, LESS_EQUAL, AND, NOT, TRUNC, ABS, POW, CAST -> true;
            default -> false;
          };
    }
    return e instanceof Expr.Const
        || e instanceof Expr.Read r && r.stage().kind() == Stage.Kind.GIVEN;
  }

  /** The conditions on data of some behaviours: those that are stated, then the derived ones. */
  List<Expectation> conditions(Predicate<Behaviour> wanted) {
    return Guards.with(expectations, outputs.values(), wanted);
  }

  Map<String, Stage> outputs() {
    return outputs;
  }

  Equalities equalities() {
    return equalities;
  }

  StandIns standIns() {
    return standIns;
  }

  /** What a type is called: by the variable or the attribute that it is an answer to. */
  String typeName(DType type) {
    return typeNames.getOrDefault(type, type.label());
  }

  /** The type of an output or an input as its schema has it. */
  String portType(String name) {
    return schema
        .flatMap(
            s ->
                Stream.concat(s.inputs().stream(), s.outputs().stream())
                    .filter(
                        p ->
                            name.equals(p.name())
                                || p.occurrence() == Schema.Occurrence.VARIADIC
                                    && name.startsWith(p.name()))
                    .findFirst())
        .map(SignatureText::type)
        .orElse("T");
  }

  /** How the outputs come about where no formula says it, in a word. */
  Optional<String> unsaid() {
    return unsaid;
  }

  // ---- questions

  @Override
  public int opset() {
    return opset;
  }

  /** The text tells all outputs of a case. */
  @Override
  public boolean together(String why, List<String> inputs, List<String> outputs) {
    return super.together(why, inputs, List.of());
  }

  @Override
  public void usual(String name) {
    answers.usual(name);
  }

  @Override
  public boolean has(String name) {
    return answers.has(name);
  }

  // ---- inputs

  @Override
  public Stage input(String port, Set<DType> allowed, int leastRank, int mostRank) {
    return give(port, operator.input(port), allowed, leastRank, mostRank);
  }

  @Override
  public int count(String port) {
    return Integer.parseInt(answers.ask(new Question(Question.Kind.COUNT, port), COUNTS));
  }

  @Override
  public Stage member(String port, int k, Set<DType> allowed, int leastRank, int mostRank) {
    return give(port + k, operator.input(port), allowed, leastRank, mostRank);
  }

  private Stage give(String name, int place, Set<DType> allowed, int leastRank, int mostRank) {
    int rank = ranks.of(inputs.size(), leastRank, mostRank);
    List<Dim.Var> shape =
        ranks.names(rank, leastRank, equalities.count()).stream().map(n -> Dim.size(n, 0)).toList();
    shape.forEach(equalities::declare);
    Stage s = Stage.given(name, typeOf(place, allowed), Dims.of(shape));
    inputs.add(new Input(name, s, leastRank, mostRank));
    return s;
  }

  private DType typeOf(int place, Set<DType> allowed) {
    List<DType> order = ordered(allowed);
    String variable =
        schema.flatMap(s -> Schema.at(s.inputs(), place)).map(Schema.Parameter::type).orElse("T");
    if (order.size() == 1 || variable.contains("(")) {
      return order.get(0);
    }
    Question question = Question.type(variable);
    String answer = answers.ask(question, order.stream().map(DType::label).toList());
    DType type =
        order.stream().filter(t -> t.label().equals(answer)).findFirst().orElse(order.get(0));
    if (form.answer(question).isPresent()) {
      typeNames.put(type, variable);
    }
    return type;
  }

  private static List<DType> ordered(Set<DType> allowed) {
    List<DType> order = new ArrayList<>();
    for (DType t : List.of(DType.FLOAT32, DType.INT64, DType.INT32, DType.UINT8)) {
      if (allowed.contains(t)) {
        order.add(t);
      }
    }
    allowed.stream().sorted().filter(t -> !order.contains(t)).forEach(order::add);
    return order;
  }

  // ---- integers

  @Override
  public int bound(int drawn, int read) {
    return drawn;
  }

  @Override
  public int length(String name, int least, int most) {
    fixed(name);
    int length = Math.max(least, Math.min(most, COPIES));
    lengths.put(name, length);
    return length;
  }

  /** What a number is in this case, where the case says it. */
  private Optional<Long> fixed(String name) {
    if (operator.input(name) >= 0) {
      structural.add(name);
    }
    return form.answer(Question.presence(name)).filter(a -> a.matches("\\d+")).map(Long::valueOf);
  }

  private static String member(String name, int k, int count) {
    return count == 1 ? name : name + "[" + k + "]";
  }

  @Override
  public Dims numbers(String name, int count, Range legal) {
    Optional<Long> fixed = fixed(name);
    if (fixed.isPresent()) {
      return Dims.repeat(count, fixed.get());
    }
    return Dims.each(
        count,
        k ->
            legal.isPoint()
                ? Dim.dim(legal.low())
                : numbers.computeIfAbsent(member(name, k, count), n -> Dim.size(n, legal.low())));
  }

  @Override
  public List<Integer> drawn(String name, int count, Range legal) {
    Optional<Long> fixed = fixed(name);
    if (fixed.isPresent()) {
      return Collections.nCopies(count, Math.toIntExact(fixed.get()));
    }
    long span = legal.high() - legal.low() + 1;
    return IntStream.range(0, count)
        .map(
            k ->
                span <= Short.MAX_VALUE
                    ? (int) (legal.low() + Math.floorMod(count - 1 - k, span))
                    : (int) standIns.whole(member(name, k, count)))
        .boxed()
        .toList();
  }

  @Override
  public int integer(String name, int otherwise, Range legal) {
    fixed(name);
    long span = legal.high() - legal.low() + 1;
    if (legal.low() < 0 && span <= Short.MAX_VALUE) {
      int axis = (int) ((legal.high() + 1) / 2);
      marks.add(new AxisMark(name, (int) legal.high() + 1, axis));
      return axis;
    }
    if (span <= FEW) {
      List<String> values =
          LongStream.concat(
                  LongStream.of(otherwise),
                  LongStream.rangeClosed(legal.low(), legal.high()).filter(v -> v != otherwise))
              .mapToObj(Long::toString)
              .toList();
      return Integer.parseInt(answers.ask(Question.value(name), values));
    }
    return has(name) ? drawn(name, 1, legal).get(0) : otherwise;
  }

  @Override
  public List<Integer> axes(String name, int rank) {
    fixed(name);
    if (!has(name)) {
      return allAxes(rank);
    }
    int count = lengths.getOrDefault(name, rank / 2);
    marks.add(new AxisMark(name, rank, rank - 1));
    return IntStream.range(rank - count, rank).boxed().toList();
  }

  @Override
  public Dims reshaped(String target, Dims from, boolean zeroCopies) {
    Dims to = numbers(target, COPIES, Range.from(0));
    require(to.product().is(from.product()), "the shapes have the same number of elements");
    return to;
  }

  // ---- reals, words, types, tensors

  @Override
  public List<Double> reals(String name, int count, double least, double most) {
    fixed(name);
    return IntStream.range(0, count)
        .mapToObj(k -> standIns.real(member(name, k, count), least, most))
        .toList();
  }

  @Override
  public double real(String name, double otherwise, double least, double most) {
    boolean given = Double.isInfinite(otherwise) ? answers.isGiven(name, false) : has(name);
    return given ? standIns.real(name, least, most) : otherwise;
  }

  @Override
  public String word(String name, String... words) {
    return answers.ask(Question.value(name), List.of(words));
  }

  @Override
  public String text(String name, List<String> examples) {
    return examples.get(0);
  }

  @Override
  public List<String> words(String name, List<String> otherwise, String... words) {
    return otherwise;
  }

  @Override
  public DType type(String name, DType otherwise, Set<DType> among) {
    List<DType> order = new ArrayList<>(among);
    order.remove(otherwise);
    order.add(0, otherwise);
    return typeNamed(name, order, false);
  }

  @Override
  public DType type(String name, Set<DType> among) {
    return typeNamed(name, ordered(among), true);
  }

  private DType typeNamed(String name, List<DType> order, boolean always) {
    Question question = Question.value(name);
    String answer = answers.ask(question, order.stream().map(DType::label).toList());
    DType type = order.stream().filter(t -> t.label().equals(answer)).findFirst().orElseThrow();
    if (always || form.answer(question).isPresent()) {
      typeNames.put(type, name);
    }
    return type;
  }

  @Override
  public Tensor tensor(String name, Set<DType> allowed) {
    DType type = ordered(allowed).get(0);
    boolean isList =
        schema.map(s -> s.attributes().get(name)).filter(f -> f.kind().endsWith("S")).isPresent();
    int[] shape = isList ? new int[] {1} : new int[0];
    Tensor tensor =
        type.isFloat()
            ? Tensor.of(type, shape, standIns.real(name, 0, Float.MAX_VALUE))
            : type == DType.STRING ? Tensor.of(shape, name) : Tensor.zeros(type, shape);
    tensors.put(tensor, name);
    return tensor;
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
  public void require(boolean fact, String why) {
    if (!fact) {
      throw new Misfit(why);
    }
  }

  @Override
  public Dim unknown(String name) {
    return Dim.size(name, 0);
  }

  // ---- data

  @Override
  public void expect(Behaviour behaviour, Dim.Rule rule, String why) {
    if (!rule.decided().orElse(false)) {
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
    boolean variadic = operator.outputs().get(operator.output(port)).variadic();
    boolean isThere = meaning.kind() == Stage.Kind.GIVEN || meaning.kind() == Stage.Kind.HELD;
    Stage own =
        isThere || outputs.containsValue(meaning)
            ? Stage.stage(meaning.shape(), meaning::at)
            : meaning.stored();
    outputs.put(variadic ? port + k : port, own);
  }

  @Override
  public void opaque(String why, Function<List<@Nullable Tensor>, List<Tensor>> function) {
    unsaid = Optional.of(OperatorText.OPAQUE.strip() + " " + why);
  }

  @Override
  public void random() {
    unsaid = Optional.of("random");
  }

  @Override
  public Stage changed(String graph, Stage x) {
    return x;
  }
}
