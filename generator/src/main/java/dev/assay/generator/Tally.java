package dev.assay.generator;

import dev.assay.core.operator.Operator;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts of what drawing models came to; nothing is drawn by them. */
public final class Tally {
  private long models;
  private long nodes;
  private long checks;
  private long refuted;
  private final Map<Operator, Attempts> operators = new IdentityHashMap<>();
  private final Map<Binding, Attempts> bindings = new HashMap<>();

  /** How often something was tried, and how often it became a node. */
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

  /** Notes that a model owed a binding, and whether one of its nodes has it. */
  void owed(Binding binding, boolean met) {
    bindings.merge(binding, met ? Attempts.GROWN : Attempts.FAILED, Attempts::plus);
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

  /** Of the bindings that models owed, how often each was owed and met. */
  public Map<Binding, Attempts> bindings() {
    return Collections.unmodifiableMap(bindings);
  }

  /** By operator. */
  public Map<String, Attempts> operators() {
    Map<String, Attempts> named = new TreeMap<>();
    operators.forEach((operator, attempts) -> named.put(operator.toString(), attempts));
    return named;
  }
}
