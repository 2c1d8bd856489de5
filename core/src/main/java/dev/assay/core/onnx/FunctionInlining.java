package dev.assay.core.onnx;

import dev.assay.core.onnx.proto.Onnx.AttributeProto;
import dev.assay.core.onnx.proto.Onnx.AttributeProto.AttributeType;
import dev.assay.core.onnx.proto.Onnx.FunctionProto;
import dev.assay.core.onnx.proto.Onnx.GraphProto;
import dev.assay.core.onnx.proto.Onnx.ModelProto;
import dev.assay.core.onnx.proto.Onnx.NodeProto;
import dev.assay.core.onnx.proto.Onnx.OperatorSetIdProto;
import dev.assay.core.onnx.proto.Onnx.TensorProto;
import dev.assay.core.onnx.proto.Onnx.ValueInfoProto;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Replaces the calls of a model's own functions by their bodies. Values inside a body get the name
 * of the call before their own; references to attributes become what the call gives, or the
 * function's default, or nothing.
 */
final class FunctionInlining {
  private final ModelProto model;
  private final Map<String, Integer> opsets;
  private final Map<String, FunctionProto> functions = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private final Deque<String> open = new ArrayDeque<>();
  private int calls;

  /**
   * For one model.
   *
   * @param opsets the model's operator sets; those that only functions import are added
   */
  FunctionInlining(ModelProto model, Map<String, Integer> opsets) {
    this.model = model;
    this.opsets = opsets;
    for (FunctionProto f : model.getFunctionsList()) {
      String key = key(f.getDomain(), f.getName(), f.getOverload());
      if (functions.put(key, f) != null) {
        throw Refusal.of("two functions of a model have one name", "but", key);
      }
    }
    collectNames(model.getGraph());
  }

  private static String key(String domain, String name, String overload) {
    return GraphFromOnnx.domain(domain) + ":" + name + (overload.isEmpty() ? "" : ":" + overload);
  }

  private void collectNames(GraphProto g) {
    g.getInputList().forEach(v -> names.add(v.getName()));
    g.getInitializerList().forEach(t -> names.add(t.getName()));
    for (NodeProto node : g.getNodeList()) {
      names.addAll(node.getOutputList());
      node.getAttributeList().forEach(a -> collectNames(a.getG()));
    }
  }

  /** The model's graph without calls of its functions. */
  GraphProto inlined() {
    return graph(model.getGraph(), UnaryOperator.identity(), Map.of());
  }

  private GraphProto graph(
      GraphProto g, UnaryOperator<String> rename, Map<String, AttributeProto> given) {
    GraphProto.Builder out = g.toBuilder().clearNode();
    for (ValueInfoProto.Builder v : out.getInputBuilderList()) {
      v.setName(rename.apply(v.getName()));
    }
    for (ValueInfoProto.Builder v : out.getOutputBuilderList()) {
      v.setName(rename.apply(v.getName()));
    }
    for (ValueInfoProto.Builder v : out.getValueInfoBuilderList()) {
      v.setName(rename.apply(v.getName()));
    }
    for (TensorProto.Builder t : out.getInitializerBuilderList()) {
      t.setName(rename.apply(t.getName()));
    }
    for (int k = 0; k < g.getSparseInitializerCount(); k++) {
      TensorProto.Builder values = out.getSparseInitializerBuilder(k).getValuesBuilder();
      values.setName(rename.apply(values.getName()));
    }
    for (NodeProto node : g.getNodeList()) {
      add(node, rename, given, out);
    }
    return out.build();
  }

  private void add(
      NodeProto node,
      UnaryOperator<String> rename,
      Map<String, AttributeProto> given,
      GraphProto.Builder out) {
    NodeProto.Builder copy = node.toBuilder().clearInput().clearOutput().clearAttribute();
    node.getInputList().forEach(name -> copy.addInput(rename.apply(name)));
    node.getOutputList().forEach(name -> copy.addOutput(rename.apply(name)));
    for (AttributeProto a : node.getAttributeList()) {
      attribute(a, rename, given).ifPresent(copy::addAttribute);
    }
    FunctionProto function =
        functions.get(key(node.getDomain(), node.getOpType(), node.getOverload()));
    if (function == null) {
      out.addNode(copy);
    } else {
      call(function, copy.build(), out);
    }
  }

  private Optional<AttributeProto> attribute(
      AttributeProto a, UnaryOperator<String> rename, Map<String, AttributeProto> given) {
    if (a.hasRefAttrName()) {
      return Optional.ofNullable(given.get(a.getRefAttrName()))
          .map(value -> value.toBuilder().setName(a.getName()).build());
    }
    return Optional.of(
        a.getType() == AttributeType.GRAPH
            ? a.toBuilder().setG(graph(a.getG(), rename, given)).build()
            : a);
  }

  private void call(FunctionProto f, NodeProto node, GraphProto.Builder out) {
    String key = key(f.getDomain(), f.getName(), f.getOverload());
    if (open.contains(key)) {
      throw Refusal.of("a function of a model calls itself", "but", open + " <- " + key);
    }
    if (node.getInputCount() > f.getInputCount() || node.getOutputCount() > f.getOutputCount()) {
      throw Refusal.of(
          "a call does not fit its function",
          "required",
          "at most " + f.getInputCount() + " inputs and " + f.getOutputCount() + " outputs",
          "but",
          node.getInputCount() + " and " + node.getOutputCount(),
          "function",
          key);
    }
    importOpsets(f);
    Map<String, AttributeProto> given = new HashMap<>();
    f.getAttributeProtoList().forEach(a -> given.put(a.getName(), a));
    node.getAttributeList().forEach(a -> given.put(a.getName(), a));

    Map<String, String> outside = new HashMap<>();
    for (int k = 0; k < f.getInputCount(); k++) {
      outside.put(f.getInput(k), k < node.getInputCount() ? node.getInput(k) : "");
    }
    List<NodeProto> copies = new ArrayList<>();
    for (int k = 0; k < node.getOutputCount(); k++) {
      String inner = f.getOutput(k);
      if (!node.getOutput(k).isEmpty() && outside.putIfAbsent(inner, node.getOutput(k)) != null) {
        copies.add(
            NodeProto.newBuilder()
                .setOpType("Identity")
                .addInput(outside.get(inner))
                .addOutput(node.getOutput(k))
                .build());
      }
    }
    String prefix = f.getName() + "_" + ++calls + "/";
    UnaryOperator<String> rename =
        name -> name.isEmpty() ? "" : outside.computeIfAbsent(name, n -> fresh(prefix + n));
    open.push(key);
    f.getNodeList().forEach(inner -> add(inner, rename, given, out));
    open.pop();
    out.addAllNode(copies);
  }

  private String fresh(String wanted) {
    String name = wanted;
    for (int k = 2; !names.add(name); k++) {
      name = wanted + "_" + k;
    }
    return name;
  }

  /** A function may import another version where it means the same for every operator it uses. */
  private void importOpsets(FunctionProto f) {
    for (OperatorSetIdProto o : f.getOpsetImportList()) {
      String domain = GraphFromOnnx.domain(o.getDomain());
      int version = (int) o.getVersion();
      int models = opsets.computeIfAbsent(domain, d -> version);
      if (models != version) {
        f.getNodeList().forEach(node -> requireSameMeaning(node, domain, version, models, f));
      }
    }
  }

  private static void requireSameMeaning(
      NodeProto node, String domain, int version, int models, FunctionProto f) {
    if (!GraphFromOnnx.domain(node.getDomain()).equals(domain)) {
      return;
    }
    Optional<Integer> there = Schemas.find(domain, node.getOpType(), version).map(Schema::since);
    Optional<Integer> here = Schemas.find(domain, node.getOpType(), models).map(Schema::since);
    if (!there.equals(here)) {
      throw Refusal.of(
          "a function imports another operator set than its model",
          "required",
          "operators that mean the same in versions " + version + " and " + models,
          "but",
          node.getOpType() + " does not",
          "function",
          f.getName());
    }
    for (AttributeProto a : node.getAttributeList()) {
      a.getG().getNodeList().forEach(n -> requireSameMeaning(n, domain, version, models, f));
    }
  }
}
