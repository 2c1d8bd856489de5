package dev.assay.core.onnx;

import dev.assay.core.graph.Attribute;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * ONNX's own schema of an operator: what may be given to it and what it gives. It says nothing of
 * meaning.
 *
 * @param domain {@code ""} for ONNX's own
 * @param since the version of the domain from which it holds
 * @param leastInputs how many inputs a node must name at least
 * @param leastOutputs how many outputs a node must name at least
 * @param constraints the types that each type variable may stand for, as ONNX writes them: {@code
 *     tensor(float)}
 */
public record Schema(
    String domain,
    String name,
    int since,
    boolean deprecated,
    int leastInputs,
    int leastOutputs,
    List<Parameter> inputs,
    List<Parameter> outputs,
    Map<String, Field> attributes,
    Map<String, List<String>> constraints) {

  /** How often a parameter stands. */
  public enum Occurrence {
    SINGLE,
    OPTIONAL,
    VARIADIC
  }

  /**
   * An input or an output.
   *
   * @param type a type variable or a type
   * @param types the element types of the tensors that it may be
   * @param homogeneous whether all values of a variadic parameter have one type
   */
  public record Parameter(
      String name, String type, Set<DType> types, Occurrence occurrence, boolean homogeneous) {}

  /**
   * An attribute.
   *
   * @param kind ONNX's name of the kind; see {@link Attribute.Kind}, beside which there are {@code
   *     SPARSE_TENSOR} and {@code TYPE_PROTO}
   * @param otherwise the value where a node gives none
   */
  public record Field(String name, String kind, boolean required, Optional<Attribute> otherwise) {}

  /** The input or output at a place; a variadic one stands for all places from its own on. */
  public static Optional<Parameter> at(List<Parameter> parameters, int place) {
    if (place < parameters.size()) {
      return Optional.of(parameters.get(place));
    }
    return parameters.isEmpty()
        ? Optional.empty()
        : Optional.of(parameters.get(parameters.size() - 1))
            .filter(last -> last.occurrence() == Occurrence.VARIADIC);
  }

  /** The element types of the tensors that an input or output of that name may be. */
  public Set<DType> types(String port) {
    for (List<Parameter> side : List.of(inputs, outputs)) {
      for (Parameter p : side) {
        if (p.name().equals(port)) {
          return p.types();
        }
      }
    }
    throw Refusal.of("an operator has no such port", "but", port, "operator", name + "-" + since);
  }
}
