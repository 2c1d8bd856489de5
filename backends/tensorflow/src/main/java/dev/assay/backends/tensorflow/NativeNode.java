package dev.assay.backends.tensorflow;

import com.google.protobuf.ByteString;
import dev.assay.backends.emitter.NotEmittedException;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Node;
import dev.assay.core.tensor.DType;
import java.util.List;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.AttrValue.ListValue;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.OpDef.ArgDef;

/**
 * A node of one of TensorFlow's own operators, as TensorFlow writes it. An attribute of a model
 * stands for one of TensorFlow's: an integer also for a truth value, and for a type by its number
 * in ONNX; integers also for a shape. The attributes that say of what types the inputs are, and of
 * how many tensors, follow from the node.
 */
final class NativeNode {
  private final OpDef operator;
  private final Node node;
  private final NodeDef.Builder made;

  private NativeNode(OpDef operator, Node node) {
    this.operator = operator;
    this.node = node;
    this.made = NodeDef.newBuilder().setOp(operator.getName());
  }

  /**
   * The node without its inputs.
   *
   * @param inputs their types
   * @throws IllegalArgumentException if the operator has no such inputs or attributes
   */
  static NodeDef of(OpDef operator, Node node, List<DType> inputs) {
    NativeNode n = new NativeNode(operator, node);
    n.bindInputs(inputs);
    n.bindOutputs();
    node.attributes().forEach(n::put);
    return n.made.build();
  }

  private static boolean isMany(ArgDef a) {
    return !a.getNumberAttr().isEmpty() || !a.getTypeListAttr().isEmpty();
  }

  private void bindInputs(List<DType> inputs) {
    List<ArgDef> args = operator.getInputArgList();
    int many = (int) args.stream().filter(NativeNode::isMany).count();
    int rest = inputs.size() - (args.size() - many);
    if (rest < 0 || (many == 0 ? rest > 0 : rest % many > 0)) {
      throw new IllegalArgumentException(
          operator.getName() + " has other inputs than these " + inputs.size());
    }
    int place = 0;
    for (ArgDef a : args) {
      int count = isMany(a) ? rest / many : 1;
      bind(a, inputs.subList(place, place + count));
      place += count;
    }
  }

  private void bind(ArgDef a, List<DType> types) {
    if (!a.getNumberAttr().isEmpty()) {
      made.putAttr(a.getNumberAttr(), AttrValue.newBuilder().setI(types.size()).build());
    }
    if (!a.getTypeAttr().isEmpty() && !types.isEmpty()) {
      made.putAttr(a.getTypeAttr(), type(types.get(0)));
    }
    if (!a.getTypeListAttr().isEmpty()) {
      ListValue.Builder list = ListValue.newBuilder();
      types.forEach(t -> list.addType(Types.of(t)));
      made.putAttr(a.getTypeListAttr(), AttrValue.newBuilder().setList(list).build());
    }
  }

  /** How many tensors an output is that may be many: the node names so many. */
  private void bindOutputs() {
    List<ArgDef> args = operator.getOutputArgList();
    int single = (int) args.stream().filter(a -> !isMany(a)).count();
    for (ArgDef a : args) {
      String number = a.getNumberAttr();
      if (!number.isEmpty() && !made.containsAttr(number)) {
        int count = node.outputs().size() - single;
        made.putAttr(number, AttrValue.newBuilder().setI(count).build());
      }
    }
  }

  private void put(String name, Attribute value) {
    String type =
        operator.getAttrList().stream()
            .filter(a -> a.getName().equals(name))
            .map(OpDef.AttrDef::getType)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(operator.getName() + " has no attribute " + name));
    made.putAttr(name, value(type, value));
  }

  private static AttrValue value(String type, Attribute a) {
    AttrValue.Builder one = AttrValue.newBuilder();
    ListValue.Builder list = ListValue.newBuilder();
    switch (type) {
      case "int" -> one.setI(a.integer());
      case "float" -> one.setF((float) a.real());
      case "bool" -> one.setB(a.integer() != 0);
      case "string" -> one.setS(ByteString.copyFromUtf8(a.text()));
      case "type" -> one.setType(Types.of(DType.of(Math.toIntExact(a.integer()))));
      case "shape" ->
          one.setShape(
              TensorFlowGraph.shape(a.integers().stream().mapToInt(Math::toIntExact).toArray()));
      case "tensor" -> one.setTensor(TensorFlowGraph.proto(a.tensor()));
      case "list(int)" -> one.setList(list.addAllI(a.integers()));
      case "list(float)" -> {
        a.reals().forEach(r -> list.addF(r.floatValue()));
        one.setList(list);
      }
      case "list(bool)" -> {
        a.integers().forEach(i -> list.addB(i != 0));
        one.setList(list);
      }
      case "list(string)" -> {
        a.texts().forEach(t -> list.addS(ByteString.copyFromUtf8(t)));
        one.setList(list);
      }
      case "list(type)" -> {
        a.integers().forEach(i -> list.addType(Types.of(DType.of(Math.toIntExact(i)))));
        one.setList(list);
      }
      default -> throw new NotEmittedException("an attribute that is a " + type);
    }
    return one.build();
  }

  private static AttrValue type(DType type) {
    return AttrValue.newBuilder().setType(Types.of(type)).build();
  }
}
