package dev.assay.verify.check;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where each unit of a model lies for the inputs of a part: between two numbers, which a line of
 * earlier units narrows down where a rectifier may go either way.
 */
final class Ranges {
  /** So many bits less leave room for a sum of sizes. */
  private static final int COARSE = 24;

  final Units units;
  final long[] low;
  final long[] high;

  /** How far a sum as computed may be from the sum of its units as computed. */
  final long[] error;

  /**
   * In multiples of 2^-62, what rounding every weight of a sum to the grid comes to: the sum of the
   * sizes of its units.
   */
  final long[] cut;

  /** The slopes of the usual line below each rectifier that may go either way. */
  final long[] below;

  /** The slopes of the line above it, and its constants. */
  final long[] steep;

  final long[] above;

  /** The lines around each function. */
  private final @Nullable Envelope[] envelopes;

  private boolean empty;
  private boolean sound = true;

  /** A part of another: what lies at or on one side of a number, by one unit. */
  record Side(int unit, long at, boolean isAbove) {}

  private Ranges(Units units, long[] low, long[] high) {
    int n = units.size();
    this.units = units;
    this.low = Arrays.copyOf(low, n);
    this.high = Arrays.copyOf(high, n);
    this.error = new long[n];
    this.cut = new long[n];
    this.below = new long[n];
    this.steep = new long[n];
    this.above = new long[n];
    this.envelopes = new Envelope[n];
  }

  /** The ranges over a box of inputs. */
  static Ranges over(Units units, long[] low, long[] high, Line line) {
    Ranges all = new Ranges(units, low, high);
    Arrays.fill(all.low, low.length, units.size(), -Grid.ONE);
    Arrays.fill(all.high, low.length, units.size(), Grid.ONE);
    all.enclose(Optional.empty(), line);
    return all;
  }

  /** The ranges over a part of this. */
  Ranges part(Side side, Line line) {
    Ranges part = new Ranges(units, low, high);
    part.empty = empty;
    if (!empty) {
      part.enclose(Optional.of(side), line);
    }
    return part;
  }

  private void enclose(Optional<Side> side, Line line) {
    boolean isPhase = side.isPresent() && !(units.get(side.get().unit()) instanceof Unit.Input);
    int last = isPhase ? side.get().unit() : -1;
    for (int place = 0; place < units.size() && !empty && sound; place++) {
      Unit unit = units.get(place);
      if (unit instanceof Unit.Sum s) {
        sum(s, place);
      } else if (unit instanceof Unit.Rectifier r) {
        meet(place, Math.max(0, low[r.of()]), Math.max(0, high[r.of()]));
      } else if (unit instanceof Unit.Curve c) {
        curve(c, place);
      } else if (unit instanceof Unit.Product p) {
        product(p, place);
      }
      if (side.isPresent() && side.get().unit() == place) {
        boolean isAbove = side.get().isAbove();
        long at = side.get().at();
        meet(place, isAbove ? at : low[place], isAbove ? high[place] : at);
      }
      boolean isLoose = isOpen(place) || units.isCurved(place);
      if (sound && place > last && units.isWanted(place) && isLoose) {
        meet(place, line.least(this, place, Grid.ONE), high[place]);
        meet(place, low[place], -line.least(this, place, -Grid.ONE));
      }
      if (unit instanceof Unit.Rectifier r && isOpen(r.of())) {
        bend(place, low[r.of()], high[r.of()]);
      }
    }
  }

  private void curve(Unit.Curve c, int place) {
    int from = units.exponent(c.of());
    int to = units.exponent(place);
    BigInteger l = Enclosure.down(low[c.of()], from);
    BigInteger h = Enclosure.up(high[c.of()], from);
    sound = c.function().isDefined(l, h);
    if (!sound) {
      return;
    }
    Enclosure all = c.function().over(l, h);
    BigInteger least = Enclosure.onGrid(all.low(), to);
    BigInteger greatest = Enclosure.onGrid(all.high().negate(), to).negate();
    within(place, least, greatest, c.relative(), c.absolute(), c.most());
    if (sound && !empty) {
      envelopes[place] = Envelope.of(c.function(), l, h, from, to, low[place], high[place]);
    }
  }

  private void product(Unit.Product p, int place) {
    BigInteger least = null;
    BigInteger greatest = null;
    for (long x : new long[] {low[p.x()], high[p.x()]}) {
      for (long y : new long[] {low[p.y()], high[p.y()]}) {
        BigInteger exact = BigInteger.valueOf(x).multiply(BigInteger.valueOf(y));
        least = least == null ? exact : least.min(exact);
        greatest = greatest == null ? exact : greatest.max(exact);
      }
    }
    int shift = p.lift() - Grid.BITS;
    within(
        place,
        Enclosure.shifted(Objects.requireNonNull(least), shift),
        Enclosure.shifted(Objects.requireNonNull(greatest).negate(), shift).negate(),
        p.relative(),
        p.absolute(),
        p.most());
  }

  /** Sets what a function or a product comes to, where that fits the grid and its type. */
  private void within(
      int place, BigInteger least, BigInteger greatest, long relative, long absolute, long most) {
    BigInteger size = least.abs().max(greatest.abs());
    sound = size.bitLength() < Grid.BITS;
    if (!sound) {
      return;
    }
    error[place] = Grid.up(relative, size.longValueExact()) + absolute;
    sound = size.longValueExact() + error[place] <= Math.min(most, Grid.ONE);
    if (sound) {
      meet(place, least.longValueExact() - error[place], greatest.longValueExact() + error[place]);
    }
  }

  /** Whether both factors of a product are less than 0 in the middle, taken together. */
  boolean isNegative(Unit.Product p) {
    BigInteger x = Enclosure.down((low[p.x()] >> 1) + (high[p.x()] >> 1), units.exponent(p.x()));
    BigInteger y = Enclosure.down((low[p.y()] >> 1) + (high[p.y()] >> 1), units.exponent(p.y()));
    return x.add(y).signum() < 0;
  }

  /** The lines around a function. */
  Envelope envelope(int place) {
    return Objects.requireNonNull(envelopes[place]);
  }

  private void sum(Unit.Sum s, int place) {
    long least = s.low();
    long greatest = s.high();
    long size = s.sizeOfConstant();
    long sizes = 0;
    int[] of = s.of();
    long[] weights = s.weights();
    for (int k = 0; k < of.length; k++) {
      long w = weights[k];
      long l = low[of[k]];
      long h = high[of[k]];
      least += Grid.down(w, w > 0 ? l : h);
      greatest += Grid.up(w, w > 0 ? h : l);
      sizes += (Math.max(-l, h) >>> COARSE) + 1;
      if (s.sizes().length > 0) {
        size += Grid.up(s.sizes()[k], Math.max(-l, h));
      }
    }
    cut[place] = (sizes >>> Grid.BITS - COARSE) + 1;
    error[place] = s.lost() + cut[place] + Grid.up(s.gamma(), size);
    sound = s.most() == Long.MAX_VALUE || size + error[place] <= s.most();
    if (sound) {
      meet(place, least - error[place], greatest + error[place]);
    }
  }

  private void bend(int place, long l, long h) {
    BigInteger width = BigInteger.valueOf(h).subtract(BigInteger.valueOf(l));
    steep[place] = Grid.quotient(h, width);
    above[place] = Math.max(Grid.up(steep[place], -l), Grid.up(Grid.ONE - steep[place], h));
    below[place] = h > -l ? Grid.ONE : 0;
  }

  private void meet(int place, long from, long to) {
    low[place] = Math.max(low[place], from);
    high[place] = Math.min(high[place], to);
    empty |= low[place] > high[place];
  }

  boolean isOpen(int place) {
    return low[place] < 0 && high[place] > 0;
  }

  /** Whether no input lies in the part. */
  boolean isEmpty() {
    return empty && sound;
  }

  /** Whether no sum leaves its type. */
  boolean isSound() {
    return sound;
  }
}
