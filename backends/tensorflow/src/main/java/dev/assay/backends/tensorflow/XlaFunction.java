package dev.assay.backends.tensorflow;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/**
 * A graph as one function that XLA must compile whole: what it cannot compile is an error, and
 * nothing falls back to TensorFlow's own kernels.
 */
final class XlaFunction {
  static final String CALL = "compiled";
  private static final String NAME = "model";
  private static final AttrValue TRUE = AttrValue.newBuilder().setB(true).build();

  private final Map<String, OpDef> operators;
  private final Map<String, NodeDef> nodes;

  private XlaFunction(GraphDef graph, Map<String, OpDef> operators) {
    this.operators = operators;
    this.nodes =
        graph.getNodeList().stream().collect(Collectors.toMap(NodeDef::getName, n -> n));
  }

  /**
   * A graph that calls the function; output k of {@link #CALL} is output k of the model.
   *
   * @param operators all that TensorFlow knows, by name: they say what their outputs are called
   */
  static GraphDef of(
      GraphDef graph,
      Map<String, OpDef> operators,
      List<String> inputs,
      List<String> outputs,
      List<DataType> types) {
    XlaFunction function = new XlaFunction(graph, operators);
    AttrValue.ListValue.Builder in = AttrValue.ListValue.newBuilder();
    inputs.forEach(i -> in.addType(function.typeOf(i)));
    NodeDef.Builder call =
        NodeDef.newBuilder()
            .setName(CALL)
            .setOp("PartitionedCall")
            .addAllInput(inputs)
            .putAttr("Tin", AttrValue.newBuilder().setList(in).build())
            .putAttr("Tout", types(types))
            .putAttr("_XlaMustCompile", TRUE)
            .putAttr(
                "f",
                AttrValue.newBuilder().setFunc(NameAttrList.newBuilder().setName(NAME)).build());
    GraphDef.Builder whole = GraphDef.newBuilder().setVersions(graph.getVersions());
    inputs.forEach(i -> whole.addNode(function.node(i)));
    return whole
        .addNode(call)
        .setLibrary(
            FunctionDefLibrary.newBuilder()
                .addFunction(function.definition(graph, inputs, outputs, types)))
        .build();
  }

  private static AttrValue types(List<DataType> types) {
    return AttrValue.newBuilder()
        .setList(AttrValue.ListValue.newBuilder().addAllType(types))
        .build();
  }

  private NodeDef node(String name) {
    NodeDef node = nodes.get(name);
    if (node == null) {
      throw new IllegalStateException("the graph has no node " + name);
    }
    return node;
  }

  private DataType typeOf(String input) {
    return node(input).getAttrOrThrow("dtype").getType();
  }

  private FunctionDef definition(
      GraphDef graph, List<String> inputs, List<String> outputs, List<DataType> types) {
    OpDef.Builder signature = OpDef.newBuilder().setName(NAME);
    for (String i : inputs) {
      signature.addInputArg(OpDef.ArgDef.newBuilder().setName(i).setType(typeOf(i)));
    }
    FunctionDef.Builder function = FunctionDef.newBuilder();
    for (int k = 0; k < outputs.size(); k++) {
      String name = "y" + k;
      signature.addOutputArg(OpDef.ArgDef.newBuilder().setName(name).setType(types.get(k)));
      function.putRet(name, inside(outputs.get(k), inputs));
    }
    for (NodeDef n : graph.getNodeList()) {
      if (!inputs.contains(n.getName())) {
        NodeDef.Builder inner = n.toBuilder().clearInput();
        n.getInputList().forEach(i -> inner.addInput(inside(i, inputs)));
        function.addNodeDef(inner);
      }
    }
    return function
        .setSignature(signature)
        .putAttr("_XlaMustCompile", TRUE)
        .putAttr("_noinline", TRUE)
        .build();
  }

  /** What a tensor is called inside a function: by node, name of the output and place in it. */
  private String inside(String tensor, List<String> inputs) {
    if (inputs.contains(tensor)) {
      return tensor;
    }
    int colon = tensor.indexOf(':');
    String name = colon < 0 ? tensor : tensor.substring(0, colon);
    int k = colon < 0 ? 0 : Integer.parseInt(tensor.substring(colon + 1));
    OpDef operator = operators.get(node(name).getOp());
    if (operator == null) {
      throw new IllegalStateException("TensorFlow has no operator " + node(name).getOp());
    }
    List<String> places =
        IntStream.range(0, operator.getOutputArgCount())
            .boxed()
            .flatMap(
                a ->
                    IntStream.range(0, count(operator.getOutputArg(a), node(name)))
                        .mapToObj(j -> operator.getOutputArg(a).getName() + ":" + j))
            .toList();
    return name + ":" + places.get(k);
  }

  /** How many tensors an output is. */
  private static int count(OpDef.ArgDef output, NodeDef node) {
    return output.getNumberAttr().isEmpty()
        ? 1
        : (int) node.getAttrOrThrow(output.getNumberAttr()).getI();
  }
}
