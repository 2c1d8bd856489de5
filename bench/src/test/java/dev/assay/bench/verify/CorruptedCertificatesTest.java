package dev.assay.bench.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.verify.check.Statement;
import dev.assay.verify.property.Property;
import dev.assay.verify.property.PropertyFromVnnLib;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spoilt certificates, of networks whose output is a sum of rectifiers or other functions. */
class CorruptedCertificatesTest {
  private static final int SPOILT = 78;
  private static final int HIDDEN = 6;

  @TempDir private Path folder = Path.of("");

  private static Graph network(String function) {
    Choices choices = Choices.of(3);
    double[] first = drawn(choices, 2 * HIDDEN);
    double[] second = drawn(choices, HIDDEN * HIDDEN);
    double[] ones = new double[HIDDEN];
    Arrays.fill(ones, 1);
    return new Graph(
        "network",
        Map.of("", 13),
        List.of(new Value("x", TensorType.of(DType.FLOAT32, 1, 2))),
        Map.of(
            "v", Tensor.of(DType.FLOAT32, new int[] {2, HIDDEN}, first),
            "w", Tensor.of(DType.FLOAT32, new int[] {HIDDEN, HIDDEN}, second),
            "u", Tensor.of(DType.FLOAT32, new int[] {HIDDEN, 1}, ones)),
        List.of(
            Node.of("MatMul", List.of("x", "v"), List.of("a"), Map.of()),
            Node.of(function, List.of("a"), List.of("b"), Map.of()),
            Node.of("MatMul", List.of("b", "w"), List.of("c"), Map.of()),
            Node.of(function, List.of("c"), List.of("d"), Map.of()),
            Node.of("MatMul", List.of("d", "u"), List.of("y"), Map.of())),
        List.of(new Value("y", TensorType.of(DType.FLOAT32, 1, 1))));
  }

  private static double[] drawn(Choices choices, int count) {
    double[] numbers = new double[count];
    for (int k = 0; k < count; k++) {
      numbers[k] = (float) choices.normal();
    }
    return numbers;
  }

  @ParameterizedTest
  @CsvSource({"Relu, 0.01", "LeakyRelu, -0.1", "Sigmoid, 1", "Softmax, 0.99"})
  void noneIsAcceptedThatProvesNothing(String function, double bound)
      throws IOException, InterruptedException {
    Property property =
        PropertyFromVnnLib.parse(
            """
            (declare-const X_0 Real) (declare-const X_1 Real) (declare-const Y_0 Real)
            (assert (>= X_0 0.2)) (assert (<= X_0 1)) (assert (>= X_1 -1)) (assert (<= X_1 1))
            (assert (<= Y_0 %s))
            """
                .formatted(bound));
    String digest = "00".repeat(32);
    CorruptedCertificates spoilt =
        CorruptedCertificates.of(
            folder, new Statement(network(function), digest, property, digest));
    spoilt.run(SPOILT);
    assertThat(spoilt.wrong()).isZero();
    assertThat(spoilt.refused()).isGreaterThan(SPOILT / 2);
  }
}
