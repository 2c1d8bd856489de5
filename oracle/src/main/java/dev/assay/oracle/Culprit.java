package dev.assay.oracle;

import dev.assay.core.graph.Node;
import dev.assay.core.reading.GraphReading;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A node that goes wrong on what it was given, by itself or before others.
 *
 * @param operator its definition, as in {@code Conv-13}
 * @param form its {@link NodeForm}, and {@code before} the operators without which it does no harm
 * @param judgement of the node alone, or before these
 */
public record Culprit(String operator, String form, Judgement judgement) {
  /**
   * The first node of a model, as a culprit.
   *
   * @param reading of that model
   */
  public static Culprit of(GraphReading reading, Judgement judgement) {
    List<Node> nodes = reading.graph().nodes();
    NodeForm form = NodeForm.of(reading, nodes.get(0));
    String company =
        nodes.stream().skip(1).map(Node::operator).collect(Collectors.joining(" ", " before ", ""));
    return new Culprit(
        form.operator(), form.call() + (nodes.size() == 1 ? "" : company), judgement);
  }
}
