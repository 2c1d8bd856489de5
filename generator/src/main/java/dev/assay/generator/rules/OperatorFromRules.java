package dev.assay.generator.rules;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.onnx.Schema;
import dev.assay.core.operator.Draft;
import dev.assay.core.operator.Operator;
import dev.assay.core.operator.Port;
import dev.assay.core.tensor.DType;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.Declaration.Occurrence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rules as an operator without meaning: it is drawn, read and checked as any other, and whoever
 * asks for its value is told that nobody said it. Systems can only be compared with themselves on
 * it.
 */
public final class OperatorFromRules {
  /** The integers that are drawn, where rules do not bound them further. */
  public static final Range INTEGERS = Range.of(-8, 64);

  private OperatorFromRules() {}

  public static Operator of(OperatorRules rules) {
    Declaration d = rules.declaration();
    return new Operator(
        d.domain(),
        d.name(),
        d.version(),
        ports(d.inputs(), d.leastInputs()),
        ports(d.outputs(), d.leastOutputs()),
        op -> tell(rules, op),
        Optional.of(schema(rules)));
  }

  /** What is declared, with the types that go. */
  private static Schema schema(OperatorRules rules) {
    Declaration d = rules.declaration();
    Map<String, Schema.Field> fields = new LinkedHashMap<>();
    d.attributes()
        .forEach(
            f ->
                fields.put(
                    f.name(),
                    new Schema.Field(f.name(), f.kind().name(), f.required(), f.otherwise())));
    return new Schema(
        d.domain(),
        d.name(),
        d.version(),
        false,
        d.leastInputs(),
        d.leastOutputs(),
        parameters(rules, d.inputs()),
        parameters(rules, d.outputs()),
        fields,
        Map.of());
  }

  private static List<Schema.Parameter> parameters(
      OperatorRules rules, List<Declaration.Port> ports) {
    return ports.stream()
        .map(
            p ->
                new Schema.Parameter(
                    p.name(),
                    p.variable(),
                    DType.common(p.types(), rules.types().getOrDefault(p.variable(), p.types())),
                    Schema.Occurrence.valueOf(p.occurrence().name()),
                    true))
        .toList();
  }

  private static List<Port> ports(List<Declaration.Port> ports, int least) {
    return ports.stream()
        .map(
            p ->
                new Port(
                    p.name(),
                    p.occurrence() == Occurrence.OPTIONAL || ports.indexOf(p) > least,
                    p.isVariadic()))
        .toList();
  }

  private static void tell(OperatorRules rules, Draft op) {
    DraftScene scene = new DraftScene(rules, op);
    scene.ask();
    for (Condition c : rules.conditions()) {
      if (c.when().stream().allMatch(g -> g.holds(scene))) {
        Optional<List<Dim.Rule>> kept = c.claim().in(scene);
        op.require(kept.isPresent(), c.toString());
        kept.orElseThrow().forEach(r -> op.require(r, c.toString()));
      }
    }
    for (OutputRule o : rules.outputs()) {
      boolean isVariadic = Declaration.at(rules.declaration().outputs(), 99).isPresent();
      int count = isVariadic && isLast(rules, o) ? op.count(o.port()) : 1;
      for (int k = 0; k < count; k++) {
        if (count > 1 || op.has(o.port())) {
          op.output(o.port(), k, given(o, scene.at(k), op));
        }
      }
    }
    op.opaque(
        "its rules are inferred from calls, and nobody said its meaning",
        inputs -> {
          throw new UnsupportedOperationException("no reading knows what it computes");
        });
  }

  private static boolean isLast(OperatorRules rules, OutputRule o) {
    return rules.outputs().indexOf(o) == rules.outputs().size() - 1;
  }

  private static Stage given(OutputRule o, DraftScene scene, Draft op) {
    Optional<Dims> shape =
        o.shapes().stream()
            .filter(s -> s.when().stream().allMatch(g -> g.holds(scene)))
            .findFirst()
            .map(s -> (Dims) s.shape().in(scene));
    op.require(shape.isPresent(), "the shape of " + o.port() + " is known");
    shape.orElseThrow().list().forEach(d -> op.require(d.atLeast(0), "no size is negative"));
    Optional<DType> type =
        o.types().stream()
            .filter(t -> t.when().stream().allMatch(g -> g.holds(scene)))
            .findFirst()
            .flatMap(t -> scene.type(t.type()));
    op.require(type.isPresent(), "the type of " + o.port() + " is known");
    return Stage.given(o.port(), type.orElseThrow(), shape.orElseThrow());
  }
}
