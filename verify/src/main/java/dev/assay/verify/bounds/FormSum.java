package dev.assay.verify.bounds;

import dev.assay.core.tensor.DType;
import java.util.TreeMap;

/** A sum of forms being added up, as a type computes it in any order. */
final class FormSum {
  private final DType type;
  private final TreeMap<Integer, double[]> terms = new TreeMap<>();
  private double constant;
  private double sizeOfConstant;
  private int summands;
  private double roundings;
  private double lost;
  private int folds;

  FormSum(DType type) {
    this.type = type;
  }

  /** Adds one more; exact zeros change nothing. */
  FormSum add(Form f) {
    if (f.is(0)) {
      return this;
    }
    for (int k = 0; k < f.units().length; k++) {
      double[] term = terms.computeIfAbsent(f.units()[k], u -> new double[2]);
      term[0] += f.coefficients()[k];
      term[1] += f.sizes()[k];
    }
    constant += f.constant();
    sizeOfConstant += f.sizeOfConstant();
    boolean sameSum = f.unit() == type.unit();
    summands += sameSum ? f.summands() : 1;
    roundings = Math.max(roundings, sameSum ? f.roundings() : f.passes());
    lost += f.lost() + (summands > 1 ? Form.leastNormal(type) : 0);
    folds = Math.max(folds, f.folds()) + 1;
    return this;
  }

  Form get() {
    int n = terms.size();
    int[] units = terms.keySet().stream().mapToInt(Integer::intValue).toArray();
    double[] coefficients = new double[n];
    double[] sizes = new double[n];
    int k = 0;
    for (double[] term : terms.values()) {
      coefficients[k] = term[0];
      sizes[k++] = term[1];
    }
    boolean single = summands <= 1;
    return new Form(
        units,
        coefficients,
        sizes,
        constant,
        sizeOfConstant,
        Math.max(1, summands),
        roundings,
        type.unit(),
        lost,
        single ? Math.max(0, folds - 1) : folds);
  }
}
