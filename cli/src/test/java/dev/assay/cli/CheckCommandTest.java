package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.tensor.DType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate's way: written by one command, checked by another. */
class CheckCommandTest {
  @TempDir private Path folder = Path.of("");
  private String model = "";
  private String property = "";
  private String certificate = "";

  @BeforeEach
  void prepare() throws IOException {
    model = write("relu.onnx", OnnxFromGraph.of(unary("Relu")));
    property = write("property.vnnlib", claim("-0.5").getBytes(StandardCharsets.UTF_8));
    certificate = folder.resolve("proof.cert").toString();
  }

  private static Graph unary(String operator) {
    TensorType type = TensorType.of(DType.FLOAT32, 1, 1);
    return new Graph(
        operator,
        Map.of("", 13),
        List.of(new Value("x", type)),
        Map.of(),
        List.of(Node.of(operator, List.of("x"), List.of("y"), Map.of())),
        List.of(new Value("y", type)));
  }

  private static String claim(String bound) {
    return "(declare-const X_0 Real) (declare-const Y_0 Real)"
        + "(assert (>= X_0 -1)) (assert (<= X_0 1)) (assert (<= Y_0 "
        + bound
        + "))";
  }

  private String write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes).toString();
  }

  private Said prove(String of) {
    return Said.by(
        "verify",
        "robustness",
        "--model",
        of,
        "--property",
        property,
        "--certificate",
        certificate);
  }

  private Said check(String of) {
    return Said.by("verify", "check", certificate, "--model", model, "--property", of);
  }

  @Test
  void whatHoldsIsAccepted() {
    Said proved = prove(model);
    assertThat(proved.code()).as(proved.err()).isZero();
    assertThat(proved.out()).contains("certificate    : " + certificate);
    assertThat(check(property).out()).startsWith("accepted");
    assertThat(check(property).code()).isZero();
  }

  @Test
  void whatAFunctionHoldsIsAccepted() throws IOException {
    model = write("sigmoid.onnx", OnnxFromGraph.of(unary("Sigmoid")));
    Said proved = prove(model);
    assertThat(proved.code()).as(proved.err()).isZero();
    assertThat(check(property).out()).startsWith("accepted");
  }

  @Test
  void anotherPropertyIsRefused() throws IOException {
    prove(model);
    Said said = check(write("other.vnnlib", claim("-0.4").getBytes(StandardCharsets.UTF_8)));
    assertThat(said.out()).startsWith("refused").contains("it is of another property");
    assertThat(said.code()).isEqualTo(1);
  }

  @Test
  void aMissingCertificateIsWrongUsage() {
    assertThat(check(property).code()).isEqualTo(2);
  }

  @Test
  void whatTheCheckerDoesNotReadIsSaidBeforehand() throws IOException {
    Said said = prove(write("elu.onnx", OnnxFromGraph.of(unary("Elu"))));
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("the checker of certificates does not read the model");
  }
}
