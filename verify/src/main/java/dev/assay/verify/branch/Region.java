package dev.assay.verify.branch;

import java.util.List;

/**
 * A box of inputs and the cases that must not come true in it: a case does where all its units are
 * at most 0.
 */
@SuppressWarnings("ArrayRecordComponent")
public record Region(double[] low, double[] high, List<int[]> cases) {
  public Region {
    cases = List.copyOf(cases);
  }
}
