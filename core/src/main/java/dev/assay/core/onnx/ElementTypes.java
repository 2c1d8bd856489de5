package dev.assay.core.onnx;

import dev.assay.core.onnx.Schema.Parameter;
import dev.assay.core.onnx.proto.Onnx.AttributeProto;
import dev.assay.core.onnx.proto.Onnx.AttributeProto.AttributeType;
import dev.assay.core.onnx.proto.Onnx.GraphProto;
import dev.assay.core.onnx.proto.Onnx.NodeProto;
import dev.assay.core.onnx.proto.Onnx.TensorProto;
import dev.assay.core.onnx.proto.Onnx.ValueInfoProto;
import dev.assay.core.tensor.DType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Infers the element types of values that a file leaves open, as it may in subgraphs: from what is
 * declared, and from the type variables that ONNX's schemas give to inputs and outputs.
 */
final class ElementTypes {
  private final GraphProto graph;
  private final Map<String, Integer> opsets;
  private final @Nullable ElementTypes around;
  private final @Nullable NodeProto owner;
  private final Map<String, DType> declared = new HashMap<>();
  private final Map<String, NodeProto> makers = new HashMap<>();
  private final Set<String> asked = new HashSet<>();

  ElementTypes(GraphProto graph, Map<String, Integer> opsets) {
    this(graph, opsets, null, null);
  }

  private ElementTypes(
      GraphProto graph,
      Map<String, Integer> opsets,
      @Nullable ElementTypes around,
      @Nullable NodeProto owner) {
    this.graph = graph;
    this.opsets = opsets;
    this.around = around;
    this.owner = owner;
    Stream.of(graph.getInputList(), graph.getOutputList(), graph.getValueInfoList())
        .flatMap(List::stream)
        .forEach(v -> declare(v.getName(), v.getType().getTensorType().getElemType()));
    for (TensorProto t : graph.getInitializerList()) {
      declare(t.getName(), t.getDataType());
    }
    for (NodeProto node : graph.getNodeList()) {
      node.getOutputList().forEach(output -> makers.put(output, node));
    }
  }

  private void declare(String name, int type) {
    if (type != 0) {
      declared.put(name, Sizes.element(type, "value \"" + name + "\""));
    }
  }

  /** The types inside a subgraph of a node. */
  ElementTypes inside(GraphProto subgraph, NodeProto node) {
    return new ElementTypes(subgraph, opsets, this, node);
  }

  /** The element type of a value of the graph. */
  DType require(String name) {
    return of(name)
        .orElseThrow(
            () ->
                Refusal.of(
                    "the element type of a value is not known",
                    "required",
                    "a type that is declared, or follows from the types of other values",
                    "but",
                    "\"" + name + "\" has none"));
  }

  private Optional<DType> of(String name) {
    DType known = declared.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    if (!asked.add(name)) {
      return Optional.empty();
    }
    NodeProto maker = makers.get(name);
    Optional<DType> found =
        maker != null
            ? made(maker, maker.getOutputList().indexOf(name))
            : around == null ? Optional.empty() : takenIn(name, around);
    found.ifPresent(type -> declared.put(name, type));
    asked.remove(name);
    return found;
  }

  /** The type of an input of this subgraph by what its owner feeds it, or of a value around it. */
  private Optional<DType> takenIn(String name, ElementTypes outside) {
    List<String> inputs = graph.getInputList().stream().map(ValueInfoProto::getName).toList();
    int place = inputs.indexOf(name);
    if (place < 0 || owner == null) {
      return outside.of(name);
    }
    boolean isLoop = owner.getOpType().equals("Loop");
    if (isLoop && place < 2) {
      return Optional.of(place == 0 ? DType.INT64 : DType.BOOL);
    }
    int fed = isLoop ? place : owner.getInputCount() - inputs.size() + place;
    return fed >= 0 && fed < owner.getInputCount()
        ? outside.of(owner.getInput(fed))
        : Optional.empty();
  }

  private Optional<DType> made(NodeProto node, int output) {
    Optional<AttributeProto> body =
        node.getAttributeList().stream()
            .filter(a -> a.getType() == AttributeType.GRAPH)
            .findFirst();
    if (body.isPresent()) {
      GraphProto g = body.get().getG();
      int at = output + (node.getOpType().equals("Loop") ? 1 : 0);
      return at < g.getOutputCount()
          ? inside(g, node).of(g.getOutput(at).getName())
          : Optional.empty();
    }
    for (AttributeProto a : node.getAttributeList()) {
      if (a.getName().equals("to") || a.getName().equals("dtype")) {
        return Optional.of(Sizes.element((int) a.getI(), "attribute " + a.getName()));
      }
      if (a.getName().startsWith("value") && a.getType() != AttributeType.UNDEFINED) {
        return constant(a);
      }
    }
    if (node.getOpType().equals("ConstantOfShape")) {
      return Optional.of(DType.FLOAT32);
    }
    return Schemas.find(node.getDomain(), node.getOpType(), opset(node))
        .flatMap(
            schema ->
                Schema.at(schema.outputs(), output).flatMap(p -> byVariable(node, schema, p)));
  }

  private int opset(NodeProto node) {
    return opsets.getOrDefault(GraphFromOnnx.domain(node.getDomain()), 1);
  }

  private static Optional<DType> constant(AttributeProto a) {
    return switch (a.getType()) {
      case TENSOR -> Optional.of(Sizes.element(a.getT().getDataType(), "attribute " + a.getName()));
      case INT, INTS -> Optional.of(DType.INT64);
      case FLOAT, FLOATS -> Optional.of(DType.FLOAT32);
      case STRING, STRINGS -> Optional.of(DType.STRING);
      default -> Optional.empty();
    };
  }

  private Optional<DType> byVariable(NodeProto node, Schema schema, Parameter output) {
    for (int k = 0; k < node.getInputCount(); k++) {
      Optional<Parameter> input = Schema.at(schema.inputs(), k);
      if (input.isPresent() && input.get().type().equals(output.type())) {
        Optional<DType> type = of(node.getInput(k));
        if (type.isPresent()) {
          return type;
        }
      }
    }
    Set<DType> possible = output.types();
    return possible.size() == 1 ? Optional.of(possible.iterator().next()) : Optional.empty();
  }
}
