package dev.assay.generator.records;

import dev.assay.core.graph.Attribute;
import dev.assay.generator.records.Declaration.Field;
import dev.assay.generator.records.Declaration.Port;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Calls that were recorded, and of which operator: what an inference may begin with. An operator
 * that has none of its own is given those of operators that are declared much like it.
 */
public final class KnownCalls {
  private static final int KIN = 4;
  private static final int OF_EACH_KIN = 12;

  /** How much of two declarations is named alike before one's calls are tried with the other. */
  private static final double ALIKE = 0.4;

  private final Map<String, Set<Recorded>> all = new LinkedHashMap<>();
  private final Map<String, Set<String>> names = new LinkedHashMap<>();
  private Function<Declaration, List<Call>> others = operator -> List.of();

  /** Takes up records of an operator; those that were not known yet. */
  public List<Recorded> add(String operator, Collection<Recorded> records) {
    Set<Recorded> known = all.computeIfAbsent(operator, o -> new LinkedHashSet<>());
    return records.stream().filter(known::add).toList();
  }

  /**
   * Takes up calls of which nobody knows what comes.
   *
   * @param more by operator
   */
  public void give(Function<Declaration, List<Call>> more) {
    others = more;
  }

  /** Says what an operator is declared as, so that its calls are tried with others like it. */
  public void declare(Declaration operator) {
    names.put(operator.toString(), names(operator));
  }

  /**
   * Calls that are worth a try with an operator: given ones, and its own, else those of its kin.
   */
  public List<Call> seeds(Declaration operator) {
    Set<Recorded> own = all.getOrDefault(operator.toString(), Set.of());
    Stream<Call> known =
        own.isEmpty()
            ? kin(operator).flatMap(o -> taken(o).map(c -> fitted(c, operator)))
            : own.stream().filter(r -> !r.isFatal()).map(Recorded::call);
    return Stream.concat(others.apply(operator).stream(), known).distinct().toList();
  }

  private Stream<Call> taken(String operator) {
    return all.getOrDefault(operator, Set.of()).stream()
        .filter(Recorded::isTaken)
        .limit(OF_EACH_KIN)
        .map(Recorded::call);
  }

  private Stream<String> kin(Declaration operator) {
    Set<String> own = names(operator);
    Map<String, Double> alike = new LinkedHashMap<>();
    names.forEach(
        (other, theirs) -> {
          if (taken(other).findAny().isPresent()) {
            alike.put(other, alike(own, theirs));
          }
        });
    return alike.entrySet().stream()
        .filter(e -> e.getValue() >= ALIKE)
        .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
        .limit(KIN)
        .map(Map.Entry::getKey);
  }

  private static double alike(Set<String> some, Set<String> others) {
    Set<String> both = new HashSet<>(some);
    both.retainAll(others);
    return 2.0 * both.size() / (some.size() + others.size());
  }

  private static Set<String> names(Declaration operator) {
    Set<String> names = new HashSet<>();
    operator.inputs().stream().map(Port::name).forEach(names::add);
    operator.attributes().stream().map(Field::name).forEach(names::add);
    return names;
  }

  /** The call without attributes that the operator has not. */
  private static Call fitted(Call call, Declaration operator) {
    Map<String, Attribute> attributes = new TreeMap<>(call.attributes());
    attributes.keySet().removeIf(name -> operator.attribute(name).isEmpty());
    int outputs = Math.max(call.outputs(), Math.max(1, operator.leastOutputs()));
    return new Call(call.inputs(), attributes, outputs);
  }
}
