package dev.assay.generator.seeds;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import java.util.ArrayList;
import java.util.List;

/**
 * A reshape whose sizes are open again: the axes of both sides are walked through together, and
 * wherever as many elements lie before both, a group ends. Within a group, axes are copied, merged
 * or split by numbers that stay; where several become several, their sizes stay.
 */
final class Regrouping {
  private final SizeWalk sizes;
  private final Dims from;
  private final Dims to;
  private final List<Dim> open = new ArrayList<>();

  /**
   * @param from with open sizes
   * @param to on the numbers
   */
  Regrouping(SizeWalk sizes, Dims from, Dims to) {
    this.sizes = sizes;
    this.from = from;
    this.to = to;
  }

  /** The shape that the reshape gives. */
  Dims open() {
    int a = 0;
    int b = 0;
    while (a < from.rank() || b < to.rank()) {
      int beginA = a;
      int beginB = b;
      long left = a < from.rank() ? sizes.at(from.get(a++)) : 1;
      long right = b < to.rank() ? to.get(b++).number() : 1;
      while (left != right && (a < from.rank() || b < to.rank())) {
        if (b == to.rank() || left < right && a < from.rank()) {
          left *= sizes.at(from.get(a++));
        } else {
          right *= to.get(b++).number();
        }
      }
      group(from.from(beginA).first(a - beginA), to.from(beginB).first(b - beginB));
    }
    return Dims.of(open);
  }

  private void group(Dims before, Dims after) {
    if (after.rank() == 1 && sizes.at(before.product()) == after.get(0).number()) {
      open.add(before.product());
    } else if (before.rank() == 1 && after.rank() > 0 && after.product().number() > 0) {
      split(before.get(0), after);
    } else {
      before.list().forEach(d -> sizes.require(d.is(sizes.at(d))));
      open.addAll(after.list());
    }
  }

  /** Parts that stay, but for the first of the largest. */
  private void split(Dim whole, Dims parts) {
    int open = 0;
    for (int k = 1; k < parts.rank(); k++) {
      open = parts.get(k).number() > parts.get(open).number() ? k : open;
    }
    long others = parts.product().number() / parts.get(open).number();
    sizes.require(whole.mod(others).is(0));
    this.open.addAll(parts.with(open, whole.over(others)).list());
  }
}
