package dev.assay.core.onnx;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.graph.ValueType;
import dev.assay.core.onnx.proto.Onnx.AttributeProto;
import dev.assay.core.onnx.proto.Onnx.AttributeProto.AttributeType;
import dev.assay.core.onnx.proto.Onnx.GraphProto;
import dev.assay.core.onnx.proto.Onnx.ModelProto;
import dev.assay.core.onnx.proto.Onnx.NodeProto;
import dev.assay.core.onnx.proto.Onnx.OperatorSetIdProto;
import dev.assay.core.onnx.proto.Onnx.SparseTensorProto;
import dev.assay.core.onnx.proto.Onnx.TensorProto;
import dev.assay.core.onnx.proto.Onnx.ValueInfoProto;
import dev.assay.core.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A graph read from an ONNX model.
 *
 * <p>A model of an operator set before 13, where the {@link dev.assay.core.operator.Catalogue}
 * begins, is read as one of version 13 if all its operators can be said there; else it keeps its
 * version.
 *
 * <p>Nodes are put in order, constants of every encoding are unpacked, calls of the model's own
 * functions are replaced by their bodies, and sizes of one name become one open size. An operator
 * that nobody knows is no error here; {@link GraphCheck} tells.
 *
 * <p>All errors are {@link IllegalArgumentException}s that state the facts.
 */
public final class GraphFromOnnx {
  private final Map<String, Integer> opsets;
  private final ExternalData external;
  private final TypeFromOnnx declared = new TypeFromOnnx();

  private GraphFromOnnx(Map<String, Integer> opsets, ExternalData external) {
    this.opsets = opsets;
    this.external = external;
  }

  /** The graph of a model that holds all of its data. */
  public static Graph of(byte[] model) {
    return of(model, ExternalData.NONE);
  }

  /**
   * The graph of a model in a file; data outside the model is looked for beside it.
   *
   * @throws UncheckedIOException if the file cannot be read
   */
  public static Graph of(Path model) {
    try {
      return of(Files.readAllBytes(model), new ExternalData(model.toAbsolutePath().getParent()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Graph of(byte[] bytes, ExternalData external) {
    ModelProto model = parse(bytes);
    Map<String, Integer> opsets = opsets(model.getOpsetImportList());
    GraphProto whole =
        model.getFunctionsCount() == 0
            ? model.getGraph()
            : new FunctionInlining(model, opsets).inlined();
    GraphFromOnnx reader = new GraphFromOnnx(opsets, external);
    Graph graph = reader.graph(whole, new InferredTypes(whole, opsets));
    requireMade(graph, Set.of());
    return Opset13.of(graph);
  }

  private static ModelProto parse(byte[] bytes) {
    String required = "the bytes of an ONNX ModelProto";
    if (bytes.length == 0) {
      throw Refusal.of("a model is empty", "required", required, "but", "0 bytes");
    }
    ModelProto model;
    try {
      model = ModelProto.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw Refusal.of(
          "a model cannot be read", "required", required, "but", String.valueOf(e.getMessage()));
    }
    if (!model.hasGraph()) {
      throw Refusal.of(
          "a model has no graph", "required", required, "but", bytes.length + " bytes without one");
    }
    return model;
  }

  /** Versions by domain; ONNX's own domain has two names. */
  static Map<String, Integer> opsets(List<OperatorSetIdProto> imports) {
    Map<String, Integer> opsets = new HashMap<>();
    for (OperatorSetIdProto o : imports) {
      int version = (int) Math.min(o.getVersion(), Integer.MAX_VALUE);
      Integer other = opsets.put(domain(o.getDomain()), version);
      if (version < 1 || other != null && other != version) {
        throw Refusal.of(
            "the import of an operator set is wrong",
            "required",
            "one version from 1 up for each domain",
            "but",
            "\"" + o.getDomain() + "\" has " + (other == null ? "" : other + " and ") + version);
      }
    }
    if (opsets.isEmpty()) {
      throw Refusal.of(
          "a model imports no operator set",
          "required",
          "opset_import with a version for each domain",
          "but",
          "it is empty");
    }
    return opsets;
  }

  static String domain(String name) {
    return name.equals("ai.onnx") ? "" : name;
  }

  private Graph graph(GraphProto proto, InferredTypes types) {
    Map<String, Tensor> constants = new LinkedHashMap<>();
    for (TensorProto t : proto.getInitializerList()) {
      addOnce(constants, t.getName(), TensorFromOnnx.of(t, external));
    }
    for (SparseTensorProto s : proto.getSparseInitializerList()) {
      addOnce(constants, s.getValues().getName(), TensorFromOnnx.dense(s, external));
    }
    List<Value> inputs = new ArrayList<>();
    Set<String> given = new HashSet<>();
    for (ValueInfoProto v : proto.getInputList()) {
      if (!given.add(v.getName()) || v.getName().isEmpty()) {
        throw Refusal.of(
            "two values have one name, or one has none",
            "required",
            "a name for each input",
            "but",
            "\"" + v.getName() + "\"");
      }
      inputs.add(value(v, types, constants));
    }
    given.addAll(constants.keySet());
    List<Node> nodes = new ArrayList<>();
    for (NodeProto n : proto.getNodeList()) {
      nodes.add(node(n, types));
    }
    List<Node> sorted = NodeOrder.of(given, nodes);
    List<Value> outputs = new ArrayList<>();
    for (ValueInfoProto v : proto.getOutputList()) {
      outputs.add(value(v, types, constants));
    }
    return new Graph(proto.getName(), opsets, inputs, constants, sorted, outputs);
  }

  private Value value(ValueInfoProto v, InferredTypes types, Map<String, Tensor> constants) {
    Tensor constant = constants.get(v.getName());
    String where = "value \"" + v.getName() + "\"";
    return new Value(
        v.getName(),
        constant != null && !v.hasType()
            ? TensorType.of(constant)
            : declared.of(v.getType(), where, () -> types.require(v.getName())));
  }

  private static void addOnce(Map<String, Tensor> constants, String name, Tensor t) {
    if (name.isEmpty() || constants.put(name, t) != null) {
      throw Refusal.of(
          "two values have one name, or one has none",
          "required",
          "a name for each constant",
          "but",
          "\"" + name + "\"");
    }
  }

  private Node node(NodeProto proto, InferredTypes types) {
    String domain = domain(proto.getDomain());
    if (!opsets.containsKey(domain)) {
      throw Refusal.of(
          "a node's operator set is not imported",
          "required",
          "one of the domains " + opsets.keySet(),
          "but",
          "\"" + domain + "\"",
          "node",
          proto.getOpType() + " " + proto.getOutputList());
    }
    Map<String, Attribute> attributes = new HashMap<>();
    for (AttributeProto a : proto.getAttributeList()) {
      boolean sparse = a.getType() == AttributeType.SPARSE_TENSOR && isConstant(domain, proto);
      Attribute attribute =
          sparse
              ? Attribute.of(TensorFromOnnx.dense(a.getSparseTensor(), external))
              : attribute(a, proto, types);
      if (attributes.put(sparse ? "value" : a.getName(), attribute) != null) {
        throw Refusal.of(
            "an attribute is given twice",
            "but",
            a.getName(),
            "node",
            proto.getOpType() + " " + proto.getOutputList());
      }
    }
    return new Node(
        proto.getName(),
        domain,
        proto.getOpType(),
        proto.getInputList(),
        proto.getOutputList(),
        attributes);
  }

  private static boolean isConstant(String domain, NodeProto node) {
    return domain.isEmpty() && node.getOpType().equals("Constant");
  }

  private Attribute attribute(AttributeProto a, NodeProto node, InferredTypes types) {
    String where =
        "attribute " + a.getName() + " of " + node.getOpType() + " " + node.getOutputList();
    AttributeType type = type(a);
    return switch (type) {
      case FLOAT -> Attribute.of((double) a.getF());
      case INT -> Attribute.of(a.getI());
      case STRING -> Attribute.of(TensorFromOnnx.text(a.getS(), where));
      case TENSOR -> Attribute.of(TensorFromOnnx.of(a.getT(), external));
      case GRAPH -> Attribute.of(graph(a.getG(), types.inside(a.getG(), node)));
      case FLOATS ->
          Attribute.ofFloats(a.getFloatsList().stream().map(Float::doubleValue).toList());
      case INTS -> Attribute.ofInts(a.getIntsList());
      case STRINGS ->
          Attribute.ofStrings(
              a.getStringsList().stream().map(s -> TensorFromOnnx.text(s, where)).toList());
      case TYPE_PROTO -> Attribute.of(declared.of(a.getTp(), where, () -> untyped(where)));
      case UNDEFINED, TENSORS, GRAPHS, SPARSE_TENSOR, SPARSE_TENSORS, TYPE_PROTOS ->
          throw Refusal.unsupported(
              "the kind of an attribute is not supported",
              "required",
              "numbers, texts, a tensor, a graph or a type",
              "but",
              a.hasRefAttrName() ? "a reference to " + a.getRefAttrName() : type.toString(),
              "at",
              where);
    };
  }

  private static ValueType untyped(String where) {
    throw Refusal.of("a type is not stated", "required", "a whole type", "at", where);
  }

  /**
   * The stated kind, or where an old file states none, that of the field that is filled: the fields
   * of the supported kinds are numbered one above the kinds.
   */
  private static AttributeType type(AttributeProto a) {
    if (a.getType() != AttributeType.UNDEFINED || a.hasRefAttrName()) {
      return a.getType();
    }
    return a.getAllFields().keySet().stream()
        .map(f -> AttributeType.forNumber(f.getNumber() - 1))
        .filter(t -> t != null && t != AttributeType.UNDEFINED && t.getNumber() < 9)
        .findFirst()
        .orElse(AttributeType.UNDEFINED);
  }

  /** Every name that is read is made in the graph or, in a subgraph, around it. */
  private static void requireMade(Graph g, Collection<String> around) {
    Set<String> made = new HashSet<>(around);
    g.inputs().forEach(v -> made.add(v.name()));
    made.addAll(g.constants().keySet());
    for (Node node : g.nodes()) {
      for (String name : node.inputs()) {
        if (!name.isEmpty() && !made.contains(name)) {
          throw unmade(name, "node", node.toString());
        }
      }
      for (Attribute a : node.attributes().values()) {
        if (a.kind() == Attribute.Kind.GRAPH) {
          requireMade(a.graph(), made);
        }
      }
      made.addAll(node.outputs());
    }
    for (Value v : g.outputs()) {
      if (!made.contains(v.name())) {
        throw unmade(v.name(), "output", v.name() + " of graph \"" + g.name() + "\"");
      }
    }
  }

  private static IllegalArgumentException unmade(String name, String reader, String text) {
    return Refusal.of(
        "a value is used and never made",
        "required",
        "an input, a constant or an output of a node by that name",
        "but",
        "\"" + name + "\" is none",
        reader,
        text);
  }
}
