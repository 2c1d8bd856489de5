package dev.assay.core.onnx;

import com.google.protobuf.ByteString;
import dev.assay.core.expr.Dim;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.OptionalType;
import dev.assay.core.graph.SequenceType;
import dev.assay.core.graph.Value;
import dev.assay.core.graph.ValueType;
import dev.assay.core.onnx.proto.Onnx.AttributeProto;
import dev.assay.core.onnx.proto.Onnx.AttributeProto.AttributeType;
import dev.assay.core.onnx.proto.Onnx.GraphProto;
import dev.assay.core.onnx.proto.Onnx.ModelProto;
import dev.assay.core.onnx.proto.Onnx.NodeProto;
import dev.assay.core.onnx.proto.Onnx.TensorProto;
import dev.assay.core.onnx.proto.Onnx.TensorShapeProto;
import dev.assay.core.onnx.proto.Onnx.TypeProto;
import dev.assay.core.onnx.proto.Onnx.ValueInfoProto;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A graph written as an ONNX model: the same graph gives the same bytes.
 *
 * <p>The format's version is the least that has the graph's operator set and element types. An open
 * size becomes a named one; sizes of one name are told apart by a number.
 */
public final class OnnxFromGraph {
  private final Map<Dim, String> sizes = new HashMap<>();
  private final Set<String> sizeNames = new HashSet<>();
  private int irVersion;

  private OnnxFromGraph(int opset) {
    irVersion = IrVersion.of(opset);
  }

  /** The bytes of a model. */
  public static byte[] of(Graph graph) {
    OnnxFromGraph writer = new OnnxFromGraph(graph.opset());
    ModelProto.Builder model =
        ModelProto.newBuilder().setProducerName("assay").setGraph(writer.graph(graph));
    graph
        .opsets()
        .forEach(
            (domain, version) ->
                model.addOpsetImportBuilder().setDomain(domain).setVersion(version));
    return model.setIrVersion(writer.irVersion).build().toByteArray();
  }

  private GraphProto graph(Graph graph) {
    GraphProto.Builder proto = GraphProto.newBuilder().setName(graph.name());
    graph.inputs().forEach(v -> proto.addInput(value(v)));
    graph.constants().forEach((name, tensor) -> proto.addInitializer(tensor(name, tensor)));
    graph.nodes().forEach(node -> proto.addNode(node(node)));
    graph.outputs().forEach(v -> proto.addOutput(value(v)));
    return proto.build();
  }

  private TensorProto tensor(String name, Tensor tensor) {
    need(tensor.type());
    return OnnxFromTensor.proto(name, tensor);
  }

  private void need(DType type) {
    irVersion = Math.max(irVersion, IrVersion.of(type));
  }

  private ValueInfoProto value(Value v) {
    return ValueInfoProto.newBuilder().setName(v.name()).setType(type(v.type())).build();
  }

  private TypeProto type(ValueType type) {
    TypeProto.Builder proto = TypeProto.newBuilder();
    if (type instanceof SequenceType s) {
      proto.getSequenceTypeBuilder().setElemType(type(s.of()));
    } else if (type instanceof OptionalType o) {
      proto.getOptionalTypeBuilder().setElemType(type(o.of()));
    } else {
      need(type.element());
      TypeProto.Tensor.Builder tensor = proto.getTensorTypeBuilder();
      tensor.setElemType(type.element().onnx());
      if (type.shape().isPresent()) {
        TensorShapeProto.Builder shape = tensor.getShapeBuilder();
        type.shape().get().list().forEach(d -> shape.addDim(size(d)));
      }
    }
    return proto.build();
  }

  private TensorShapeProto.Dimension.Builder size(Dim d) {
    TensorShapeProto.Dimension.Builder proto = TensorShapeProto.Dimension.newBuilder();
    if (d.isNumber()) {
      return proto.setDimValue(d.number());
    }
    String name = sizes.computeIfAbsent(d, this::sizeName);
    return name.isEmpty() ? proto : proto.setDimParam(name);
  }

  private String sizeName(Dim d) {
    String wanted = d.toString();
    String name = wanted;
    for (int k = 2; !name.isEmpty() && !sizeNames.add(name); k++) {
      name = wanted + "_" + k;
    }
    return name;
  }

  private NodeProto node(Node node) {
    NodeProto.Builder proto = NodeProto.newBuilder();
    if (!node.name().isEmpty()) {
      proto.setName(node.name());
    }
    if (!node.domain().isEmpty()) {
      proto.setDomain(node.domain());
    }
    proto.setOpType(node.operator()).addAllInput(node.inputs()).addAllOutput(node.outputs());
    node.attributes().forEach((name, a) -> proto.addAttribute(attribute(a).setName(name)));
    return proto.build();
  }

  private AttributeProto.Builder attribute(Attribute a) {
    AttributeProto.Builder proto =
        AttributeProto.newBuilder().setType(AttributeType.valueOf(a.kind().name()));
    return switch (a.kind()) {
      case INT -> proto.setI(a.integer());
      case FLOAT -> proto.setF((float) a.real());
      case STRING -> proto.setS(ByteString.copyFromUtf8(a.text()));
      case TENSOR -> proto.setT(tensor("", a.tensor()));
      case GRAPH -> proto.setG(graph(a.graph()));
      case TYPE_PROTO -> proto.setTp(type(a.type()));
      case INTS -> proto.addAllInts(a.integers());
      case FLOATS -> proto.addAllFloats(a.reals().stream().map(Double::floatValue).toList());
      case STRINGS ->
          proto.addAllStrings(a.texts().stream().map(ByteString::copyFromUtf8).toList());
    };
  }
}
