package dev.assay.generator.rules;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.graph.Attribute;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.records.Call;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.Operand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** A recorded call as a scene: every size is a number. */
public final class CallScene implements Scene {
  private static final Object NONE = new Object();

  private final Declaration operator;
  private final Call call;
  private final int place;
  private final Map<Term.Name, Object> values = new HashMap<>();

  private CallScene(Declaration operator, Call call, int place) {
    this.operator = operator;
    this.call = call;
    this.place = place;
  }

  public static CallScene of(Declaration operator, Call call) {
    return new CallScene(operator, call, 0);
  }

  /**
   * A call of which an output is asked about.
   *
   * @param place among those of a variadic output
   */
  public static CallScene of(Declaration operator, Call call, int place) {
    return new CallScene(operator, call, place);
  }

  public Call call() {
    return call;
  }

  @Override
  public Arithmetic arithmetic() {
    return Arithmetic.NUMBERS;
  }

  @Override
  public boolean has(String name) {
    int input = operator.input(name);
    return input >= 0 ? call.input(input).isPresent() : attribute(name).isPresent();
  }

  private Optional<Attribute> attribute(String name) {
    return Optional.ofNullable(call.attributes().get(name))
        .or(() -> operator.attribute(name).flatMap(Declaration.Field::otherwise));
  }

  @Override
  public @Nullable String word(String attribute) {
    return attribute(attribute)
        .filter(a -> a.kind() == Attribute.Kind.STRING)
        .map(Attribute::text)
        .orElse(null);
  }

  @Override
  public Optional<DType> type(String name) {
    return OperatorRules.type(operator, call, name);
  }

  @Override
  public @Nullable Object value(Term.Name name) {
    Object known = values.get(name);
    if (known == null) {
      Object found = find(name);
      known = found == null ? NONE : found;
      values.put(name, known);
    }
    return known == NONE ? null : known;
  }

  private @Nullable Object find(Term.Name name) {
    return switch (name.source()) {
      case SHAPE -> input(name.of()).map(Operand::shape).orElse(null);
      case ELEMENTS ->
          input(name.of()).flatMap(Operand::data).map(CallScene::integers).orElse(null);
      case ATTRIBUTE -> attribute(name.of()).map(CallScene::integers).orElse(null);
      case SIGN, WHOLE ->
          attribute(name.of())
              .filter(a -> a.kind() == Attribute.Kind.FLOAT)
              .map(a -> name.source().of(a.real()))
              .orElse(null);
      case COMMON -> common(name.of());
      case TOTAL -> folded(name.of(), Dim::plus);
      case MOST -> folded(name.of(), Dim::max);
      case LEAST -> folded(name.of(), Dim::min);
      case COUNT -> count(name.of());
      case PLACE -> Dim.dim(place);
    };
  }

  private Optional<Operand> input(String port) {
    int place = operator.input(port);
    return place < 0 ? Optional.empty() : call.input(place);
  }

  private Dim count(String port) {
    int input = operator.input(port);
    return Dim.dim(
        input >= 0 ? call.inputs().size() - input : call.outputs() - operator.outputs().size() + 1);
  }

  private List<Dims> members(String port) {
    List<Dims> shapes = new ArrayList<>();
    for (int k = operator.input(port); k < call.inputs().size(); k++) {
      call.input(k).ifPresent(o -> shapes.add(o.shape()));
    }
    return shapes;
  }

  private @Nullable Dims common(String port) {
    Optional<Dims> common = Optional.of(Dims.of());
    for (Dims d : members(port)) {
      common = common.flatMap(c -> arithmetic().broadcast(c, d));
    }
    return common.orElse(null);
  }

  private @Nullable Dims folded(String port, BinaryOperator<Dim> by) {
    List<Dims> shapes = members(port);
    boolean alike = shapes.stream().mapToInt(Dims::rank).distinct().count() == 1;
    return alike ? shapes.stream().reduce((a, b) -> a.zip(b, by)).orElse(null) : null;
  }

  private static @Nullable Object integers(Tensor t) {
    if (t.type() == DType.STRING) {
      return null;
    }
    return t.type().isFloat()
        ? Dims.each(t.size(), k -> Dim.dim((long) Math.floor(t.real(k))))
        : Dims.ofNumbers(longs(t.integers()));
  }

  private static List<Long> longs(long... list) {
    return Arrays.stream(list).boxed().toList();
  }

  private static @Nullable Object integers(Attribute a) {
    return switch (a.kind()) {
      case INT -> Dim.dim(a.integer());
      case INTS -> Dims.ofNumbers(a.integers());
      case FLOATS -> Dims.zeros(a.reals().size());
      case STRINGS -> Dims.zeros(a.texts().size());
      case TENSOR -> Dims.ofNumbers(a.tensor().shape());
      case FLOAT, STRING, GRAPH, TYPE_PROTO -> null;
    };
  }
}
