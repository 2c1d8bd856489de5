package dev.assay.generator;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.operator.Operator;
import dev.assay.core.text.OperatorBehaviours;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The behaviours that models are aimed at, and the operators whose nodes may meet one. */
final class Aims {
  private final Set<Behaviour> behaviours = EnumSet.noneOf(Behaviour.class);
  private final Map<Operator, Boolean> known = new HashMap<>();

  /**
   * @param targets of these, whatever reads floats meets {@link Behaviour#SPECIAL_FLOATS}
   */
  Aims(Set<Behaviour> targets) {
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
        .filter(o -> known.computeIfAbsent(o, any -> mayMeet(o, opset)))
        .toList();
  }

  private boolean mayMeet(Operator operator, int opset) {
    int version = operator.domain().isEmpty() ? opset : operator.since();
    return OperatorBehaviours.of(operator, version).types().keySet().stream()
        .anyMatch(behaviours::contains);
  }
}
