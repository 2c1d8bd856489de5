package dev.assay.core.reading;

import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Stage;
import dev.assay.core.graph.Node;
import dev.assay.core.operator.Draft;
import dev.assay.core.operator.Operator;
import dev.assay.core.operator.Port;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a node of a system's own operator means: what the system made of it, and nothing else. */
final class OwnMeaning {
  static final String WHY = "its operator is a system's own, so that nobody else says its value";

  private final Node node;
  private final Optional<RefusedNodeException> refusal;
  private final List<Tensor> results;

  private OwnMeaning(Node node, List<Tensor> results, Optional<RefusedNodeException> refusal) {
    this.node = node;
    this.results = results;
    this.refusal = refusal;
  }

  /**
   * @param results one for each output that the node names
   */
  static OwnMeaning of(Node node, List<Tensor> results) {
    return new OwnMeaning(node, results, Optional.empty());
  }

  /** That of a node that the system refuses: it has no outputs, and who asks for some is told. */
  static OwnMeaning refused(Node node, RefusedNodeException e) {
    return new OwnMeaning(node, List.of(), Optional.of(e));
  }

  NodeReading read(int version, List<Optional<Argument>> arguments) {
    Operator operator =
        new Operator(
            node.domain(),
            node.operator(),
            version,
            ports("input", node.inputs().size()),
            ports("output", node.outputs().size()),
            this::tell,
            Optional.empty());
    return NodeReading.of(operator, node, version, arguments);
  }

  private static List<Port> ports(String side, int count) {
    return IntStream.range(0, count).mapToObj(k -> new Port(port(side, k), true, false)).toList();
  }

  /** A name that no attribute has. */
  private static String port(String side, int k) {
    return side + " " + k;
  }

  private void tell(Draft op) {
    for (int k = 0; k < node.inputs().size(); k++) {
      if (op.has(port("input", k))) {
        op.input(port("input", k), DType.ANY);
      }
    }
    for (int k = 0; k < results.size(); k++) {
      Tensor made = results.get(k);
      op.output(
          port("output", k),
          Stage.given(port("output", k), made.type(), Dims.ofNumbers(made.shape())));
    }
    op.opaque(
        WHY,
        inputs -> {
          refusal.ifPresent(
              e -> {
                throw e;
              });
          return results;
        });
  }
}
