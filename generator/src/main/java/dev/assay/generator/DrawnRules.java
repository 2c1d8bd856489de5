package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The rules of a node that is drawn: handed on to the sizes, but for those that no draw can keep.
 */
final class DrawnRules {
  /** How much less often sizes are spread than alike: models would be full of ones. */
  private static final double AS_ONE = 0.5;

  private final Choices choices;
  private final Sizes sizes;
  private final Set<Dim> unknown = new HashSet<>();

  DrawnRules(Choices choices, Sizes sizes) {
    this.choices = choices;
    this.sizes = sizes;
  }

  /** A size that only the run tells. */
  Dim unknown(String name) {
    Dim d = Dim.size(name, 0);
    unknown.add(d);
    return d;
  }

  boolean isUnknown(Dims shape) {
    for (int k = 0; k < shape.rank() && !unknown.isEmpty(); k++) {
      if (isUnknown(shape.get(k))) {
        return true;
      }
    }
    return false;
  }

  boolean isUnknown(Dim d) {
    return !unknown.isEmpty()
        && (unknown.contains(d)
            || d instanceof Dim.Apply a && (isUnknown(a.left()) || isUnknown(a.right())));
  }

  private boolean isUnknown(Dim.Rule rule) {
    return isUnknown(rule.left()) || isUnknown(rule.right());
  }

  /**
   * Sooner a case that holds or that the node's own sizes can fulfil than one that moves others.
   */
  int which(Dim.Rule... rules) {
    double[] weights = new double[rules.length];
    boolean possible = false;
    for (int k = 0; k < weights.length; k++) {
      weights[k] = weight(rules[k]);
      possible |= weights[k] > 0;
    }
    if (!possible) {
      throw new Unfit("none of the cases is possible");
    }
    int k = choices.weighted(weights);
    require(rules[k], "");
    return k;
  }

  private double weight(Dim.Rule rule) {
    if (isUnknown(rule) || !rule.decided().orElse(true)) {
      return 0;
    }
    double asOne = rule.right().equals(Dim.dim(1)) ? AS_ONE : 1;
    return asOne * (sizes.holds(rule) ? 6 : sizes.yields(rule) ? 3 : 0.5);
  }

  void require(Dim.Rule rule, String why) {
    if (isUnknown(rule)) {
      return;
    }
    Optional<Boolean> decided = rule.decided();
    if (decided.isEmpty()) {
      sizes.require(rule);
      sizes.give(rule);
    } else if (!decided.get()) {
      throw new Unfit(why);
    }
  }
}
