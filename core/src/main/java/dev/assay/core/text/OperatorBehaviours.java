package dev.assay.core.text;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.onnx.Schemas;
import dev.assay.core.operator.Operator;
import dev.assay.core.tensor.DType;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which behaviours the nodes of an operator may meet, and with which element types of its first
 * input: read off the conditions of its usual case and of every other, in each type.
 */
public record OperatorBehaviours(Map<Behaviour, Set<DType>> types) {
  private static final int DEPARTURES = 3;

  /** Reads a definition at a version of its domain. */
  public static OperatorBehaviours of(Operator operator, int opset) {
    Fitting fitting =
        new Fitting(
            operator,
            opset,
            Schemas.find(operator.domain(), operator.name(), opset),
            StandIns.FIRST);
    Map<Behaviour, Set<DType>> types = new EnumMap<>(Behaviour.class);
    fitting
        .nearest(Case.USUAL, DEPARTURES)
        .ifPresent(
            usual -> {
              add(types, usual);
              for (Case typed : typed(usual)) {
                fitting.nearest(typed, 1).ifPresent(c -> addAll(types, fitting, c));
              }
            });
    return new OperatorBehaviours(Collections.unmodifiableMap(types));
  }

  /** The usual case in each type that the first question about one allows. */
  private static List<Case> typed(CaseDraft usual) {
    return usual.answers().questions().stream()
        .filter(q -> q.kind() == Question.Kind.TYPE)
        .findFirst()
        .map(q -> usual.answers().all(q).stream().map(a -> usual.form().with(q, a)).toList())
        .orElse(List.of(usual.form()));
  }

  private static void addAll(Map<Behaviour, Set<DType>> types, Fitting fitting, CaseDraft draft) {
    add(types, draft);
    for (Question q : draft.answers().questions()) {
      if (draft.form().answer(q).isEmpty()) {
        for (String answer : draft.answers().others(q)) {
          fitting.nearest(draft.form().with(q, answer), 1).ifPresent(c -> add(types, c));
        }
      }
    }
  }

  private static void add(Map<Behaviour, Set<DType>> types, CaseDraft draft) {
    Set<DType> own = EnumSet.noneOf(DType.class);
    draft.inputs().stream().limit(1).forEach(i -> own.add(i.stage().type()));
    draft
        .conditions(behaviour -> true)
        .forEach(
            e ->
                types.computeIfAbsent(e.behaviour(), b -> EnumSet.noneOf(DType.class)).addAll(own));
  }
}
