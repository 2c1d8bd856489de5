package dev.assay.core.onnx;

import static dev.assay.core.onnx.Models.graph;
import static dev.assay.core.onnx.Models.model;
import static dev.assay.core.onnx.Models.node;
import static dev.assay.core.onnx.Models.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.onnx.proto.Onnx.AttributeProto;
import dev.assay.core.onnx.proto.Onnx.FunctionProto;
import dev.assay.core.onnx.proto.Onnx.ModelProto;
import dev.assay.core.onnx.proto.Onnx.NodeProto;
import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionInliningTest {

  private static ModelProto.Builder with(
      FunctionProto.Builder function, NodeProto.Builder... nodes) {
    ModelProto.Builder model = model(graph(nodes)).addFunctions(function);
    model.addOpsetImportBuilder().setDomain("local").setVersion(1);
    return model;
  }

  private static FunctionProto.Builder function(int opset, NodeProto.Builder... nodes) {
    FunctionProto.Builder f =
        FunctionProto.newBuilder().setDomain("local").setName("F").addInput("a").addOutput("b");
    f.addOpsetImportBuilder().setDomain("").setVersion(opset);
    for (NodeProto.Builder node : nodes) {
      f.addNode(node);
    }
    return f;
  }

  private static NodeProto.Builder call(String input, String output) {
    return node("F", List.of(input), output).setDomain("local");
  }

  @Test
  void aCallBecomesTheBodyUnderTheCallersNames() {
    Graph g =
        read(
            with(
                function(17, node("Neg", List.of("a"), "t"), node("Exp", List.of("t"), "b")),
                call("x", "F_2/t"),
                call("F_2/t", "y")));
    assertThat(g.nodes())
        .hasToString(
            "[F_1/t = Neg(x), F_2/t = Exp(F_1/t), F_2/t_2 = Neg(F_2/t), y = Exp(F_2/t_2)]");
  }

  @Test
  void functionsCallFunctionsAndOverloadsAreTold() {
    ModelProto.Builder model =
        with(
            function(17, node("G", List.of("a"), "b").setDomain("local").setOverload("neg")),
            call("x", "y"));
    model.addFunctions(
        function(17, node("Neg", List.of("a"), "b")).setName("G").setOverload("neg"));
    model.addFunctions(
        function(17, node("Exp", List.of("a"), "b")).setName("G").setOverload("exp"));
    assertThat(read(model).nodes()).hasToString("[y = Neg(x)]");
  }

  @Test
  void referencesBecomeWhatTheCallGivesOrTheDefaultOrNothing() {
    NodeProto.Builder inner = node("Op", List.of("a"), "b");
    for (String name : List.of("given", "defaulted", "absent")) {
      inner.addAttributeBuilder().setName("my_" + name).setRefAttrName(name);
    }
    FunctionProto.Builder f = function(17, inner).addAttribute("given").addAttribute("absent");
    f.addAttributeProto(integer("defaulted", 5));
    Graph g = read(with(f, call("x", "y").addAttribute(integer("given", 3))));
    assertThat(g.nodes().get(0).attributes())
        .containsOnlyKeys("my_given", "my_defaulted")
        .containsEntry("my_given", Attribute.of(3))
        .containsEntry("my_defaulted", Attribute.of(5));
  }

  private static AttributeProto.Builder integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value);
  }

  @Test
  void anOutputThatIsAnInputIsCopied() {
    Graph g = read(with(function(17).clearOutput().addOutput("a"), call("x", "y")));
    assertThat(g.nodes()).hasToString("[y = Identity(x)]");
  }

  @Test
  void namesInsideSubgraphsAreTheCallersToo() {
    NodeProto.Builder choice = node("If", List.of("a"), "b");
    choice
        .addAttributeBuilder()
        .setName("then_branch")
        .setType(AttributeProto.AttributeType.GRAPH)
        .getGBuilder()
        .addNode(node("Neg", List.of("a"), "t"))
        .addOutput(Models.value("t"));
    Graph g = read(with(function(17, choice), call("x", "y")));
    Graph branch = Models.branch(g.nodes().get(0));
    assertThat(branch.nodes()).hasToString("[F_1/t = Neg(x)]");
    assertThat(branch.outputs().get(0).name()).isEqualTo("F_1/t");
  }

  @Test
  void aFunctionMayImportAnotherVersionWhereItMeansTheSame() {
    Graph g = read(with(function(14, node("Neg", List.of("a"), "b")), call("x", "y")));
    assertThat(g.nodes()).extracting(Node::operator).containsExactly("Neg");
    ModelProto.Builder softmax =
        with(function(11, node("Softmax", List.of("a"), "b")), call("x", "y"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(softmax))
        .withMessageContainingAll(
            "another operator set", "versions 11 and 17", "but      : Softmax", "function : F");
  }

  @Test
  void aFunctionThatCallsItselfIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(with(function(17, call("a", "b")), call("x", "y"))))
        .withMessageContainingAll("calls itself", "local:F");
  }

  @Test
  void aCallWithTooManyInputsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                read(
                    with(
                        function(17, node("Neg", List.of("a"), "b")),
                        call("x", "y").addInput("x"))))
        .withMessageContainingAll("does not fit its function", "at most 1 inputs", "but      : 2");
  }
}
