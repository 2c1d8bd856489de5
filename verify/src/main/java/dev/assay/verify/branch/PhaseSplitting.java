package dev.assay.verify.branch;

import dev.assay.verify.bounds.Bounds;
import dev.assay.verify.bounds.Intervals;
import dev.assay.verify.bounds.Network;
import dev.assay.verify.bounds.Phase;
import dev.assay.verify.bounds.Refutation;
import dev.assay.verify.branch.InputBisection.Result;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Branch and bound over the phases of rectifiers, for models of many inputs: each case on its own,
 * where its bound is not positive split by a rectifier that it hangs on most, depth first.
 */
public final class PhaseSplitting {
  private static final int STEPS_AT_ROOT = 100;
  private static final int STEPS = 25;
  private static final int STEPS_AT_LEAF = 1000;

  private final Network network;
  private final Bounds bounds;
  private final Refutation refutation;
  private final Predicate<double[]> isWitness;
  private final Effort effort;

  /** As for {@link InputBisection}. */
  public PhaseSplitting(
      Network network, boolean rounds, Predicate<double[]> isWitness, Effort effort) {
    this.network = network;
    this.bounds = new Bounds(network, rounds);
    this.refutation = new Refutation(bounds);
    this.isWitness = isWitness;
    this.effort = effort;
  }

  /** The part of a box with some phases; {@code share} of the case's tree. */
  private record Branch(List<Phase> phases, Intervals wider, double share) {
    Branch with(int unit, boolean isOn, Intervals here) {
      List<Phase> more = new ArrayList<>(phases);
      more.add(new Phase(unit, isOn));
      return new Branch(more, here, share / 2);
    }
  }

  /** Proves regions, one case after the other. */
  public Result prove(List<Region> regions) {
    long cases = regions.stream().mapToLong(r -> r.cases().size()).sum();
    for (Region region : regions) {
      bounds.enclose(region.low(), region.high());
      Intervals root = bounds.intervals();
      for (int[] rows : region.cases()) {
        Optional<Result> end = prove(region, rows, root, 1.0 / cases);
        if (end.isPresent()) {
          return end.get();
        }
      }
    }
    return Result.PROVED;
  }

  /** Proves one case; empty when that is done. */
  private Optional<Result> prove(Region region, int[] rows, Intervals root, double share) {
    Deque<Branch> open = new ArrayDeque<>();
    open.push(new Branch(List.of(), root, share));
    while (!open.isEmpty()) {
      if (effort.isOver()) {
        return Optional.of(Result.open("the time is up"));
      }
      Branch branch = open.pop();
      bounds.enclose(region.low(), region.high(), branch.wider, branch.phases);
      int steps = branch.phases.isEmpty() ? STEPS_AT_ROOT : STEPS;
      double bound = refutation.best(rows, branch.phases, 0, steps);
      effort.box(bound);
      if (bound > 0) {
        effort.prove(branch.share);
        continue;
      }
      double[] corner = corner(region);
      if (comesTrue(rows, corner) && isWitness.test(corner)) {
        return Optional.of(new Result(false, Optional.of(corner), ""));
      }
      int split = mostWanted();
      if (split < 0) {
        if (refutation.best(rows, branch.phases, 0, STEPS_AT_LEAF) > 0) {
          effort.prove(branch.share);
          continue;
        }
        return Optional.of(Result.open("a part where all phases are fixed is not proved"));
      }
      Intervals here = bounds.intervals();
      int unit = network.argument(split);
      boolean likely = here.high()[unit] > -here.low()[unit];
      open.push(branch.with(unit, !likely, here));
      open.push(branch.with(unit, likely, here));
    }
    return Optional.empty();
  }

  private int mostWanted() {
    int most = -1;
    double greatest = 0;
    for (int place : network.rectifiers()) {
      double gap = refutation.gap(place);
      if (gap > greatest) {
        greatest = gap;
        most = place;
      }
    }
    return most;
  }

  /** Where the last bound is met. */
  private double[] corner(Region region) {
    double[] coefficients = refutation.atInputs();
    double[] corner = new double[coefficients.length];
    for (int k = 0; k < corner.length; k++) {
      corner[k] = coefficients[k] > 0 ? region.low()[k] : region.high()[k];
    }
    return corner;
  }

  private boolean comesTrue(int[] rows, double[] input) {
    double[] values = network.values(input);
    for (int row : rows) {
      if (values[row] > 0) {
        return false;
      }
    }
    return true;
  }
}
