package dev.assay.verify.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.verify.branch.Effort;
import dev.assay.verify.branch.InputBisection;
import dev.assay.verify.branch.Ledger;
import dev.assay.verify.certificate.Certificate;
import dev.assay.verify.check.Check;
import dev.assay.verify.check.Checker;
import dev.assay.verify.check.Statement;
import dev.assay.verify.property.Property;
import dev.assay.verify.property.PropertyFromVnnLib;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What certificates must be. The laws: what the search proves, the checker accepts; what the
 * checker accepts, no input that is tried breaks, whatever statement the proof was made for.
 */
class CertificateTest {
  private static final String DIGEST = "ab".repeat(32);
  private static final int NETWORKS = 12;
  private static final int FEW_NETWORKS = 3;
  private static final int POINTS = 300;
  private static final int MOST_BOXES = 2000;

  @TempDir private Path folder = Path.of("");

  /** A way to draw networks with one output, or of more the first is looked at. */
  private record Kind(int inputs, int outputs, String between, String last) {
    Kind(int inputs) {
      this(inputs, 1, "Relu", "");
    }

    Graph drawn(long seed) {
      Choices choices = Choices.of(seed);
      return Networks.network(
          inputs,
          List.of(
              Networks.drawn(choices, inputs * 8),
              Networks.drawn(choices, 64),
              Networks.drawn(choices, 8 * outputs)),
          List.of(
              Networks.drawn(choices, 8),
              Networks.drawn(choices, 8),
              Networks.drawn(choices, outputs)),
          between,
          last);
    }

    Property above(double bound) {
      String text = Networks.box(inputs, -1, 1);
      for (int k = 1; k < outputs; k++) {
        text += "(declare-const Y_%d Real)".formatted(k);
      }
      return PropertyFromVnnLib.parse(text + "(assert (<= Y_0 " + bound + "))");
    }
  }

  private static Graph drawn(int inputs, long seed) {
    return new Kind(inputs).drawn(seed);
  }

  private static double least(Graph graph, int inputs) {
    Model model = Model.of(graph);
    Choices choices = Choices.of(1);
    double least = Double.POSITIVE_INFINITY;
    for (int p = 0; p < POINTS; p++) {
      double[] x = new double[inputs];
      boolean corner = choices.flag();
      for (int k = 0; k < inputs; k++) {
        x[k] = corner ? (choices.flag() ? 1 : -1) : (float) (2 * choices.unit() - 1);
      }
      double y = GraphReading.values(graph, model.tensors(x)).outputs().get(0).reals()[0];
      least = Math.min(least, y);
    }
    return least;
  }

  private static Property above(int inputs, double bound) {
    return new Kind(inputs).above(bound);
  }

  private static Statement statement(Graph graph, Property property) {
    return new Statement(graph, DIGEST, property, DIGEST);
  }

  private Optional<Path> proved(Statement s, Arithmetic arithmetic, int threads)
      throws IOException, InterruptedException {
    Effort[] efforts = new Effort[1];
    efforts[0] = new Effort(() -> efforts[0].boxes() > MOST_BOXES);
    Robustness robustness =
        new Robustness(
                Model.of(s.graph()), s.property(), x -> Optional.empty(), arithmetic, threads)
            .certifying();
    robustness.answer(efforts[0], efforts[0], () -> false);
    if (robustness.certificate().isEmpty()) {
      return Optional.empty();
    }
    Path file = Files.createTempFile(folder, "proof", ".cert");
    robustness.certificate().get().write(file, s.model(), s.claim());
    return Optional.of(file);
  }

  private void holdsCertify(Kind kind, Arithmetic arithmetic, int threads, double reach)
      throws IOException, InterruptedException {
    holdsCertify(kind, NETWORKS, arithmetic, threads, reach);
  }

  private void holdsCertify(
      Kind kind, int networks, Arithmetic arithmetic, int threads, double reach)
      throws IOException, InterruptedException {
    int inputs = kind.inputs;
    int certified = 0;
    for (int k = 0; k < networks; k++) {
      Graph graph = kind.drawn(k);
      double least = least(graph, inputs);
      Statement truth = statement(graph, kind.above(least - reach));
      Optional<Path> file = proved(truth, arithmetic, threads);
      if (file.isPresent()) {
        Check check = new Checker(truth).check(file.get());
        assertThat(check.refusal()).as("network %d", k).isEmpty();
        assertThat(check.rounds()).isEqualTo(arithmetic == Arithmetic.MODEL);
        certified++;
        Statement lie = statement(graph, kind.above(least));
        assertThat(new Checker(lie).check(file.get()).isAccepted()).as("network %d", k).isFalse();
        Statement other = statement(kind.drawn(k + 1), truth.property());
        if (new Checker(other).check(file.get()).isAccepted()) {
          assertThat(least(other.graph(), inputs)).isGreaterThan(least - reach);
        }
      }
    }
    assertThat(certified).isGreaterThan(networks / 4);
  }

  @Test
  void halvedBoxesCertifyInTheTypesOfTheModel() throws IOException, InterruptedException {
    holdsCertify(new Kind(2), Arithmetic.MODEL, 1, 0.1);
  }

  @Test
  void halvedBoxesCertifyOverTheReals() throws IOException, InterruptedException {
    holdsCertify(new Kind(2), Arithmetic.REAL, 1, 0.1);
  }

  @Test
  void threadsWriteOneTree() throws IOException, InterruptedException {
    holdsCertify(new Kind(3), Arithmetic.MODEL, 3, 0.2);
  }

  @Test
  void splitPhasesCertify() throws IOException, InterruptedException {
    holdsCertify(new Kind(14), Arithmetic.MODEL, 1, 2);
  }

  @ParameterizedTest
  @CsvSource({
    "LeakyRelu, '', 0.1",
    "Sigmoid, '', 0.02",
    "Tanh, '', 0.1",
    "Exp, '', 1",
    "Relu, Softmax, 0.02",
    "Tanh, Softmax, 0.02"
  })
  void functionsCertify(String between, String last, double reach)
      throws IOException, InterruptedException {
    Kind kind = new Kind(2, 3, between, last);
    holdsCertify(kind, FEW_NETWORKS, Arithmetic.MODEL, 1, reach);
    holdsCertify(kind, FEW_NETWORKS, Arithmetic.REAL, 1, reach);
  }

  /** The greatest bound below the output that one box proves, to the last bit of a double. */
  private static double greatestProved(Graph graph, int inputs) {
    double proved = -0x1p40;
    double open = least(graph, inputs);
    for (double b = proved / 2 + open / 2; proved < b && b < open; b = proved / 2 + open / 2) {
      if (inOneBox(graph, above(inputs, b)).isPresent()) {
        proved = b;
      } else {
        open = b;
      }
    }
    return proved;
  }

  private static Optional<Certificate> inOneBox(Graph graph, Property property) {
    Goal goal = Goal.of(Model.of(graph), property);
    Effort[] effort = new Effort[1];
    effort[0] = new Effort(() -> effort[0].boxes() > 0);
    Ledger ledger = new Ledger(true);
    try {
      return new InputBisection(goal.network(), true, x -> false, effort[0])
              .prove(goal.regions(), 1, ledger)
              .proved()
          ? Optional.of(new Certificate(goal.network(), goal.regions(), ledger.trees(), true))
          : Optional.empty();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void barelyProvedCertifies(Graph graph, int inputs) throws IOException {
    Statement s = statement(graph, above(inputs, greatestProved(graph, inputs)));
    Path file = Files.createTempFile(folder, "proof", ".cert");
    inOneBox(graph, s.property()).orElseThrow().write(file, DIGEST, DIGEST);
    assertThat(new Checker(s).check(file).refusal()).isEmpty();
  }

  /** Where sums of absolute values lie far above all values, the checker's grid is coarse. */
  @Test
  void aBoundThatIsPositiveByALastBitCertifies() throws IOException {
    for (int seed = 0; seed < 2; seed++) {
      Choices choices = Choices.of(seed);
      List<double[]> weights = new ArrayList<>(List.of(Networks.drawn(choices, 2 * 8)));
      List<double[]> biases = new ArrayList<>(List.of(Networks.drawn(choices, 8)));
      for (int layer = 0; layer < 9; layer++) {
        weights.add(Networks.drawn(choices, 8 * 8));
        biases.add(Networks.drawn(choices, 8));
      }
      weights.add(Networks.drawn(choices, 8));
      biases.add(Networks.drawn(choices, 1));
      barelyProvedCertifies(Networks.network(2, weights, biases), 2);
    }
  }

  /** The model adds the divisor up itself, and so rounds it. */
  @Test
  void aQuotientByARoundedDivisorCertifies() throws IOException {
    TensorType one = TensorType.of(DType.FLOAT32, 1, 1);
    int[] shape = {1, 1};
    Graph graph =
        new Graph(
            "quotient",
            Map.of("", 13),
            List.of(new Value("x", one)),
            Map.of(
                "a", Tensor.of(DType.FLOAT32, shape, (float) 0.1),
                "b", Tensor.of(DType.FLOAT32, shape, (float) 0.7)),
            List.of(
                Node.of("Add", List.of("a", "b"), List.of("d"), Map.of()),
                Node.of("Div", List.of("x", "d"), List.of("y"), Map.of())),
            List.of(new Value("y", one)));
    barelyProvedCertifies(graph, 1);
  }

  @Test
  void aCertificateIsOfOneModelAndOneProperty() throws IOException, InterruptedException {
    Graph graph = drawn(2, 3);
    Property property = above(2, least(graph, 2) - 1);
    Path file = proved(statement(graph, property), Arithmetic.MODEL, 1).orElseThrow();
    String other = "cd".repeat(32);
    assertThat(new Checker(new Statement(graph, other, property, DIGEST)).check(file).refusal())
        .isEqualTo("it is of another model");
    assertThat(new Checker(new Statement(graph, DIGEST, property, other)).check(file).refusal())
        .isEqualTo("it is of another property");
  }
}
