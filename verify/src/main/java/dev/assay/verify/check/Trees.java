package dev.assay.verify.check;

import static dev.assay.verify.check.Refusal.present;
import static dev.assay.verify.check.Refusal.require;

import dev.assay.verify.certificate.proto.Certificates.Proof;
import dev.assay.verify.certificate.proto.Certificates.Split;
import dev.assay.verify.certificate.proto.Certificates.Step;
import dev.assay.verify.certificate.proto.Certificates.Tree;
import dev.assay.verify.check.Claim.Region;
import dev.assay.verify.check.Ranges.Side;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;

/** The trees of a certificate, read and checked step by step. */
final class Trees {
  /**
   * About what rounding takes from a line at each unit, in multiples of 2^-62: twice a constant,
   * what a sum errs by and its cut weights, each once in the line and once in the ranges it hangs
   * on.
   */
  private static final int ROUNDINGS = 8;

  /** How often a part is halved in which rounding took a bound away. */
  private static final int HALVINGS = 6;

  private final InputStream in;
  private final Claim claim;
  private final Line line;
  private final Multipliers multipliers;
  private long parts;

  Trees(InputStream in, Claim claim) {
    this.in = in;
    this.claim = claim;
    this.line = new Line(claim.units());
    this.multipliers = new Multipliers(claim.units(), line);
  }

  /** A part that is still to be looked at, with the cases that are open in it. */
  private record Open(Ranges around, Side side, BitSet cases, int depth) {}

  /** Checks all; gives the number of parts. */
  long check() throws IOException, Refusal {
    BitSet[] proved = claim.regions().stream().map(r -> new BitSet()).toArray(BitSet[]::new);
    for (Tree t = Tree.parseDelimitedFrom(in); t != null; t = Tree.parseDelimitedFrom(in)) {
      require(t.getRegion() >= 0 && t.getRegion() < proved.length, "a region is not there");
      Region region = claim.regions().get(t.getRegion());
      BitSet cases = new BitSet();
      for (int c : t.getCasesList()) {
        require(c >= 0 && c < region.cases().size(), "a case is not there");
        cases.set(c);
      }
      tree(t.getRegion(), region, cases);
      proved[t.getRegion()].or(cases);
    }
    for (int k = 0; k < proved.length; k++) {
      int open = proved[k].nextClearBit(0);
      require(
          open >= claim.regions().get(k).cases().size(),
          "no tree proves case " + open + " of region " + k);
    }
    return parts;
  }

  private void tree(int number, Region region, BitSet cases) throws IOException, Refusal {
    Ranges all = Ranges.over(claim.units(), region.low(), region.high(), line);
    Deque<Open> open = new ArrayDeque<>();
    step(number, region, all, cases, 0, open);
    while (!open.isEmpty()) {
      Open next = open.pop();
      Ranges part = next.around.part(next.side, line);
      step(number, region, part, next.cases, next.depth, open);
    }
  }

  private void step(
      int number, Region region, Ranges part, BitSet cases, int depth, Deque<Open> open)
      throws IOException, Refusal {
    parts++;
    try {
      Step step = present(Step.parseDelimitedFrom(in), "all parts are proved");
      BitSet left = (BitSet) cases.clone();
      for (Proof p : step.getProofsList()) {
        require(p.getCase() >= 0 && left.get(p.getCase()), "a case is proved that is not open");
        prove(p, region.cases().get(p.getCase()), part, HALVINGS);
        left.clear(p.getCase());
      }
      if (step.hasSplit()) {
        push(step.getSplit(), part, left, depth + 1, open);
      } else {
        require(left.isEmpty(), "case " + left.nextSetBit(0) + " is left open");
      }
    } catch (Refusal e) {
      String where = " (part " + parts + ", region " + number + ", " + depth + " splits deep)";
      throw new Refusal(e.getMessage() + where);
    }
  }

  private void push(Split split, Ranges part, BitSet left, int depth, Deque<Open> open)
      throws Refusal {
    int unit = multipliers.unit(split);
    long at = claim.units().scaled(unit, Grid.ofBits(split.getAt()));
    open.push(new Open(part, new Side(unit, at, true), left, depth));
    open.push(new Open(part, new Side(unit, at, false), left, depth));
  }

  /**
   * Checks one case of a part. A bound that its roundings may have taken away is looked for in both
   * halves of the part: there lines lie closer to what they bound. Around functions and products
   * roundings take as much as these are great somewhere, so there it always may be them.
   */
  private void prove(Proof p, int[] rows, Ranges part, int halvings) throws Refusal {
    if (part.isEmpty()) {
      return;
    }
    require(part.isSound(), "a number may leave its type, its scale or the domain of a function");
    require(p.getRowsCount() > 0, "the part is not empty");
    int last = multipliers.set(p, rows, part);
    long least = line.least(part, last);
    line.reset();
    if (least > 0) {
      return;
    }
    boolean isClose =
        claim.units().haveCurves()
            || least >> line.coarseness() >= -(long) ROUNDINGS * claim.units().size();
    require(isClose && halvings > 0, "the bound of case " + p.getCase() + " is not positive");
    int input = line.decisive();
    long middle = (part.low[input] >> 1) + (part.high[input] >> 1);
    prove(p, rows, part.part(new Side(input, middle, false), line), halvings - 1);
    prove(p, rows, part.part(new Side(input, middle, true), line), halvings - 1);
  }
}
