package dev.assay.core.onnx;

import static dev.assay.core.onnx.Models.graph;
import static dev.assay.core.onnx.Models.model;
import static dev.assay.core.onnx.Models.node;
import static dev.assay.core.onnx.Models.read;
import static dev.assay.core.onnx.Models.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assay.core.onnx.proto.Onnx.AttributeProto;
import dev.assay.core.onnx.proto.Onnx.GraphProto;
import dev.assay.core.onnx.proto.Onnx.ModelProto;
import dev.assay.core.onnx.proto.Onnx.TensorProto;
import dev.assay.core.onnx.proto.Onnx.ValueInfoProto;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.core.tensor.TensorBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no model is refused, with the facts. */
class RefusedModelsTest {

  private static void refuses(ModelProto.Builder model, String... facts) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(model))
        .withMessageContainingAll(facts);
  }

  @Test
  void noBytes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GraphFromOnnx.of(new byte[0]))
        .withMessageContainingAll("a model is empty", "required : ", "but      : 0 bytes");
  }

  @Test
  void bytesOfSomethingElse() {
    byte[] text = "This is a letter, not a model.".getBytes(StandardCharsets.UTF_8);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GraphFromOnnx.of(text))
        .withMessageContainingAll("a model cannot be read", "required : the bytes of an ONNX");
  }

  @Test
  void bytesThatAreCutShort() {
    byte[] whole = OnnxFromGraph.of(Models.everything());
    for (int n = 0; n < whole.length; n++) {
      byte[] part = Arrays.copyOf(whole, n);
      assertThatIllegalArgumentException().isThrownBy(() -> GraphFromOnnx.of(part));
    }
  }

  @Test
  void bytesWithOneBitTurnedAreReadOrRefusedButNeverCrash() {
    byte[] whole = OnnxFromGraph.of(Models.everything());
    int read = 0;
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] turned = whole.clone();
      turned[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        GraphFromOnnx.of(turned);
        read++;
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageContaining("\n  ");
      }
    }
    assertThat(read).isBetween(1, 8 * whole.length - 1);
  }

  @Test
  void aModelWithoutGraph() {
    refuses(ModelProto.newBuilder().setIrVersion(8), "has no graph", "2 bytes without one");
  }

  @Test
  void aModelWithoutOperatorSet() {
    refuses(
        model(graph()).clearOpsetImport(), "imports no operator set", "required : opset_import");
  }

  @Test
  void twoVersionsOfOneDomain() {
    ModelProto.Builder model = model(graph(node("Neg", List.of("x"), "y")));
    model.addOpsetImportBuilder().setDomain("ai.onnx").setVersion(18);
    refuses(model, "operator set is wrong", "\"ai.onnx\" has 17 and 18");
  }

  @Test
  void aNodeOfADomainThatIsNotImported() {
    refuses(
        model(graph(node("Gelu", List.of("x"), "y").setDomain("com.microsoft"))),
        "not imported",
        "but      : \"com.microsoft\"",
        "node     : Gelu [y]");
  }

  @Test
  void nodesInACircle() {
    refuses(
        model(
            graph(
                node("Abs", List.of("x"), "y"),
                node("Add", List.of("x", "b"), "a"),
                node("Neg", List.of("a"), "b"))),
        "wait for each other in a circle",
        "a = Add(x, b)",
        "b = Neg(a)");
  }

  @Test
  void aNodeThatReadsItself() {
    refuses(
        model(graph(node("Add", List.of("x", "y"), "y"))), "circle", "but      : y = Add(x, y)");
  }

  @Test
  void aValueThatNobodyMakes() {
    refuses(
        model(graph(node("Add", List.of("x", "ghost"), "y"))),
        "used and never made",
        "but      : \"ghost\" is none",
        "node     : y = Add(x, ghost)");
    refuses(model(graph()), "never made", "\"y\"", "output   : y of graph \"g\"");
  }

  @Test
  void aValueThatNobodyMakesInsideASubgraph() {
    GraphProto.Builder branch =
        GraphProto.newBuilder().addNode(node("Neg", List.of("ghost"), "z")).addOutput(value("z"));
    AttributeProto.Builder body =
        AttributeProto.newBuilder()
            .setName("then_branch")
            .setType(AttributeProto.AttributeType.GRAPH)
            .setG(branch);
    refuses(
        model(graph(node("If", List.of("x"), "y").addAttribute(body))),
        "never made",
        "\"ghost\"",
        "node     : z = Neg(ghost)");
  }

  @Test
  void twoValuesOfOneName() {
    refuses(
        model(graph(node("Neg", List.of("x"), "y"), node("Abs", List.of("x"), "y"))),
        "two values have one name",
        "\"y\" is made again",
        "node     : y = Abs(x)");
    refuses(model(graph(node("Neg", List.of("x"), "x"))), "two values have one name", "\"x\"");
    refuses(
        model(graph(node("Neg", List.of("x"), "y")).addInput(value("x"))),
        "two values have one name",
        "a name for each input",
        "\"x\"");
    TensorProto w = OnnxFromTensor.proto("w", Tensor.scalar(1));
    refuses(
        model(graph(node("Neg", List.of("x"), "y")).addInitializer(w).addInitializer(w)),
        "two values have one name",
        "a name for each constant",
        "\"w\"");
  }

  @Test
  void anAttributeGivenTwice() {
    AttributeProto.Builder axis = AttributeProto.newBuilder().setName("axis").setI(1);
    refuses(
        model(graph(node("Softmax", List.of("x"), "y").addAttribute(axis).addAttribute(axis))),
        "attribute is given twice",
        "but      : axis",
        "Softmax [y]");
  }

  @Test
  void kindsOfAttributesThatAssayHasNot() {
    AttributeProto.Builder type =
        AttributeProto.newBuilder()
            .setName("type")
            .setType(AttributeProto.AttributeType.TYPE_PROTOS);
    refuses(
        model(graph(node("Optional", List.of("x"), "y").addAttribute(type))),
        "kind of an attribute is not supported",
        "but      : TYPE_PROTOS",
        "attribute type of Optional [y]");
  }

  @Test
  void typesOfAttributesThatSayNothing() {
    AttributeProto.Builder type =
        AttributeProto.newBuilder()
            .setName("type")
            .setType(AttributeProto.AttributeType.TYPE_PROTO);
    refuses(
        model(graph(node("Optional", List.of(), "y").addAttribute(type))),
        "type is not stated",
        "attribute type of Optional [y]");
  }

  @Test
  void valuesThatAreNeitherTensorsNorMadeOfThem() {
    ValueInfoProto.Builder map = ValueInfoProto.newBuilder().setName("m");
    map.getTypeBuilder().getMapTypeBuilder().setKeyType(7).setValueType(value("t").getType());
    refuses(
        model(graph(node("Neg", List.of("x"), "y")).addInput(map)),
        "type is not supported",
        "required : a tensor, a sequence or an optional",
        "but      : map",
        "value \"m\"");
  }

  @Test
  void typesOfInputsThatAreUnknown() {
    ValueInfoProto.Builder odd = value("odd");
    odd.getTypeBuilder().getTensorTypeBuilder().setElemType(77);
    refuses(
        model(graph(node("Neg", List.of("x"), "y")).addInput(odd)),
        "element type is not supported",
        "but      : 77",
        "value \"odd\"");
    refuses(
        model(graph(node("Neg", List.of("x"), "y")).addInput(value("untyped").clearType())),
        "type of a value is not known",
        "\"untyped\"");
  }

  @Test
  void sizesOfInputsThatAreAbsurd() {
    refuses(
        model(graph(node("Neg", List.of("x"), "y")).addInput(sized("n", -1))),
        "size of a shape is out of range",
        "but      : -1",
        "value \"n\"");
    refuses(
        model(graph(node("Neg", List.of("x"), "y")).addInput(sized("n", 750_000_000))),
        "a tensor is too large",
        "required : at most 1073741824 bytes",
        "takes 3000000000",
        "value \"n\"");
  }

  private static ValueInfoProto.Builder sized(String name, long size) {
    ValueInfoProto.Builder v = value(name);
    v.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder().getDimBuilder(0).setDimValue(size);
    return v;
  }

  @Test
  void aConstantThatDeclaresMoreThanItHolds() {
    TensorProto.Builder w = TensorProto.newBuilder().setName("w").setDataType(1).addDims(1 << 27);
    refuses(
        model(graph(node("Neg", List.of("x"), "y")).addInitializer(w)),
        "data of a tensor does not fit its shape",
        "required : 536870912 bytes",
        "but      : 0",
        "tensor \"w\"");
  }

  // ---- data outside the model

  private static final Tensor W = Tensor.of(DType.FLOAT32, new int[] {2}, 3.0, 4);

  private static ModelProto.Builder external(String location, long offset) {
    TensorProto.Builder w =
        TensorProto.newBuilder()
            .setName("w")
            .setDataType(1)
            .addDims(2)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL);
    w.addExternalDataBuilder().setKey("location").setValue(location);
    w.addExternalDataBuilder().setKey("offset").setValue(Long.toString(offset));
    return model(graph(node("Add", List.of("x", "w"), "y")).addInitializer(w));
  }

  private static void refuses(Path folder, ModelProto.Builder model, String... facts)
      throws IOException {
    Path file = Files.write(folder.resolve("m.onnx"), model.build().toByteArray());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GraphFromOnnx.of(file))
        .withMessageContainingAll(facts);
  }

  @Test
  void dataBesideTheModelAreRead(@TempDir Path folder) throws IOException {
    byte[] data = new byte[12];
    System.arraycopy(TensorBytes.of(W), 0, data, 4, 8);
    Files.write(folder.resolve("w.bin"), data);
    Path file = Files.write(folder.resolve("m.onnx"), external("w.bin", 4).build().toByteArray());
    assertThat(GraphFromOnnx.of(file).constants()).containsEntry("w", W);
  }

  @Test
  void dataThatAreMissingOrTooFew(@TempDir Path folder) throws IOException {
    refuses(folder, external("w.bin", 0), "is missing", "but      : \"w.bin\" is none");
    Files.write(folder.resolve("w.bin"), new byte[10]);
    refuses(
        folder, external("w.bin", 4), "does not fit", "required : 8 bytes", "offset 4", "of 10");
    refuses(external("w.bin", 0), "required : the path of the model", "\"w.bin\"");
  }

  @Test
  void dataOutsideTheModelsFolder(@TempDir Path folder) throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Path secret = Files.write(folder.resolve("secret"), TensorBytes.of(W));
    refuses(inner, external("../secret", 0), "outside the model's folder", "\"../secret\"");
    refuses(inner, external(secret.toString(), 0), "outside the model's folder");
    Files.createSymbolicLink(inner.resolve("link"), secret);
    refuses(inner, external("link", 0), "outside the model's folder", "\"link\"");
  }
}
