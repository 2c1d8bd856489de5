package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import java.util.ArrayList;
import java.util.List;

/**
 * A reshape that is drawn: axes are copied, merged with a neighbour, split by a factor, dropped
 * where their size is 1, and axes of size 1 come in between.
 *
 * <p>A merge fixes one of its sizes at the number that it has, and a split is by a number, so that
 * the rules stay linear.
 *
 * @param target what the node says: sizes, -1 for the one that follows, 0 for a copy
 */
record Reshaping(Dims to, Dims target) {
  private static final int MOST_RANK = 6;

  static Reshaping draw(Choices choices, Sizes sizes, Dims from, boolean zeroCopies) {
    List<Dim> to = new ArrayList<>();
    int axis = 0;
    while (axis < from.rank()) {
      Dim d = from.get(axis);
      int room = MOST_RANK - to.size() - (from.rank() - axis);
      switch (choices.weighted(
          4, axis + 1 < from.rank() ? 3 : 0, room > 0 ? 3 : 0, room > 0 ? 1 : 0)) {
        case 0 -> {
          if (sizes.at(d) == 1 && choices.flag()) {
            fix(sizes, d);
          } else {
            to.add(d);
          }
          axis++;
        }
        case 1 -> {
          Dim next = from.get(axis + 1);
          to.add(choices.flag() ? fix(sizes, d).times(next) : d.times(fix(sizes, next)));
          axis += 2;
        }
        case 2 -> {
          long factor = factor(choices, sizes.at(d));
          sizes.require(d.mod(factor).is(0));
          boolean factorFirst = choices.flag();
          to.add(factorFirst ? Dim.dim(factor) : d.over(factor));
          to.add(factorFirst ? d.over(factor) : Dim.dim(factor));
          axis++;
        }
        default -> to.add(Dim.dim(1));
      }
    }
    if (to.isEmpty() && choices.flag()) {
      to.add(Dim.dim(1));
    }
    Dims shape = Dims.of(to);
    return new Reshaping(shape, target(choices, sizes, from, shape, zeroCopies));
  }

  private static Dim fix(Sizes sizes, Dim d) {
    Dim number = Dim.dim(sizes.at(d));
    if (!d.isNumber()) {
      sizes.require(d.is(number));
    }
    return number;
  }

  private static long factor(Choices choices, long size) {
    List<Long> factors = new ArrayList<>();
    for (long f = 1; f <= Math.min(size, 64); f++) {
      if (size % f == 0) {
        factors.add(f);
      }
    }
    return factors.isEmpty() ? 1 : choices.of(factors);
  }

  // A zero in the target would copy, and beside sizes of zero -1 says nothing.
  private static Dims target(Choices choices, Sizes sizes, Dims from, Dims to, boolean zeroCopies) {
    int follows = to.rank() > 0 && choices.flag() ? choices.between(0, to.rank() - 1) : -1;
    List<Dim> target = new ArrayList<>();
    for (int a = 0; a < to.rank(); a++) {
      Dim d = to.get(a);
      boolean copies = zeroCopies && a < from.rank() && d.equals(from.get(a));
      if ((zeroCopies || follows >= 0) && !d.atLeast(1).decided().orElse(false)) {
        sizes.require(d.atLeast(1));
      }
      target.add(a == follows ? Dim.dim(-1) : copies && choices.chance(0.3) ? Dim.dim(0) : d);
    }
    return Dims.of(target);
  }
}
