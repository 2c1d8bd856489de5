package dev.assay.verify.check;

import dev.assay.verify.certificate.proto.Certificates.Proof;
import dev.assay.verify.certificate.proto.Certificates.Split;
import dev.assay.verify.certificate.proto.Certificates.Weight;
import dev.assay.verify.exact.Rational;

/** Brings the multipliers of a proof onto a line, where they are in order. */
final class Multipliers {
  private static final int SLOPE_BITS = 16;

  private final Units units;
  private final Line line;
  private Rational sum = Rational.ZERO;
  private int last;

  Multipliers(Units units, Line line) {
    this.units = units;
    this.line = line;
  }

  /** The unit that is split. */
  int unit(Split split) throws Refusal {
    switch (split.getUnitCase()) {
      case INPUT:
        require(split.getInput(), inputs(), "an input");
        return split.getInput();
      case RECTIFIER:
        require(split.getRectifier(), units.rectifiers(), "a rectifier");
        return units.argument(split.getRectifier());
      default:
        throw new Refusal("a split names no unit");
    }
  }

  private int inputs() {
    int count = 0;
    while (count < units.size() && units.get(count) instanceof Unit.Input) {
      count++;
    }
    return count;
  }

  private static void require(int number, int count, String what) throws Refusal {
    if (number < 0 || number >= count) {
      throw new Refusal(what + " is not there");
    }
  }

  /** Sets the multipliers of a proof; gives the last unit of the line. */
  int set(Proof p, int[] rows, Ranges part) throws Refusal {
    sum = Rational.ZERO;
    last = 0;
    for (Weight w : p.getRowsList()) {
      require(w.getOf(), rows.length, "a row");
      count(rows[w.getOf()], w);
    }
    if (sum.signum() == 0) {
      throw new Refusal("no row has a weight");
    }
    for (Weight w : p.getPricesList()) {
      require(w.getOf(), units.rectifiers(), "a rectifier");
      count(units.argument(w.getOf()), w);
    }
    int exponent = Grid.exponent(sum);
    for (Weight w : p.getRowsList()) {
      add(rows[w.getOf()], w, exponent, 1);
    }
    for (Weight w : p.getPricesList()) {
      int argument = units.argument(w.getOf());
      if (part.isOpen(argument)) {
        throw new Refusal("a rectifier with a price may go either way");
      }
      add(argument, w, exponent, part.low[argument] >= 0 ? -1 : 1);
    }
    slopes(p);
    return last;
  }

  /** Adds up what weights come to once units are between -1 and 1. */
  private void count(int unit, Weight w) throws Refusal {
    Rational weight = Grid.ofBits(w.getNumber());
    if (weight.signum() < 0) {
      throw new Refusal("a multiplier is less than 0");
    }
    sum = sum.plus(weight.times(Grid.power(units.exponent(unit))));
    last = Math.max(last, unit);
  }

  private void add(int unit, Weight w, int exponent, int sign) throws Refusal {
    long weight = Grid.down(Grid.ofBits(w.getNumber()), exponent - units.exponent(unit));
    line.add(unit, sign * weight);
  }

  private void slopes(Proof p) throws Refusal {
    if (p.getRectifiersCount() != p.getSlopesCount()) {
      throw new Refusal("not every slope has a rectifier");
    }
    int rectifier = 0;
    for (int k = 0; k < p.getSlopesCount(); k++) {
      rectifier += p.getRectifiers(k);
      require(rectifier, units.rectifiers(), "a rectifier");
      require(p.getSlopes(k), (1 << SLOPE_BITS) + 1, "a slope between 0 and 1");
      line.slope(units.place(rectifier), (long) p.getSlopes(k) << Grid.BITS - SLOPE_BITS);
    }
  }
}
