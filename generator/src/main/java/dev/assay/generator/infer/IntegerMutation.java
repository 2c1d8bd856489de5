package dev.assay.generator.infer;

import dev.assay.core.Choices;
import java.util.ArrayList;
import java.util.List;

/** Changes integers: one, or a list in one place. */
final class IntegerMutation {
  private final Choices choices;
  private final CallDraw draw;

  IntegerMutation(Choices choices, CallDraw draw) {
    this.choices = choices;
    this.draw = draw;
  }

  long moved(long n) {
    return switch (choices.between(0, 3)) {
      case 0 -> n + 1;
      case 1 -> n - 1;
      case 2 -> -n;
      default -> draw.integer();
    };
  }

  List<Long> changed(List<Long> list) {
    List<Long> other = new ArrayList<>(list);
    if (list.isEmpty() || choices.chance(0.15)) {
      return draw.integers();
    }
    int k = choices.between(0, list.size() - 1);
    switch (choices.weighted(6, 1, 1, 1)) {
      case 0 -> other.set(k, moved(list.get(k)));
      case 1 -> other.remove(k);
      case 2 -> other.add(list.get(k));
      default -> {
        other.set(k, list.get(0));
        other.set(0, list.get(k));
      }
    }
    return other;
  }
}
