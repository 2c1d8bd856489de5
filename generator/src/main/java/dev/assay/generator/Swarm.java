package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.operator.Operator;
import java.util.List;

/**
 * How much one model likes each operator (swarm testing: Groce et al., ISSTA 2012). The liking for
 * an operator falls with each time that it is drawn.
 */
final class Swarm {
  private final List<Operator> operators;
  private final double[] weights;
  private int drawn;

  Swarm(List<Operator> operators, Choices choices) {
    this.operators = operators;
    this.weights = new double[operators.size()];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = choices.chance(0.4) ? -StrictMath.log(1 - choices.unit()) + 0.05 : 0.02;
    }
  }

  Operator draw(Choices choices) {
    drawn = choices.weighted(weights);
    return operators.get(drawn);
  }

  /** Says whether the operator that was drawn became a node. */
  void tried(boolean grown) {
    weights[drawn] *= grown ? 0.4 : 0.8;
  }
}
