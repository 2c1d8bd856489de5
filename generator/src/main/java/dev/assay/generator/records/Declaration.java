package dev.assay.generator.records;

import dev.assay.core.graph.Attribute;
import dev.assay.core.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a library declares of an operator: names, kinds and types. It says nothing of shapes.
 *
 * @param version of the domain in which the operator is called
 * @param leastInputs how many inputs a call gives at least
 * @param leastOutputs how many outputs a call asks for at least
 */
public record Declaration(
    String domain,
    String name,
    int version,
    int leastInputs,
    int leastOutputs,
    List<Port> inputs,
    List<Port> outputs,
    List<Field> attributes) {

  /** How often a port stands. */
  public enum Occurrence {
    SINGLE,
    OPTIONAL,
    /** Any number of values; such a port stands last. */
    VARIADIC
  }

  /**
   * An input or an output.
   *
   * @param variable the type variable: ports that share one have one type
   * @param types the element types that are declared
   */
  public record Port(String name, String variable, Set<DType> types, Occurrence occurrence) {
    public boolean isVariadic() {
      return occurrence == Occurrence.VARIADIC;
    }
  }

  /**
   * An attribute.
   *
   * @param otherwise its value where a call gives none
   */
  public record Field(
      String name, Attribute.Kind kind, boolean required, Optional<Attribute> otherwise) {}

  public Declaration {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    attributes = List.copyOf(attributes);
  }

  /** The port at a place; a variadic one stands for all places from its own on. */
  public static Optional<Port> at(List<Port> ports, int place) {
    if (place < ports.size()) {
      return Optional.of(ports.get(place));
    }
    return ports.isEmpty()
        ? Optional.empty()
        : Optional.of(ports.get(ports.size() - 1)).filter(Port::isVariadic);
  }

  /** The place of an input, or -1. */
  public int input(String port) {
    for (int k = 0; k < inputs.size(); k++) {
      if (inputs.get(k).name().equals(port)) {
        return k;
      }
    }
    return -1;
  }

  public Optional<Field> attribute(String field) {
    for (Field f : attributes) {
      if (f.name().equals(field)) {
        return Optional.of(f);
      }
    }
    return Optional.empty();
  }

  /** The type variables of the inputs, in their order. */
  public List<String> variables() {
    return inputs.stream().map(Port::variable).distinct().toList();
  }

  /** The types that a variable may stand for: those of all inputs that have it. */
  public Set<DType> types(String variable) {
    return inputs.stream()
        .filter(p -> p.variable().equals(variable))
        .map(Port::types)
        .reduce(DType.ANY, DType::common);
  }

  /** Whether a call keeps to all that is declared; what it breaks needs no inference. */
  public boolean fits(Call call) {
    return givesInputs(call) && givesAttributes(call) && asksForOutputs(call);
  }

  private boolean givesInputs(Call call) {
    List<String> variables = new ArrayList<>();
    List<DType> types = new ArrayList<>();
    for (int k = 0; k < Math.max(call.inputs().size(), leastInputs); k++) {
      Optional<Port> port = at(inputs, k);
      Optional<Operand> given = call.input(k);
      if (port.isEmpty()) {
        return false;
      }
      if (given.isEmpty()) {
        if (port.get().occurrence() != Occurrence.OPTIONAL) {
          return false;
        }
        continue;
      }
      DType type = given.get().type();
      int known = variables.indexOf(port.get().variable());
      if (!port.get().types().contains(type) || known >= 0 && types.get(known) != type) {
        return false;
      }
      variables.add(port.get().variable());
      types.add(type);
    }
    return true;
  }

  private boolean givesAttributes(Call call) {
    return attributes.stream()
            .allMatch(f -> !f.required() || call.attributes().containsKey(f.name()))
        && call.attributes().entrySet().stream()
            .allMatch(
                e ->
                    attribute(e.getKey()).filter(f -> f.kind() == e.getValue().kind()).isPresent());
  }

  private boolean asksForOutputs(Call call) {
    return call.outputs() >= leastOutputs
        && (call.outputs() == 0 || at(outputs, call.outputs() - 1).isPresent());
  }

  @Override
  public String toString() {
    return (domain.isEmpty() ? "" : domain + ".") + name + "-" + version;
  }
}
