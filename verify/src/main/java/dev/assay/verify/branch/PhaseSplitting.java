package dev.assay.verify.branch;

import dev.assay.verify.bounds.Bounds;
import dev.assay.verify.bounds.Intervals;
import dev.assay.verify.bounds.Network;
import dev.assay.verify.bounds.Phase;
import dev.assay.verify.bounds.Refutation;
import dev.assay.verify.bounds.Refutation.Multipliers;
import dev.assay.verify.branch.InputBisection.Result;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Branch and bound over the phases of rectifiers, for models of many inputs: each case on its own,
 * where its bound is not positive split by a rectifier that it hangs on most, depth first.
 */
public final class PhaseSplitting {
  private static final int STEPS_AT_ROOT = 100;
  private static final int STEPS = 25;
  private static final int STEPS_AT_LEAF = 1000;

  /** Rectifiers of which both phases are tried before one is split. */
  private static final int CANDIDATES = 8;

  private final Network network;
  private final Bounds bounds;
  private final Refutation refutation;
  private final Predicate<double[]> isWitness;
  private final Effort effort;

  /** Why a part was left, if one was. */
  private String left = "";

  /** As for {@link InputBisection}. */
  public PhaseSplitting(
      Network network, boolean rounds, Predicate<double[]> isWitness, Effort effort) {
    this.network = network;
    this.bounds = new Bounds(network, rounds);
    this.refutation = new Refutation(bounds);
    this.isWitness = isWitness;
    this.effort = effort;
  }

  /**
   * The part of a box with some phases; {@code share} of the case's tree.
   *
   * @param start multipliers that were good for the part around it
   */
  private record Branch(
      List<Phase> phases, Intervals wider, Multipliers start, double share, Derivation derivation) {
    Branch with(int unit, boolean isOn, Intervals here, Multipliers start) {
      List<Phase> more = new ArrayList<>(phases);
      more.add(new Phase(unit, isOn));
      Derivation part = isOn ? derivation.above() : derivation.below();
      return new Branch(more, here, start, share / 2, part);
    }
  }

  /** Proves regions, one case after the other. */
  public Result prove(List<Region> regions, Ledger ledger) {
    long cases = regions.stream().mapToLong(r -> r.cases().size()).sum();
    for (int k = 0; k < regions.size(); k++) {
      Region region = regions.get(k);
      bounds.enclose(region.low(), region.high());
      Intervals root = bounds.intervals();
      for (int[] rows : region.cases()) {
        Derivation derivation = ledger.derivation(k, List.of(rows));
        Multipliers start = Multipliers.of(rows.length);
        Branch whole = new Branch(List.of(), root, start, 1.0 / cases, derivation);
        Optional<Result> end = prove(region, rows, whole);
        if (end.isPresent()) {
          return end.get();
        }
      }
    }
    return left.isEmpty() ? Result.PROVED : Result.open(left);
  }

  /** Proves one case; empty when that is done. */
  private Optional<Result> prove(Region region, int[] rows, Branch whole) {
    Deque<Branch> open = new ArrayDeque<>();
    open.push(whole);
    while (!open.isEmpty()) {
      if (effort.isOver()) {
        return Optional.of(Result.open("the time is up"));
      }
      Branch branch = open.pop();
      bounds.enclose(region.low(), region.high(), branch.wider, branch.phases);
      int steps = branch.phases.isEmpty() ? STEPS_AT_ROOT : STEPS;
      double bound = refutation.best(rows, branch.phases, branch.start, steps);
      effort.box(bound);
      if (bound > 0) {
        branch.derivation.prove(rows, refutation.evidence());
        effort.prove(branch.share);
        continue;
      }
      double[] corner = corner(region);
      if (comesTrue(rows, corner) && isWitness.test(corner)) {
        return Optional.of(new Result(false, Optional.of(corner), ""));
      }
      Multipliers start = refutation.multipliers();
      int split = mostWanted(rows, branch.phases);
      if (split < 0) {
        if (refutation.best(rows, branch.phases, start, STEPS_AT_LEAF) > 0) {
          branch.derivation.prove(rows, refutation.evidence());
          effort.prove(branch.share);
          continue;
        }
        left = "a part where all phases are fixed is not proved";
        continue; // in another one there may be a witness
      }
      Intervals here = bounds.intervals();
      int unit = network.argument(split);
      branch.derivation.splitPhase(unit);
      boolean likely = here.high()[unit] > -here.low()[unit];
      open.push(branch.with(unit, !likely, here, start));
      open.push(branch.with(unit, likely, here, start));
    }
    return Optional.empty();
  }

  /**
   * The rectifier whose phases promise most, of those that the last bound hangs on most; -1 where
   * it hangs on none (filtered smart branching; De Palma et al. 2021).
   */
  private int mostWanted(int[] rows, List<Phase> phases) {
    int[] candidates =
        IntStream.of(network.rectifiers())
            .filter(place -> refutation.gap(place) > 0)
            .boxed()
            .sorted(Comparator.comparingDouble(place -> -refutation.gap(place)))
            .limit(CANDIDATES)
            .mapToInt(Integer::intValue)
            .toArray();
    int most = -1;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int place : candidates) {
      int unit = network.argument(place);
      double off = Math.min(0, refutation.tried(rows, phases, new Phase(unit, false)));
      double on = Math.min(0, refutation.tried(rows, phases, new Phase(unit, true)));
      if (most < 0 || off + on > greatest) {
        greatest = off + on;
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
