package dev.assay.verify.branch;

import java.util.EnumMap;
import java.util.Map;

/** Which heuristic is at work: each in turn first, then the one that proves most for its work. */
final class Portfolio {
  private static final long FIRST_SLICE = 4000;
  private static final long LONGEST_SLICE = 64000;

  private final Map<Heuristic, Double> rates = new EnumMap<>(Heuristic.class);
  private Heuristic heuristic = Heuristic.STRONG;
  private long slice = FIRST_SLICE;
  private long work;
  private double proved;

  Heuristic heuristic() {
    return heuristic;
  }

  /** Notes how many bounds were computed, and what part of the volume they proved. */
  void spent(int bounds, double volume) {
    work += bounds;
    proved += volume;
    if (work >= slice) {
      rates.put(heuristic, proved / work);
      heuristic = next();
      work = 0;
      proved = 0;
    }
  }

  private Heuristic next() {
    Heuristic best = heuristic;
    for (Heuristic h : Heuristic.values()) {
      if (!rates.containsKey(h)) {
        return h;
      }
      best = rates.getOrDefault(h, 0.0) > rates.getOrDefault(best, 0.0) ? h : best;
    }
    if (best == heuristic && slice < LONGEST_SLICE) {
      slice *= 2;
    }
    return best;
  }
}
