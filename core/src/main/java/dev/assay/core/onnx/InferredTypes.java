package dev.assay.core.onnx;

import dev.assay.core.graph.OptionalType;
import dev.assay.core.graph.SequenceType;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.ValueType;
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
 * Infers the types, but for ranks, of values that a file leaves open, as it may in subgraphs: from
 * what is declared, and from the type variables that ONNX's schemas give to inputs and outputs.
 */
final class InferredTypes {
  private final GraphProto graph;
  private final Map<String, Integer> opsets;
  private final @Nullable InferredTypes around;
  private final @Nullable NodeProto owner;
  private final Map<String, ValueType> declared = new HashMap<>();
  private final Map<String, NodeProto> makers = new HashMap<>();
  private final Set<String> asked = new HashSet<>();

  InferredTypes(GraphProto graph, Map<String, Integer> opsets) {
    this(graph, opsets, null, null);
  }

  private InferredTypes(
      GraphProto graph,
      Map<String, Integer> opsets,
      @Nullable InferredTypes around,
      @Nullable NodeProto owner) {
    this.graph = graph;
    this.opsets = opsets;
    this.around = around;
    this.owner = owner;
    Stream.of(graph.getInputList(), graph.getOutputList(), graph.getValueInfoList())
        .flatMap(List::stream)
        .forEach(
            v ->
                TypeFromOnnx.unranked(v.getType(), where(v.getName()))
                    .ifPresent(type -> declared.put(v.getName(), type)));
    for (TensorProto t : graph.getInitializerList()) {
      if (t.getDataType() != 0) {
        declared.put(t.getName(), tensor(Sizes.element(t.getDataType(), where(t.getName()))));
      }
    }
    for (NodeProto node : graph.getNodeList()) {
      node.getOutputList().forEach(output -> makers.put(output, node));
    }
  }

  private static String where(String name) {
    return "value \"" + name + "\"";
  }

  private static ValueType tensor(DType element) {
    return TensorType.ofUnknownRank(element);
  }

  /** The types inside a subgraph of a node. */
  InferredTypes inside(GraphProto subgraph, NodeProto node) {
    return new InferredTypes(subgraph, opsets, this, node);
  }

  /** The type of a value of the graph. */
  ValueType require(String name) {
    return of(name)
        .orElseThrow(
            () ->
                Refusal.of(
                    "the type of a value is not known",
                    "required",
                    "a type that is declared, or follows from the types of other values",
                    "but",
                    "\"" + name + "\" has none"));
  }

  private Optional<ValueType> of(String name) {
    ValueType known = declared.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    if (!asked.add(name)) {
      return Optional.empty();
    }
    NodeProto maker = makers.get(name);
    Optional<ValueType> found =
        maker != null
            ? made(maker, maker.getOutputList().indexOf(name))
            : around == null ? Optional.empty() : takenIn(name, around);
    found.ifPresent(type -> declared.put(name, type));
    asked.remove(name);
    return found;
  }

  /** The type of an input of this subgraph by what its owner feeds it, or of a value around it. */
  private Optional<ValueType> takenIn(String name, InferredTypes outside) {
    List<String> inputs = graph.getInputList().stream().map(ValueInfoProto::getName).toList();
    int place = inputs.indexOf(name);
    if (place < 0 || owner == null) {
      return outside.of(name);
    }
    boolean isLoop = owner.getOpType().equals("Loop");
    if (isLoop && place < 2) {
      return Optional.of(tensor(place == 0 ? DType.INT64 : DType.BOOL));
    }
    int fed = isLoop ? place : owner.getInputCount() - inputs.size() + place;
    Optional<ValueType> type =
        fed >= 0 && fed < owner.getInputCount()
            ? outside.of(owner.getInput(fed))
            : Optional.empty();
    return owner.getOpType().equals("SequenceMap") ? type.map(InferredTypes::element) : type;
  }

  /** The type of what a sequence or an optional holds; that of a tensor is its own. */
  private static ValueType element(ValueType type) {
    return type instanceof SequenceType s ? s.of() : type instanceof OptionalType o ? o.of() : type;
  }

  private Optional<ValueType> made(NodeProto node, int output) {
    Optional<AttributeProto> body =
        node.getAttributeList().stream()
            .filter(a -> a.getType() == AttributeType.GRAPH)
            .findFirst();
    if (body.isPresent()) {
      return givenBy(body.get().getG(), node, output);
    }
    return switch (node.getOpType()) {
      case "SequenceEmpty" ->
          Optional.of(new SequenceType(byAttribute(node).orElse(tensor(DType.FLOAT32))));
      case "SequenceConstruct", "SplitToSequence" -> first(node).map(SequenceType::new);
      case "SequenceAt", "ConcatFromSequence", "OptionalGetElement" ->
          first(node).map(InferredTypes::element);
      case "Optional" -> optional(node);
      default -> byAttribute(node).or(() -> bySchema(node, output));
    };
  }

  private Optional<ValueType> first(NodeProto node) {
    return node.getInputCount() > 0 ? of(node.getInput(0)) : Optional.empty();
  }

  private Optional<ValueType> givenBy(GraphProto body, NodeProto node, int output) {
    int at = output + (node.getOpType().equals("Loop") ? 1 : 0);
    Optional<ValueType> type =
        at < body.getOutputCount()
            ? inside(body, node).of(body.getOutput(at).getName())
            : Optional.empty();
    return node.getOpType().equals("SequenceMap") ? type.map(SequenceType::new) : type;
  }

  private Optional<ValueType> optional(NodeProto node) {
    return node.getInputCount() > 0
        ? first(node).map(OptionalType::new)
        : node.getAttributeList().stream()
            .flatMap(a -> TypeFromOnnx.unranked(a.getTp(), "attribute " + a.getName()).stream())
            .findFirst()
            .map(OptionalType::new);
  }

  private static Optional<ValueType> byAttribute(NodeProto node) {
    for (AttributeProto a : node.getAttributeList()) {
      if (a.getName().equals("to") || a.getName().equals("dtype")) {
        return Optional.of(tensor(Sizes.element((int) a.getI(), "attribute " + a.getName())));
      }
      if (a.getName().startsWith("value") && a.getType() != AttributeType.UNDEFINED) {
        return constant(a).map(InferredTypes::tensor);
      }
    }
    return Optional.empty();
  }

  private Optional<ValueType> bySchema(NodeProto node, int output) {
    if (node.getOpType().equals("ConstantOfShape")) {
      return Optional.of(tensor(DType.FLOAT32));
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

  private Optional<ValueType> byVariable(NodeProto node, Schema schema, Parameter output) {
    for (int k = 0; k < node.getInputCount(); k++) {
      Optional<Parameter> input = Schema.at(schema.inputs(), k);
      if (input.isPresent() && input.get().type().equals(output.type())) {
        Optional<ValueType> type = of(node.getInput(k));
        if (type.isPresent()) {
          return type;
        }
      }
    }
    Set<DType> possible = output.types();
    return possible.size() == 1
        ? Optional.of(tensor(possible.iterator().next()))
        : Optional.empty();
  }
}
