package dev.assay.verify.branch;

import dev.assay.verify.bounds.Bounds;
import dev.assay.verify.bounds.Evidence;
import dev.assay.verify.bounds.Intervals;
import dev.assay.verify.bounds.Network;
import dev.assay.verify.bounds.Refutation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Branch and bound over the inputs: a box whose bounds leave a case open is halved, depth first.
 *
 * <p>What each box comes to is final, whatever chose the splits; so the heuristic changes while the
 * frontier stays: each gets a slice of the work, and the one that proved most for its work gets the
 * next, twice as long.
 */
public final class InputBisection {
  /** Steps towards better multipliers of a bound. */
  private static final int STEPS = 12;

  private final Network network;
  private final boolean rounds;
  private final Predicate<double[]> isWitness;
  private final Effort effort;

  /**
   * @param rounds whether the proof holds of the types of the model, or else of real numbers
   * @param isWitness whether an input, on which plain doubles see a case come true, is a witness
   */
  public InputBisection(
      Network network, boolean rounds, Predicate<double[]> isWitness, Effort effort) {
    this.network = network;
    this.rounds = rounds;
    this.isWitness = isWitness;
    this.effort = effort;
  }

  /** What came of regions: all proved, a witness, or the reason why neither. */
  public record Result(boolean proved, Optional<double[]> witness, String reason) {
    static final Result PROVED = new Result(true, Optional.empty(), "");

    static Result open(String reason) {
      return new Result(false, Optional.empty(), reason);
    }
  }

  /** Proves regions with some threads at once. */
  public Result prove(List<Region> regions, int threads, Ledger ledger)
      throws InterruptedException {
    Frontier frontier = new Frontier();
    for (int k = 0; k < regions.size(); k++) {
      Region r = regions.get(k);
      frontier.push(
          new Part(
              r.low(),
              r.high(),
              r.cases(),
              1.0 / regions.size(),
              Optional.empty(),
              ledger.derivation(k, r.cases())));
    }
    List<Thread> others = new ArrayList<>();
    for (int t = 1; t < threads; t++) {
      Thread other = new Thread(() -> work(frontier), "proof " + t);
      other.setDaemon(true);
      other.start();
      others.add(other);
    }
    work(frontier);
    for (Thread other : others) {
      other.join();
    }
    return frontier.result();
  }

  private void work(Frontier frontier) {
    try {
      Worker worker = new Worker(frontier);
      for (Optional<Part> next = frontier.take(); next.isPresent(); next = frontier.take()) {
        worker.prove(next.get());
        frontier.done();
      }
    } catch (RuntimeException | Error e) {
      frontier.end(Result.open("a worker failed: " + e));
      throw e;
    }
  }

  /** One thread with its own bounds. */
  private final class Worker {
    private final Frontier frontier;
    private final Bounds bounds = new Bounds(network, rounds);
    private final Bounds trial = new Bounds(network, rounds);
    private final Portfolio portfolio = new Portfolio();
    private final Refutation refutation = new Refutation(bounds);

    /** Of the last best bound that was positive. */
    private Evidence evidence = Evidence.NONE;

    Worker(Frontier frontier) {
      this.frontier = frontier;
    }

    void prove(Part part) {
      if (effort.isOver()) {
        frontier.end(Result.open("the time is up"));
        return;
      }
      bounds.enclose(part.low(), part.high(), part.wider());
      List<int[]> open = new ArrayList<>();
      double[] smear = new double[network.dimension()];
      List<double[]> corners = new ArrayList<>();
      double worst = Double.POSITIVE_INFINITY;
      for (int[] rows : part.cases()) {
        double best = best(part, rows, smear, corners);
        if (best > 0) {
          part.derivation().prove(rows, evidence);
        }
        worst = Math.min(worst, best);
        if (!(best > 0)) {
          open.add(rows);
        }
      }
      effort.box(worst);
      if (open.isEmpty()) {
        effort.prove(part.volume());
        portfolio.spent(1, part.volume());
        return;
      }
      corners.add(part.centre());
      for (double[] corner : corners) {
        if (comesTrue(open, corner) && isWitness.test(corner)) {
          frontier.end(new Result(false, Optional.of(corner), ""));
          return;
        }
      }
      split(part, open, smear);
    }

    /** The best bound of the rows of a case; adds up how they vary and where they are least. */
    private double best(Part part, int[] rows, double[] smear, List<double[]> corners) {
      double best = Double.NEGATIVE_INFINITY;
      int first = 0;
      for (int k = 0; k < rows.length; k++) {
        double bound = refutation.alone(rows[k]);
        note(part, smear, corners);
        if (bound > 0) {
          evidence = bounds.isEmpty() ? Evidence.NONE : Evidence.of(k, rows.length);
          return bound;
        }
        if (bound > best) {
          best = bound;
          first = k;
        }
      }
      double combined = refutation.best(rows, List.of(), first, STEPS);
      evidence = refutation.evidence();
      if (combined <= 0) {
        note(part, smear, corners);
      }
      return Math.max(best, combined);
    }

    private void note(Part part, double[] smear, List<double[]> corners) {
      double[] coefficients = refutation.atInputs();
      double[] corner = new double[smear.length];
      for (int k = 0; k < smear.length; k++) {
        double width = part.high()[k] - part.low()[k];
        smear[k] += (Math.abs(coefficients[k]) + 1e-9) * width;
        corner[k] = coefficients[k] > 0 ? part.low()[k] : part.high()[k];
      }
      corners.add(corner);
    }

    private boolean comesTrue(List<int[]> cases, double[] input) {
      double[] values = network.values(input);
      for (int[] rows : cases) {
        boolean all = true;
        for (int row : rows) {
          all &= values[row] <= 0;
        }
        if (all) {
          return true;
        }
      }
      return false;
    }

    private void split(Part part, List<int[]> open, double[] smear) {
      int chosen = -1;
      double greatest = Double.NEGATIVE_INFINITY;
      int splittable = 0;
      for (int k = 0; k < smear.length; k++) {
        splittable += part.splits(k) ? 1 : 0;
      }
      Intervals here = bounds.intervals();
      boolean strong = portfolio.heuristic() == Heuristic.STRONG && splittable > 1;
      for (int k = 0; k < smear.length; k++) {
        if (part.splits(k)) {
          double score = strong ? tried(part, open, k, here) : smear[k];
          if (score > greatest || chosen < 0) {
            greatest = score;
            chosen = k;
          }
        }
      }
      portfolio.spent(1 + (strong ? 2 * splittable : 0), 0);
      if (chosen < 0) {
        frontier.leave("a box of one point is not proved");
        return;
      }
      Derivation whole = part.derivation();
      whole.splitInput(chosen, part.middle(chosen));
      frontier.push(part.half(chosen, true, open, here, whole.above()));
      frontier.push(part.half(chosen, false, open, here, whole.below()));
    }

    private double tried(Part part, List<int[]> open, int dimension, Intervals here) {
      return Math.min(0, bound(part.half(dimension, false, open, here)))
          + Math.min(0, bound(part.half(dimension, true, open, here)));
    }

    private double bound(Part half) {
      trial.enclose(half.low(), half.high(), half.wider());
      double worst = Double.POSITIVE_INFINITY;
      for (int[] rows : half.cases()) {
        double best = Double.NEGATIVE_INFINITY;
        for (int row : rows) {
          best = Math.max(best, trial.least(row));
        }
        worst = Math.min(worst, best);
      }
      return worst;
    }
  }
}
