package dev.assay.core.reading;

import java.math.BigInteger;

/**
 * What every tensor of a model is on given inputs in exact rationals, without any rounding: the
 * number that all faithful implementations are near.
 *
 * <p>A model is read whole or not at all: an operator that gives no rational, or that no formula
 * says, is an {@link UnsupportedNodeException} that names it.
 */
public final class ExactReading {
  private final Sweep sweep;

  private ExactReading(Sweep sweep) {
    this.sweep = sweep;
  }

  /**
   * Reads a model.
   *
   * @param structure a reading of its values, on the same inputs
   * @throws UnsupportedNodeException if a number is no rational
   */
  public static ExactReading of(GraphReading structure) {
    Sweep sweep = new Sweep(structure, new Fractions());
    sweep.run(
        (node, output) -> {
          throw UnsupportedNodeException.uncovered(node, "no formula says it");
        });
    return new ExactReading(sweep);
  }

  private Fraction element(String name, int k) {
    return sweep.get(name).lane().exact[k];
  }

  /** Whether element k of a value of floats is a number, and not one next to it. */
  public boolean is(String name, int k, double number) {
    return element(name, k).compareTo(Fraction.of(number)) == 0;
  }

  /** Whether element k of a value of floats lies between two numbers, or is one of them. */
  public boolean isBetween(String name, int k, double low, double high) {
    Fraction f = element(name, k);
    return f.compareTo(Fraction.of(low)) >= 0 && f.compareTo(Fraction.of(high)) <= 0;
  }

  /** What stands above the line in element k of a value of floats, in lowest terms. */
  public BigInteger numerator(String name, int k) {
    return element(name, k).above();
  }

  /** What stands below the line; 0 for an infinity. */
  public BigInteger denominator(String name, int k) {
    return element(name, k).below();
  }

  /** Element k of a value of floats in the field of {@link FieldReading}. */
  public long residue(String name, int k) {
    BigInteger prime = BigInteger.valueOf(FieldReading.PRIME);
    Fraction f = element(name, k);
    return f.above().multiply(f.below().modInverse(prime)).mod(prime).longValueExact();
  }

  /** Element k of a value, as a person writes it. */
  public String describe(String name, int k) {
    return element(name, k).toString();
  }
}
