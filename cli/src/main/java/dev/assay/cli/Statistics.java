package dev.assay.cli;

import dev.assay.generator.Binding;
import dev.assay.generator.Census;
import dev.assay.generator.Found;
import dev.assay.generator.LeftOut;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * What was drawn, against what may be.
 *
 * @param possible the pairs of operator and type that models owe in turn
 * @param ways how inputs were found for those models for which they were searched
 * @param cpu what it took to make them
 */
record Statistics(Census census, Set<Binding> possible, Map<Found.How, Long> ways, Duration cpu) {
  private static final int SCARCE = 10;

  /** Models in a second of CPU time. */
  double perSecond() {
    return census.models() / Math.max(1e-9, cpu.toNanos() / 1e9);
  }

  /** How many nodes there are of each operator that may be drawn, the rarest first. */
  List<Map.Entry<String, Long>> operators() {
    Map<String, Long> counts = new TreeMap<>();
    possible.forEach(b -> counts.put(b.name(), 0L));
    counts.putAll(census.operators());
    return counts.entrySet().stream().sorted(Map.Entry.comparingByValue()).toList();
  }

  /** The count that half of the operators reach. */
  long median() {
    List<Map.Entry<String, Long>> operators = operators();
    return operators.get(operators.size() / 2).getValue();
  }

  /** The operators with less than a tenth of the median. */
  List<String> scarce() {
    return operators().stream()
        .filter(o -> SCARCE * o.getValue() < median())
        .map(o -> o.getKey() + " " + o.getValue())
        .toList();
  }

  /** How many of the pairs are there. */
  long met() {
    return possible.stream().filter(census.bindings()::containsKey).count();
  }

  /** The pairs that are not there. */
  List<String> unmet() {
    return possible.stream()
        .filter(b -> !census.bindings().containsKey(b))
        .sorted(Comparator.comparing(Binding::toString))
        .map(Binding::toString)
        .toList();
  }

  /** The pairs that no model has, with the reason. */
  List<LeftOut> leftOut() {
    return LeftOut.all().stream()
        .filter(l -> possible.stream().anyMatch(b -> b.name().equals(l.operator())))
        .toList();
  }

  /** Which part of the axes is as long as a condition says. */
  double share(LongPredicate size) {
    long all = census.sizes().values().stream().mapToLong(n -> n).sum();
    long some =
        census.sizes().entrySet().stream()
            .filter(e -> size.test(e.getKey()))
            .mapToLong(Map.Entry::getValue)
            .sum();
    return all == 0 ? 0 : (double) some / all;
  }
}
