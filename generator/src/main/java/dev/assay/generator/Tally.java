package dev.assay.generator;

import dev.assay.core.operator.Operator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts of what drawing models came to; nothing is drawn by them. */
public final class Tally {
  private long models;
  private long nodes;
  private long checks;
  private long refuted;
  private final Map<Operator, Attempts> operators = new HashMap<>();

  /** How often an operator was tried, and how often it became a node. */
  public record Attempts(long tried, long grown) {
    private static final Attempts GROWN = new Attempts(1, 1);
    private static final Attempts FAILED = new Attempts(1, 0);

    private Attempts plus(Attempts more) {
      return new Attempts(tried + more.tried, grown + more.grown);
    }
  }

  void tried(Operator operator, boolean grown) {
    operators.merge(operator, grown ? Attempts.GROWN : Attempts.FAILED, Attempts::plus);
  }

  void solved(int more, int without) {
    checks += more;
    refuted += without;
  }

  void drawn(Model model) {
    models++;
    nodes += model.graph().nodes().size();
  }

  public long models() {
    return models;
  }

  public long nodes() {
    return nodes;
  }

  /** How often Z3 was asked. */
  public long checks() {
    return checks;
  }

  /** How many sets of rules Z3 found no sizes for. */
  public long refuted() {
    return refuted;
  }

  /** By operator. */
  public Map<String, Attempts> operators() {
    Map<String, Attempts> named = new TreeMap<>();
    operators.forEach((operator, attempts) -> named.put(operator.toString(), attempts));
    return named;
  }
}
