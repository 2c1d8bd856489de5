package dev.assay.generator;

import dev.assay.core.operator.Operator;
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
  private final Map<Operator, Tries> operators = new IdentityHashMap<>();
  private final Map<Binding, Tries> bindings = new HashMap<>();
  private final Tries readers = new Tries();

  /** How often something was tried, and how often it became a node. */
  public record Attempts(long tried, long grown) {}

  /** The same while it is counted. */
  private static final class Tries {
    private long tried;
    private long grown;

    void add(boolean one) {
      tried++;
      grown += one ? 1 : 0;
    }

    Attempts attempts() {
      return new Attempts(tried, grown);
    }
  }

  void tried(Operator operator, boolean grown) {
    operators.computeIfAbsent(operator, o -> new Tries()).add(grown);
  }

  /** Notes that a model owed a binding, and whether one of its nodes has it. */
  void owed(Binding binding, boolean met) {
    bindings.computeIfAbsent(binding, b -> new Tries()).add(met);
  }

  /** Notes that a model owed a reader of such a node, and whether it has one. */
  void read(boolean met) {
    readers.add(met);
  }

  /** Notes that Z3 was asked. */
  void checked() {
    checks++;
  }

  /** Notes whether Z3 had numbers for a problem, in time. */
  void solved(boolean found) {
    refuted += found ? 0 : 1;
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
    Map<Binding, Attempts> counted = new HashMap<>();
    bindings.forEach((binding, tries) -> counted.put(binding, tries.attempts()));
    return counted;
  }

  /** How often a reader was owed to such a node, and met. */
  public Attempts readers() {
    return readers.attempts();
  }

  /** By operator. */
  public Map<String, Attempts> operators() {
    Map<String, Attempts> named = new TreeMap<>();
    operators.forEach((operator, tries) -> named.put(operator.toString(), tries.attempts()));
    return named;
  }
}
