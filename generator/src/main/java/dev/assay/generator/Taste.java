package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.expr.Range;
import dev.assay.core.graph.Attribute.Kind;
import dev.assay.core.tensor.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is drawn by preference among all that is legal: small sizes with a few large ones, small
 * numbers near the beginning of their range, much float32.
 *
 * <p>Drawn once for each model, so that some models are narrow, some wide, and few have sizes of
 * zero.
 *
 * @param most the greatest usual size
 * @param zeros how often a size is 0
 * @param ones how often a size is 1
 * @param large how often a size is beyond the usual
 * @param prime how often a usual size is a prime, so that no factor of it fits another
 * @param square how often all axes of a tensor have one size, so that a confusion of axes changes
 *     values and no shape
 * @param given how often an optional input or attribute is there: optimisers match most nodes in
 *     their plain form alone
 * @param motifs how often nodes are drawn that an optimiser may rewrite together
 * @param policy what the floats are
 * @param binary whether sizes are powers of two, so that means are exact
 */
record Taste(
    int most,
    double zeros,
    double ones,
    double large,
    double prime,
    double square,
    double given,
    double motifs,
    Policy policy,
    boolean binary) {
  /** The greatest prime that is at most a usual size. */
  private static final int[] PRIMES = {
    0, 1, 2, 3, 3, 5, 5, 7, 7, 7, 7, 11, 11, 13, 13, 13, 13, 17, 17, 19, 19
  };

  private static final double ZEROS = 0.1;
  private static final double MANY_ZEROS = 0.4;
  private static final double BINARY = 0.5;
  private static final double USUAL = 0.5;
  private static final double ALIKE = 0.7;
  private static final int LEAST = 2;
  private static final int MOST = 4;
  private static final double[] RANKS = {1, 3, 5, 5, 5, 2};

  static Taste of(Choices choices, boolean zeros) {
    int most = choices.of(List.of(4, 6, 8, 12, 12, 20));
    Policy policy = Policy.any(choices);
    return new Taste(
        most,
        zeros && choices.chance(0.03) ? ZEROS : 0,
        choices.unit() * 0.1,
        choices.unit() * 0.06,
        choices.unit() * 0.5,
        choices.unit() * 0.3,
        choices.of(List.of(0.1, 0.1, 0.5, 0.5, 0.8)),
        choices.unit() * 0.9,
        policy,
        policy == Policy.EXACT && choices.chance(BINARY));
  }

  /** The same with many sizes of zero. */
  Taste withZeros() {
    return new Taste(most, MANY_ZEROS, ones, large, prime, square, given, motifs, policy, binary);
  }

  /** Whether sizes of zero occur. */
  boolean zero() {
    return zeros > 0;
  }

  /** The sizes that occur. */
  Range sizes(long elements) {
    return Range.of(zero() ? 0 : 1, elements);
  }

  /** A size; tensors of more axes have smaller ones. */
  long size(Choices choices, int rank, long elements) {
    if (zero() && choices.chance(zeros)) {
      return 0;
    }
    if (choices.chance(ones)) {
      return 1;
    }
    if (choices.chance(large)) {
      return choices.between(
          2L, Math.max(2, Math.min(elements, rank <= 1 ? 600 : rank == 2 ? 80 : 30)));
    }
    int usual = choices.between(2, rank <= 3 ? most : Math.max(3, Math.min(most, 10) * 3 / rank));
    return !binary && choices.chance(prime) ? PRIMES[usual] : rounded(usual);
  }

  /** A size, down to a power of two where such are wanted. */
  private int rounded(int size) {
    return binary ? Integer.highestOneBit(size) : size;
  }

  /** A rank within bounds. */
  int rank(Choices choices, int least, int most) {
    int high = Math.max(least, Math.min(most, RANKS.length - 1));
    double[] weights = new double[high - least + 1];
    for (int r = least; r <= high; r++) {
      weights[r - least] = r < RANKS.length ? RANKS[r] : 1;
    }
    return least + choices.weighted(weights);
  }

  /**
   * The integers of a list. Real models move, pad and cut few of the axes, so that some lists are
   * zero but for a few places, and some are zero for batch and channel: the first two places, and
   * the first two of the second half where a list speaks of both ends of each axis. Few mix signs.
   */
  List<Long> numbers(Choices choices, int count, Range legal) {
    int style = count > 1 && legal.holds(0) ? choices.weighted(4, 2, 4) : 0;
    boolean negative = count == 1 || legal.high() <= 0 || choices.chance(0.4);
    Range usual = negative ? legal : Range.of(Math.max(0, legal.low()), legal.high());
    int axes = count > 4 && count % 2 == 0 ? count / 2 : count;
    List<Long> numbers = new ArrayList<>(count);
    for (int k = 0; k < count; k++) {
      boolean zero = style == 1 && choices.chance(0.7) || style == 2 && k % axes < 2;
      numbers.add(zero ? 0L : number(choices, usual));
    }
    return numbers;
  }

  /** An integer of an attribute: mostly small, seldom at an end of its range. */
  private long number(Choices choices, Range legal) {
    requireSome(legal);
    if (legal.high() - legal.low() < 12) {
      return choices.between(legal.low(), legal.high());
    }
    long wanted;
    if (choices.chance(0.03)) {
      wanted = choices.flag() ? legal.low() : legal.high();
    } else if (legal.low() >= 0) {
      wanted = legal.low() + small(choices);
    } else if (legal.high() <= 0) {
      wanted = legal.high() - small(choices);
    } else {
      wanted = choices.chance(0.25) ? -small(choices) : small(choices);
    }
    return Math.max(legal.low(), Math.min(legal.high(), wanted));
  }

  private static void requireSome(Range legal) {
    if (legal.low() > legal.high()) {
      throw new Unfit("no number is legal");
    }
  }

  private static long small(Choices choices) {
    return choices.between(0, choices.chance(0.7) ? 2 : 7);
  }

  /**
   * Integers that are drawn at once. As many as their range holds are most often meant to be a
   * permutation.
   */
  List<Integer> drawn(Choices choices, int count, Range legal) {
    boolean permutes = count > 1 && legal.high() - legal.low() + 1 == count && choices.chance(0.95);
    if (permutes) {
      List<Integer> all =
          IntStream.rangeClosed((int) legal.low(), (int) legal.high()).boxed().toList();
      return choices.chance(0.05) ? all : shuffled(choices, all);
    }
    List<Integer> drawn = new ArrayList<>(count);
    for (int k = 0; k < count; k++) {
      drawn.add(drawn(choices, legal));
    }
    return drawn;
  }

  /** The same in any order. */
  static <T> List<T> shuffled(Choices choices, List<T> list) {
    List<T> mixed = new ArrayList<>(list);
    for (int k = mixed.size() - 1; k > 0; k--) {
      Collections.swap(mixed, k, choices.between(0, k));
    }
    return mixed;
  }

  /** An integer that is drawn at once, such as a stride: near to 1, or to the end next to it. */
  private int drawn(Choices choices, Range legal) {
    requireSome(legal);
    if (legal.high() - legal.low() < 12) {
      return (int) choices.between(legal.low(), legal.high());
    }
    long size = rounded(1 + choices.weighted(5, 3, 2, 1, 0.3, 0.3));
    long wanted = legal.low() < 0 && choices.chance(0.3) ? -size : size;
    return (int) Math.max(legal.low(), Math.min(legal.high(), wanted));
  }

  /** Another number in place of one that broke a rule: sooner smaller than larger. */
  long again(Choices choices, Range legal, long before) {
    long low = Math.max(legal.low(), before - 8);
    long high = Math.min(legal.high(), before + 8);
    return switch (choices.between(0, 3)) {
      case 0 -> choices.between(low, high);
      case 1 -> Math.max(low, Math.min(high, 2));
      case 2 -> choices.between(low, Math.max(low, Math.min(before, high)));
      default -> Math.max(legal.low(), Math.min(legal.high(), choices.between(-2L, 12L)));
    };
  }

  /** A real number of an attribute that has a usual value: now and then next to that. */
  double real(Choices choices, double usual, double least, double most) {
    double near = policy.nearest(usual);
    return near != usual && least <= near && near <= most && choices.chance(USUAL)
        ? near
        : real(choices, least, most);
  }

  /** A real number of an attribute. */
  double real(Choices choices, double least, double most) {
    double x =
        switch (choices.between(0, 5)) {
          case 0 -> choices.of(List.of(0.0, 1.0, -1.0, 0.5, 2.0));
          case 1 -> choices.between(-16, 16) / 8.0;
          case 2 -> 0.01 * choices.between(1, 20);
          case 3 -> choices.normal();
          default -> Math.abs(choices.normal());
        };
    if (x < least || x > most) {
      double low = Math.max(least, -4);
      double high = Math.min(most, Math.max(low, 4));
      x = low > high ? least : low + choices.unit() * (high - low);
    }
    double near = policy.nearest(x);
    return (float) (least <= near && near <= most ? near : x);
  }

  /** How long most lists are that the attributes of a node hold. */
  static int length(Choices choices) {
    return choices.between(LEAST, MOST);
  }

  /**
   * The shape of a tensor that an attribute of some kind holds: mostly one element.
   *
   * @param length of most lists
   */
  static int[] shape(Choices choices, Kind kind, int length) {
    int[] shape =
        switch (kind) {
          case INT, FLOAT, STRING -> new int[0];
          case INTS, FLOATS, STRINGS -> new int[1];
          case TENSOR, GRAPH, TYPE_PROTO ->
              new int[choices.chance(0.7) ? 1 : choices.between(2, 3)];
        };
    boolean one = kind == Kind.TENSOR && shape.length == 1;
    Arrays.setAll(
        shape, a -> one ? 1 : choices.chance(ALIKE) ? length : choices.between(LEAST, MOST));
    return shape;
  }

  /** One of some types. */
  DType type(Choices choices, Collection<DType> among) {
    List<DType> list = new ArrayList<>(among);
    double[] weights = new double[list.size()];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = weight(list.get(k));
    }
    return list.get(choices.weighted(weights));
  }

  private static double weight(DType t) {
    return switch (t) {
      case FLOAT32 -> 12;
      case FLOAT64, INT64, INT32 -> 3;
      case FLOAT16, BOOL -> 2;
      case UINT8, INT8 -> 1.2;
      case BFLOAT16, STRING, INT16, UINT16, UINT32, UINT64 -> 0.5;
      case FLOAT8E4M3FN, FLOAT8E4M3FNUZ, FLOAT8E5M2, FLOAT8E5M2FNUZ, FLOAT8E8M0, FLOAT4E2M1 -> 0.2;
      case FLOAT6E2M3, FLOAT6E3M2, INT4, UINT4, INT2, UINT2 -> 0.2;
    };
  }
}
