package dev.assay.verify.robustness;

import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import dev.assay.verify.property.Box;
import dev.assay.verify.property.Constraint;
import dev.assay.verify.property.Property;
import dev.assay.verify.property.Property.Case;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The claim that around an input no other output than the label becomes the greatest. */
public final class LocalRobustness {
  private LocalRobustness() {}

  /**
   * The claim for a box around an input.
   *
   * @param label the output that stays the greatest; that at the input where none is given
   */
  public static Property of(
      Model model, Tensor input, BigDecimal epsilon, Optional<Integer> label) {
    if (input.size() != model.size()) {
      throw new IllegalArgumentException(
          "the input is of another model\n  required : "
              + model.size()
              + " numbers\n  but      : "
              + input);
    }
    double[] middle = input.reals();
    List<Tensor> outputs = GraphReading.values(model.graph(), model.tensors(middle)).outputs();
    double[] scores = outputs.get(0).reals();
    int stays = label.orElseGet(() -> greatest(scores));
    if (stays < 0 || stays >= scores.length) {
      throw new IllegalArgumentException(
          "no output has the label\n  required : 0 to "
              + (scores.length - 1)
              + "\n  but      : "
              + stays);
    }
    Box box = around(middle, epsilon);
    List<Case> cases = new ArrayList<>();
    for (int k = 0; k < scores.length; k++) {
      if (k != stays) {
        Map<Integer, BigDecimal> weights =
            Map.of(stays, BigDecimal.ONE, k, BigDecimal.ONE.negate());
        cases.add(
            new Case(box, List.of(new Constraint(Map.of(), weights, BigDecimal.ZERO, false))));
      }
    }
    int size = outputs.stream().mapToInt(Tensor::size).sum();
    return new Property(model.size(), size, cases);
  }

  private static Box around(double[] middle, BigDecimal epsilon) {
    List<BigDecimal> low = new ArrayList<>();
    List<BigDecimal> high = new ArrayList<>();
    for (double x : middle) {
      low.add(new BigDecimal(x).subtract(epsilon));
      high.add(new BigDecimal(x).add(epsilon));
    }
    return new Box(low, high);
  }

  private static int greatest(double[] scores) {
    int best = 0;
    for (int k = 1; k < scores.length; k++) {
      best = scores[k] > scores[best] ? k : best;
    }
    return best;
  }
}
