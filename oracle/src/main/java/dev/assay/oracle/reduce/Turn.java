package dev.assay.oracle.reduce;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Datum;
import dev.assay.core.tensor.Sequence;
import dev.assay.core.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The first turn of a body: what it takes, and what the node makes of what it gives.
 *
 * @param bound what is around the node, by the names of the inputs that stand for it
 * @param given what nothing around the node is, by the names of the inputs that stand for it
 * @param first the output of the body that is the first of the node
 * @param plain so many outputs of the node are what the body gives last; the others put together
 *     what it gives in all turns
 */
record Turn(Map<String, String> bound, Map<String, Tensor> given, int first, int plain) {
  private static final Map<String, Tensor> NOTHING = Map.of();

  /**
   * That of a body.
   *
   * @param around the values around the node
   * @return empty where the node runs it not even once, or in a way of which nothing is known
   */
  static Optional<Turn> of(Node node, Graph body, Function<String, Datum> around) {
    try {
      return switch (node.operator()) {
        case "If" -> Optional.of(new Turn(Map.of(), NOTHING, 0, body.outputs().size()));
        case "Loop" -> Optional.of(ofLoop(node, body));
        case "Scan" -> Optional.of(ofScan(node, body, around));
        case "SequenceMap" -> Optional.of(ofMap(node, body, around));
        default -> Optional.empty();
      };
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      return Optional.empty(); // it has no turn
    }
  }

  private static String input(Graph body, int k) {
    return body.inputs().get(k).name();
  }

  private static Turn ofLoop(Node node, Graph body) {
    Map<String, String> bound = new LinkedHashMap<>();
    Map<String, Tensor> given = new LinkedHashMap<>();
    given.put(input(body, 0), Tensor.scalar(0));
    List<String> inputs = node.inputs();
    if (inputs.size() > 1 && !inputs.get(1).isEmpty()) {
      bound.put(input(body, 1), inputs.get(1));
    } else {
      given.put(input(body, 1), Tensor.of(DType.BOOL, new int[0], 1));
    }
    for (int k = 2; k < inputs.size(); k++) {
      bound.put(input(body, k), inputs.get(k));
    }
    return new Turn(bound, given, 1, inputs.size() - 2);
  }

  private static Turn ofScan(Node node, Graph body, Function<String, Datum> around) {
    int taken = (int) required(node, "num_scan_inputs").integer();
    int states = node.inputs().size() - taken;
    Map<String, String> bound = new LinkedHashMap<>();
    Map<String, Tensor> given = new LinkedHashMap<>();
    for (int k = 0; k < states; k++) {
      bound.put(input(body, k), node.inputs().get(k));
    }
    for (int k = 0; k < taken; k++) {
      Tensor whole = (Tensor) around.apply(node.inputs().get(states + k));
      long axis = number(node, "scan_input_axes", k, taken);
      boolean backwards = number(node, "scan_input_directions", k, taken) == 1;
      int own = (int) (axis < 0 ? axis + whole.rank() : axis);
      int at = backwards ? whole.shape()[own] - 1 : 0;
      Tensor slice = Elements.cut(whole, own, at, at + 1);
      given.put(input(body, states + k), Elements.withoutAxis(slice, own));
    }
    return new Turn(bound, given, 0, states);
  }

  private static Attribute required(Node node, String attribute) {
    Attribute a = node.attributes().get(attribute);
    if (a == null) {
      throw new IllegalArgumentException("a node lacks an attribute: " + attribute);
    }
    return a;
  }

  private static long number(Node node, String attribute, int k, int count) {
    Attribute a = node.attributes().get(attribute);
    return (a == null ? Collections.nCopies(count, 0L) : a.integers()).get(k);
  }

  private static Turn ofMap(Node node, Graph body, Function<String, Datum> around) {
    Map<String, String> bound = new LinkedHashMap<>();
    Map<String, Tensor> given = new LinkedHashMap<>();
    for (int k = 0; k < node.inputs().size(); k++) {
      if (around.apply(node.inputs().get(k)) instanceof Sequence s) {
        given.put(input(body, k), s.elements().get(0));
      } else {
        bound.put(input(body, k), node.inputs().get(k));
      }
    }
    return new Turn(bound, given, 0, 0);
  }

  /** What makes an output of the node of what the body gives in its only turn. */
  Optional<Node> maker(Node node, int output, String made, String axes) {
    List<String> name = List.of(node.outputs().get(output));
    if (output < plain) {
      return Optional.empty();
    }
    return Optional.of(
        node.operator().equals("SequenceMap")
            ? Node.of("SequenceConstruct", List.of(made), name, Map.of())
            : Node.of("Unsqueeze", List.of(made, axes), name, Map.of()));
  }

  /** The axis along which an output is put together of what the turns give. */
  long axis(Node node, int output) {
    return number(node, "scan_output_axes", output - plain, node.outputs().size() - plain);
  }
}
