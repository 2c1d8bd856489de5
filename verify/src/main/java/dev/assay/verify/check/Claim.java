package dev.assay.verify.check;

import dev.assay.core.graph.Graph;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.verify.check.Combination.Term;
import dev.assay.verify.exact.Rational;
import dev.assay.verify.property.Box;
import dev.assay.verify.property.Constraint;
import dev.assay.verify.property.Property;
import dev.assay.verify.property.Property.Case;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A property of a model as the checker sees it: units, and boxes of inputs with their cases.
 *
 * @param regions by first appearance of their boxes
 */
record Claim(Units units, List<Region> regions) {

  /**
   * A box of inputs.
   *
   * @param cases the units of each, of which one must be positive wherever inputs lie in the box
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Region(long[] low, long[] high, List<int[]> cases) {}

  /**
   * Reads a model and its property.
   *
   * @param rounds whether the claim is of the types of the model, or else of real numbers
   * @param scales the exponents by which functions and products are divided, in their order
   * @throws IllegalArgumentException if they do not fit, or are more than the checker knows
   */
  static Claim of(Graph graph, Property property, boolean rounds, List<Integer> scales) {
    try {
      return read(graph, property, rounds, scales);
    } catch (UnsupportedOperationException e) {
      throw new IllegalArgumentException(
          "the checker of certificates does not read the model\n"
              + "  required : sums, products, rectifiers, exp, sigmoid, tanh, quotients, roots\n"
              + "  but      : "
              + e.getMessage(),
          e);
    }
  }

  private static Claim read(Graph graph, Property property, boolean rounds, List<Integer> scales) {
    List<DType> types = new ArrayList<>();
    for (Tensor t : UnitsFromGraph.inputs(graph).values()) {
      for (int k = 0; k < t.size(); k++) {
        types.add(t.type());
      }
    }
    requireFit("inputs", types.size(), property.inputs());
    Map<Box, List<Case>> byBox = new LinkedHashMap<>();
    for (Case c : property.cases()) {
      byBox.computeIfAbsent(c.box(), b -> new ArrayList<>()).add(c);
    }
    Ends ends = new Ends(types, rounds);
    Units units = new Units(rounds, ends.sizes(byBox.keySet()), scales);
    List<Integer> outputs = UnitsFromGraph.outputs(graph, units);
    requireFit("outputs", outputs.size(), property.outputs());
    List<Region> regions = new ArrayList<>();
    byBox.forEach(
        (box, cases) ->
            regions.add(
                new Region(
                    ends.low(box, units),
                    ends.high(box, units),
                    cases.stream().map(c -> rows(c, units, outputs)).toList())));
    return new Claim(units, regions);
  }

  private static void requireFit(String what, int has, int said) {
    if (has != said) {
      throw new IllegalArgumentException(
          "the property is of another model\n  required : "
              + has
              + " "
              + what
              + "\n  but      : the property has "
              + said);
    }
  }

  private static int[] rows(Case c, Units units, List<Integer> outputs) {
    return c.constraints().stream().mapToInt(r -> row(r, units, outputs)).toArray();
  }

  /** What a constraint compares with 0: it is kept where that is at most 0. */
  private static int row(Constraint c, Units units, List<Integer> outputs) {
    TreeMap<Integer, Term> terms = new TreeMap<>();
    c.inputs().forEach((k, w) -> add(terms, k, w));
    c.outputs().forEach((k, w) -> add(terms, outputs.get(k), w));
    Rational less = Rational.of(c.bound().negate());
    return units.exact(Combination.exact(terms, less, less.abs()));
  }

  private static void add(TreeMap<Integer, Term> terms, int unit, BigDecimal weight) {
    Rational w = Rational.of(weight);
    terms.merge(unit, new Term(w, w.abs()), Combination::both);
  }

  /** The ends of boxes: exact decimals, and where a model rounds what they are rounded to. */
  private record Ends(List<DType> types, boolean rounds) {

    private Rational low(Box box, int k) {
      Rational exact = Rational.of(box.low().get(k));
      Rational nearest = rounds ? nearest(exact, types.get(k)) : exact;
      return nearest.compareTo(exact) < 0 ? nearest : exact;
    }

    private Rational high(Box box, int k) {
      Rational exact = Rational.of(box.high().get(k));
      Rational nearest = rounds ? nearest(exact, types.get(k)) : exact;
      return nearest.compareTo(exact) > 0 ? nearest : exact;
    }

    List<Rational> sizes(Iterable<Box> boxes) {
      List<Rational> sizes = new ArrayList<>();
      for (int k = 0; k < types.size(); k++) {
        Rational size = Rational.ZERO;
        for (Box box : boxes) {
          for (Rational end : List.of(low(box, k).abs(), high(box, k).abs())) {
            size = end.compareTo(size) > 0 ? end : size;
          }
        }
        sizes.add(size);
      }
      return sizes;
    }

    long[] low(Box box, Units units) {
      long[] ends = new long[types.size()];
      for (int k = 0; k < ends.length; k++) {
        ends[k] = Grid.down(low(box, k), units.exponent(k));
      }
      return ends;
    }

    long[] high(Box box, Units units) {
      long[] ends = new long[types.size()];
      for (int k = 0; k < ends.length; k++) {
        ends[k] = Grid.up(high(box, k), units.exponent(k));
      }
      return ends;
    }

    /** The number of a type that is nearest, ties to even. */
    private static Rational nearest(Rational x, DType type) {
      int quantum = Math.max(Grid.exponent(x.abs()), type.leastExponent() + 1) - type.precision();
      Rational steps = x.over(Grid.power(quantum));
      BigInteger[] parts =
          steps
              .above()
              .shiftLeft(1)
              .add(steps.below())
              .divideAndRemainder(steps.below().shiftLeft(1));
      BigInteger whole = parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
      boolean isTie = parts[1].signum() == 0;
      BigInteger even = isTie && whole.testBit(0) ? whole.subtract(BigInteger.ONE) : whole;
      return Rational.of(even, BigInteger.ONE).times(Grid.power(quantum));
    }
  }
}
