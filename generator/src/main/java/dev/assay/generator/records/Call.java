package dev.assay.generator.records;

import dev.assay.core.graph.Attribute;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One call of an operator: what it is given, and how many outputs it is asked for.
 *
 * @param inputs by place; an absent one is empty
 */
public record Call(List<Optional<Operand>> inputs, Map<String, Attribute> attributes, int outputs) {

  public Call {
    inputs = List.copyOf(inputs);
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  public Optional<Operand> input(int place) {
    return place < inputs.size() ? inputs.get(place) : Optional.empty();
  }

  /** The same with another input; beyond the last one those between are absent. */
  public Call with(int place, Optional<Operand> other) {
    List<Optional<Operand>> list = new ArrayList<>(inputs);
    while (list.size() <= place) {
      list.add(Optional.empty());
    }
    list.set(place, other);
    while (!list.isEmpty() && list.get(list.size() - 1).isEmpty()) {
      list.remove(list.size() - 1);
    }
    return new Call(list, attributes, outputs);
  }

  public Call withInputs(List<Optional<Operand>> others) {
    return new Call(others, attributes, outputs);
  }

  public Call with(String attribute, Attribute value) {
    Map<String, Attribute> map = new TreeMap<>(attributes);
    map.put(attribute, value);
    return new Call(inputs, map, outputs);
  }

  public Call without(String attribute) {
    Map<String, Attribute> map = new TreeMap<>(attributes);
    map.remove(attribute);
    return new Call(inputs, map, outputs);
  }

  public Call withOutputs(int count) {
    return new Call(inputs, attributes, count);
  }

  @Override
  public String toString() {
    return inputs.stream().map(i -> i.map(Operand::toString).orElse("-")).toList()
        + " "
        + attributes
        + " -> "
        + outputs;
  }
}
