package dev.assay.generator.rules;

import java.util.List;
import java.util.stream.Collectors;

/** A claim that must hold in a case: where all guards do. */
public record Condition(List<Guard> when, Claim claim) {
  public Condition {
    when = List.copyOf(when);
  }

  public boolean holds(CallScene scene) {
    for (Guard g : when) {
      if (!g.holds(scene)) {
        return true;
      }
    }
    return claim.holds(scene);
  }

  static String cases(List<Guard> when) {
    return when.isEmpty()
        ? ""
        : when.stream().map(Guard::toString).collect(Collectors.joining(" and ", " when ", ""));
  }

  @Override
  public String toString() {
    return claim + cases(when);
  }
}
