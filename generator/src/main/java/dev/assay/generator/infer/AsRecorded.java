package dev.assay.generator.infer;

import static dev.assay.generator.rules.Term.apply;
import static dev.assay.generator.rules.Term.name;
import static dev.assay.generator.rules.Term.number;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.TensorType;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.records.Call;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.Declaration.Field;
import dev.assay.generator.records.Declaration.Occurrence;
import dev.assay.generator.records.Declaration.Port;
import dev.assay.generator.records.Operand;
import dev.assay.generator.records.Outcome;
import dev.assay.generator.records.Recorded;
import dev.assay.generator.rules.Claim;
import dev.assay.generator.rules.Claim.Relation;
import dev.assay.generator.rules.Condition;
import dev.assay.generator.rules.Function;
import dev.assay.generator.rules.OperatorFromRules;
import dev.assay.generator.rules.OperatorRules;
import dev.assay.generator.rules.OutputRule;
import dev.assay.generator.rules.Source;
import dev.assay.generator.rules.Term;
import dev.assay.generator.rules.TypeRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Rules that take one call as it was recorded, with any data: what models can have of an operator
 * whose rules nobody found.
 */
final class AsRecorded {
  private final Declaration operator;
  private final Call call;
  private final List<TensorType> outputs;
  private final Map<String, Set<DType>> types = new TreeMap<>();
  private final Map<String, Set<String>> words = new TreeMap<>();
  private final List<Condition> conditions = new ArrayList<>();

  private AsRecorded(Declaration operator, Call call, Outcome.Taken taken) {
    this.operator = operator;
    this.call = call;
    this.outputs = taken.outputs();
  }

  /**
   * Those of some calls that were taken: first of small ones with several axes, of empty ones last.
   */
  static List<OperatorRules> of(Declaration operator, List<Recorded> taken, int most) {
    return taken.stream()
        .sorted(
            Comparator.comparing(AsRecorded::isEmpty)
                .thenComparing(AsRecorded::isPlain)
                .thenComparing(AsRecorded::elements))
        .flatMap(r -> of(operator, r).stream())
        .limit(most)
        .toList();
  }

  private static Stream<Dims> shapes(Recorded r) {
    return r.call().inputs().stream().flatMap(Optional::stream).map(Operand::shape);
  }

  private static boolean isEmpty(Recorded r) {
    return shapes(r).anyMatch(s -> s.list().contains(Dim.dim(0)));
  }

  private static boolean isPlain(Recorded r) {
    return shapes(r).flatMap(s -> s.list().stream()).filter(d -> !d.equals(Dim.dim(1))).count() < 2;
  }

  private static long elements(Recorded r) {
    return shapes(r).filter(Dims::areNumbers).mapToLong(s -> Tensor.size(s.numbers())).sum();
  }

  /** Those of one call; empty where they cannot be said. */
  private static Optional<OperatorRules> of(Declaration operator, Recorded r) {
    AsRecorded rules = new AsRecorded(operator, r.call(), (Outcome.Taken) r.outcome());
    return rules.isSayable() ? Optional.of(rules.all()) : Optional.empty();
  }

  /** Whether it has no lists of values, no holes in its types, and no large numbers. */
  private boolean isSayable() {
    return operator.inputs().stream().noneMatch(Port::isVariadic)
        && operator.outputs().stream().noneMatch(Port::isVariadic)
        && outputs.size() == operator.outputs().size()
        && outputs.stream().allMatch(t -> t.shape().isPresent())
        && call.inputs().stream().flatMap(Optional::stream).allMatch(this::isSayable)
        && call.attributes().values().stream().allMatch(AsRecorded::isSayable);
  }

  /** Of what may be sizes or places, only lists can be said. */
  private boolean isSayable(Operand o) {
    return o.shape().areNumbers()
        && !(mayBeSizes(o) && o.rank() > 1)
        && integers(o).filter(AsRecorded::areLarge).isEmpty();
  }

  private static boolean mayBeSizes(Operand o) {
    return DType.INDICES.contains(o.type())
        && o.data().filter(t -> t.size() <= CallDraw.HELD).isPresent();
  }

  private static boolean isSayable(Attribute a) {
    return switch (a.kind()) {
      case INT -> !areLarge(List.of(a.integer()));
      case INTS -> !areLarge(a.integers());
      case FLOAT, FLOATS, STRING -> true;
      case STRINGS, TENSOR, GRAPH, TYPE_PROTO -> false;
    };
  }

  private static boolean areLarge(List<Long> integers) {
    return integers.stream().anyMatch(n -> !OperatorFromRules.INTEGERS.holds(n));
  }

  /** What an input of integers holds, by which sizes may go. */
  private static Optional<List<Long>> integers(Operand o) {
    return o.data()
        .filter(t -> mayBeSizes(o) && t.rank() <= 1)
        .map(t -> Arrays.stream(t.integers()).boxed().toList());
  }

  private OperatorRules all() {
    for (int k = 0; k < operator.inputs().size(); k++) {
      Port port = operator.inputs().get(k);
      call.input(k).ifPresentOrElse(o -> given(port, o), () -> say(Relation.ABSENT, port.name()));
    }
    for (Field f : operator.attributes()) {
      Optional.ofNullable(call.attributes().get(f.name()))
          .or(f::otherwise)
          .ifPresentOrElse(value -> given(f, value), () -> say(Relation.ABSENT, f.name()));
    }
    List<OutputRule> rules = new ArrayList<>();
    for (int k = 0; k < outputs.size(); k++) {
      TensorType t = outputs.get(k);
      rules.add(
          new OutputRule(
              operator.outputs().get(k).name(),
              List.of(new OutputRule.OfType(List.of(), new TypeRule.Fixed(t.element()))),
              List.of(new OutputRule.Shape(List.of(), list(t.shape().orElseThrow())))));
    }
    return new OperatorRules(operator, types, List.of(), words, conditions, rules);
  }

  private void given(Port port, Operand o) {
    types.put(port.variable(), Set.of(o.type()));
    if (port.occurrence() == Occurrence.OPTIONAL) {
      say(Relation.GIVEN, port.name());
    }
    Term shape = name(Source.SHAPE, port.name());
    Optional<List<Long>> held = integers(o);
    if (held.isEmpty() || o.rank() == 0) {
      equal(shape, o.shape().list().stream().map(d -> ((Dim.Const) d).value()).toList());
    }
    held.ifPresent(
        list -> {
          Term elements = name(Source.ELEMENTS, port.name());
          if (o.rank() == 0) {
            equal(apply(Function.AT, elements, number(0)), list.get(0));
          } else {
            equal(elements, list);
          }
        });
  }

  private void given(Field f, Attribute value) {
    if (!f.required() && f.otherwise().isEmpty()) {
      say(Relation.GIVEN, f.name());
    }
    Term term = name(Source.ATTRIBUTE, f.name());
    switch (value.kind()) {
      case INT -> equal(term, value.integer());
      case INTS -> equal(term, value.integers());
      case FLOATS -> equal(apply(Function.LENGTH, term), (long) value.toTensor().size());
      case STRING -> words.put(f.name(), Set.of(value.text()));
      default -> {}
    }
  }

  private void equal(Term list, List<Long> values) {
    equal(apply(Function.LENGTH, list), (long) values.size());
    for (int k = 0; k < values.size(); k++) {
      equal(apply(Function.AT, list, number(k)), values.get(k));
    }
  }

  private void equal(Term term, long value) {
    conditions.add(new Condition(List.of(), Claim.equal(term, number(value))));
  }

  private void say(Relation relation, String of) {
    Source source = operator.input(of) >= 0 ? Source.SHAPE : Source.ATTRIBUTE;
    Term term = name(source, of);
    conditions.add(new Condition(List.of(), new Claim(relation, term, term)));
  }

  /** A list of numbers. */
  private static Term list(Dims shape) {
    return shape.list().stream()
        .map(d -> apply(Function.UNIT, new Term.Number(d)))
        .reduce((a, b) -> apply(Function.JOIN, a, b))
        .orElseGet(() -> apply(Function.REPEATED, number(1), number(0)));
  }
}
