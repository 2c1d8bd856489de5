package dev.assay.generator;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.operator.Operator;
import dev.assay.core.text.OperatorBehaviours;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The behaviours that models are aimed at, and the operators whose nodes may meet one. */
final class Targets {
  /** What a definition may meet never changes, and is read off it once. */
  private static final Map<Operator, Set<Behaviour>> KNOWN = new ConcurrentHashMap<>();

  private final Set<Behaviour> behaviours = EnumSet.noneOf(Behaviour.class);

  /**
   * @param targets of these, whatever reads floats meets {@link Behaviour#SPECIAL_FLOATS}
   */
  Targets(Set<Behaviour> targets) {
    behaviours.addAll(targets);
    behaviours.remove(Behaviour.SPECIAL_FLOATS);
  }

  boolean isEmpty() {
    return behaviours.isEmpty();
  }

  boolean needZeros() {
    return behaviours.contains(Behaviour.EMPTY_FOLD);
  }

  /** Those of some operators whose nodes may meet one. */
  List<Operator> among(List<Operator> operators, int opset) {
    return operators.stream()
        .filter(o -> !Collections.disjoint(behaviours, possible(o, opset)))
        .toList();
  }

  private static Set<Behaviour> possible(Operator operator, int opset) {
    int version = operator.domain().isEmpty() ? opset : operator.since();
    return KNOWN.computeIfAbsent(operator, o -> OperatorBehaviours.of(o, version).types().keySet());
  }
}
