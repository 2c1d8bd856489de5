package dev.assay.oracle;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.reading.Occurrence;
import dev.assay.core.reading.Occurrences;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a finding rests on: behaviours at the nodes on which it hangs, so that a person does not
 * take what ONNX leaves open, or what everybody gets wrong, for something else.
 */
public record Grounds(List<Occurrence> occurrences) {
  /** Nothing but plain data. */
  public static final Grounds NONE = new Grounds(List.of());

  /** Those of what is wrong in some values of a model. */
  static Grounds of(GraphReading reading, Collection<String> values) {
    return new Grounds(Occurrences.before(reading, values));
  }

  /** Those of a finding: of its culprits, where there are some. */
  public static Grounds of(Judgement judgement, List<Culprit> culprits) {
    if (culprits.isEmpty()) {
      return judgement.grounds();
    }
    List<Occurrence> all = new ArrayList<>();
    culprits.forEach(c -> all.addAll(c.judgement().grounds().occurrences));
    return new Grounds(all);
  }

  /** The behaviours, each once. */
  public List<String> labels() {
    return first().keySet().stream().map(Behaviour::label).toList();
  }

  /** A line for each behaviour, with the first node that meets it; to be put after facts. */
  public String facts() {
    StringBuilder facts = new StringBuilder();
    first().values().forEach(o -> facts.append("\n  rests on : ").append(o));
    return facts.toString();
  }

  private Map<Behaviour, Occurrence> first() {
    Map<Behaviour, Occurrence> first = new EnumMap<>(Behaviour.class);
    occurrences.forEach(o -> first.putIfAbsent(o.behaviour(), o));
    return first;
  }
}
