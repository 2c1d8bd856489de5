package dev.assay.core.operator;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One node of a {@link Structure} that is being unrolled into plain nodes while a model is read.
 * Values go by their names.
 *
 * <p>What a definition asks of a value (a truth, a number, a length) decides how the node unrolls.
 * Where an implementation may see another answer the reading cannot tell what the node gives; it
 * says so of all results.
 */
public interface Unrolling {

  // ---- what is given

  /** Whether an optional input is given, or an attribute. */
  boolean has(String name);

  /** The value of an input. */
  String input(String port);

  /** The values of a variadic input. */
  List<String> members(String port);

  /**
   * An attribute.
   *
   * @throws IllegalArgumentException if it is not given
   */
  Attribute attribute(String name);

  default long integer(String attribute, long otherwise) {
    return has(attribute) ? attribute(attribute).integer() : otherwise;
  }

  default List<Long> integers(String attribute, List<Long> otherwise) {
    return has(attribute) ? attribute(attribute).integers() : otherwise;
  }

  // ---- what decides

  /** The elements of a tensor of integers or truth values. */
  long[] numbers(String tensor);

  default long number(String tensor) {
    long[] numbers = numbers(tensor);
    require(numbers.length == 1, "what decides is one number");
    return numbers[0];
  }

  default boolean truth(String tensor) {
    return number(tensor) != 0;
  }

  int[] shape(String tensor);

  /** The element type of a tensor or of a sequence. */
  DType type(String value);

  boolean isSequence(String value);

  boolean isOptional(String value);

  /** The values in a sequence. */
  List<String> elements(String sequence);

  /** What an optional holds, if anything. */
  Optional<String> content(String optional);

  // ---- what is made

  String constant(Tensor t);

  String sequence(DType type, List<String> elements);

  String optional(Optional<String> content);

  /** The outputs of a plain node of ONNX's own domain. */
  List<String> node(
      String operator, List<String> inputs, int outputs, Map<String, Attribute> attributes);

  /** The outputs of a sub-graph that is given inputs. */
  List<String> run(Graph body, List<String> inputs);

  /** The tensors one behind the other along an axis. */
  default String joined(List<String> parts, long axis) {
    List<String> rest = parts;
    do {
      List<String> longer = new ArrayList<>();
      for (int k = 0; k < rest.size(); k += MOST_JOINED) {
        List<String> some = rest.subList(k, Math.min(rest.size(), k + MOST_JOINED));
        longer.add(node("Concat", some, 1, Map.of("axis", Attribute.of(axis))).get(0));
      }
      rest = longer;
    } while (rest.size() > 1);
    return rest.get(0);
  }

  /** How many tensors are joined at once: a formula of many parts asks each element for all. */
  int MOST_JOINED = 16;

  /** The tensors side by side along a new axis. */
  default String stacked(List<String> slices, long axis) {
    String axes = constant(Tensor.list(axis));
    return joined(
        slices.stream()
            .map(slice -> node("Unsqueeze", List.of(slice, axes), 1, Map.of()).get(0))
            .toList(),
        axis);
  }

  // ---- what comes of it

  /** The results of the node, in the order of its outputs. */
  void give(List<String> results);

  /** A rule that the node must keep. */
  void require(boolean fact, String why);

  /** Says that the reading cannot tell what shape the results have. */
  void unsure(String why);
}
