package dev.assay.core.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The enclosure of an operator holds what implementations are free to do: round a mean as elements
 * come, and keep what a type would round.
 */
class FreedomsTest {

  private static Enclosure of(
      String operator, Map<String, Attribute> attributes, String output, Tensor... inputs) {
    Map<String, Tensor> data = new LinkedHashMap<>();
    List<Value> values = new ArrayList<>();
    for (Tensor t : inputs) {
      String name = "x" + data.size();
      data.put(name, t);
      values.add(new Value(name, TensorType.of(t)));
    }
    List<String> outputs =
        switch (output) {
          case "Mean" -> List.of("Y", output);
          case "running_var" -> List.of("Y", "running_mean", output);
          default -> List.of(output);
        };
    Node node = Node.of(operator, List.copyOf(data.keySet()), outputs, attributes);
    Graph graph = new Graph("one", Map.of("", 23), values, Map.of(), List.of(node), List.of());
    return GraphReading.of(graph, data).enclosure(output);
  }

  private static Tensor floats(DType type, double... numbers) {
    return Tensor.of(type, new int[] {numbers.length}, numbers);
  }

  private static Enclosure mean(double... row) {
    Tensor x = floats(DType.FLOAT32, row);
    return of(
        "LayerNormalization", Map.of(), "Mean", x, floats(DType.FLOAT32, new double[row.length]));
  }

  /** The mean of elements so far, as B. P. Welford keeps it up (Technometrics 4, 1962). */
  private static double kept(double... row) {
    float mean = 0;
    for (int k = 0; k < row.length; k++) {
      mean += ((float) row[k] - mean) / (k + 1);
    }
    return mean;
  }

  @Test
  void aMeanMayBeKeptUpAsElementsCome() {
    assertThat(kept(0, 1, 0, 0)).isNotEqualTo(0.25);
    Choices choices = Choices.of(1);
    for (int c = 0; c < 500; c++) {
      double[] row = new double[choices.between(1, 17)];
      for (int k = 0; k < row.length; k++) {
        row[k] = choices.between(-3, 3);
      }
      Tensor mean = Tensor.of(DType.FLOAT32, new int[] {1}, kept(row));
      assertThat(mean(row).holds(mean, 0)).as("%s of %s", mean, row).isTrue();
    }
  }

  /** So is the sum of equals divided by their number: 0.1 ten times is 1.0000001. */
  @Test
  void theMeanOfEqualsMayBeAnother() {
    double[] row = new double[10];
    Arrays.fill(row, (float) 0.1);
    float sum = 0;
    for (double x : row) {
      sum += (float) x;
    }
    Tensor mean = floats(DType.FLOAT32, sum / 10);
    assertThat(mean.reals()[0]).isNotEqualTo(row[0]);
    assertThat(mean(row).holds(mean, 0)).isTrue();
  }

  /** The mean square distance from the mean in float32, one element after the other. */
  private static double spread(double mean, double... row) {
    float sum = 0;
    for (double x : row) {
      float off = (float) x - (float) mean;
      sum += off * off;
    }
    return sum / row.length;
  }

  /** The squares and the square of the mean are exact here, the distances from it are not. */
  @Test
  void aVarianceMayBeOfDistancesFromTheMean() {
    Choices choices = Choices.of(2);
    boolean rounds = false;
    for (int c = 0; c < 20; c++) {
      double[] row = new double[128];
      for (int k = 0; k < row.length; k++) {
        row[k] = choices.between(-16, 16) * 0.5;
      }
      double mean = Arrays.stream(row).average().orElseThrow();
      double exact = Arrays.stream(row).map(x -> x * x).average().orElseThrow() - mean * mean;
      Tensor got = Tensor.of(DType.FLOAT32, new int[] {1}, spread(mean, row));
      rounds |= got.reals()[0] != exact;
      Enclosure variance =
          of(
              "BatchNormalization",
              Map.of("training_mode", Attribute.of(1), "momentum", Attribute.of(0.0f)),
              "running_var",
              Tensor.of(DType.FLOAT32, new int[] {128, 1}, row),
              floats(DType.FLOAT32, 1),
              floats(DType.FLOAT32, 0),
              floats(DType.FLOAT32, 0),
              floats(DType.FLOAT32, 1));
      assertThat(variance.holds(got, 0)).as("%s for %s", got, exact).isTrue();
    }
    assertThat(rounds).isTrue();
  }

  /** The determinant in float32 by elimination with pivots. */
  private static float eliminated(float[][] a) {
    float det = 1;
    for (int c = 0; c < a.length; c++) {
      int pivot = c;
      for (int r = c + 1; r < a.length; r++) {
        pivot = Math.abs(a[r][c]) > Math.abs(a[pivot][c]) ? r : pivot;
      }
      float[] row = a[pivot];
      a[pivot] = a[c];
      a[c] = row;
      det *= pivot == c ? row[c] : -row[c];
      for (int r = c + 1; row[c] != 0 && r < a.length; r++) {
        float times = a[r][c] / row[c];
        for (int k = c; k < a.length; k++) {
          a[r][k] -= times * row[k];
        }
      }
    }
    return det;
  }

  /** With two rows that have a first element only it is zero, but not for who divides. */
  @Test
  void aDeterminantMayBeOfAnElimination() {
    Choices choices = Choices.of(3);
    boolean leaves = false;
    for (int c = 0; c < 200; c++) {
      double[] matrix = new double[25];
      float[][] rows = new float[5][5];
      for (int k = 0; k < 25; k++) {
        boolean zero = k % 10 > 5 || k > 1 && k < 5 || k == 14;
        rows[k / 5][k % 5] = zero ? 0 : choices.between(-32, 32) / 32f;
        matrix[k] = rows[k / 5][k % 5];
      }
      Tensor x = Tensor.of(DType.FLOAT32, new int[] {5, 5}, matrix);
      Tensor det = Tensor.of(DType.FLOAT32, new int[] {}, eliminated(rows));
      leaves |= det.reals()[0] != 0;
      assertThat(of("Det", Map.of(), "y", x).holds(det, 0)).as("%s of %s", det, x).isTrue();
    }
    assertThat(leaves).isTrue();
  }

  /** Rows that are the same are halves of a whole, each weighted by itself. */
  @Test
  void aResizedElementMayBeWeighedAlongTwoAxesAtOnce() {
    float a = 1;
    float b = 0.11676013469696045f;
    float once = 0.25f * a + 0.75f * b;
    float twice = 0.125f * a + 0.375f * b + 0.125f * a + 0.375f * b;
    assertThat(twice).isNotEqualTo(once);
    Enclosure resized =
        of(
            "Resize",
            Map.of("mode", Attribute.of("linear")),
            "y",
            Tensor.of(DType.FLOAT32, new int[] {1, 1, 1, 2}, a, b),
            floats(DType.FLOAT32),
            floats(DType.FLOAT32, 1, 1, 1, 2));
    assertThat(resized.holds(Tensor.of(DType.FLOAT32, new int[] {1, 1, 1, 4}, 0, 0, twice, 0), 2))
        .isTrue();
    assertThat(resized.low(2)).isLessThanOrEqualTo(once);
  }

  @Test
  void aSampleMayStayWiderThanTheImage() {
    // a quarter of the way from one number of float16 to the next
    Tensor image = Tensor.of(DType.FLOAT16, new int[] {1, 1, 1, 2}, 1, 1 + 0x1p-10);
    Tensor grid = Tensor.of(DType.FLOAT32, new int[] {1, 1, 1, 2}, -0.25, 0);
    mustHoldBoth(of("GridSample", Map.of(), "y", image, grid), 1, 1 + 0x1p-12);
  }

  @Test
  void whatIsDequantisedMayStayWiderThanItsScale() {
    Tensor x = Tensor.of(DType.UINT8, new int[] {1}, 3);
    Tensor scale = Tensor.of(DType.FLOAT16, new int[] {}, 1 + 0x1p-10);
    mustHoldBoth(of("DequantizeLinear", Map.of(), "y", x, scale), 3 + 0x1p-8, 3 + 3 * 0x1p-10);
  }

  /** In float16 a score of 33.76 is 33.75. */
  @Test
  void aSoftmaxMayStayWiderThanAskedFor() {
    double score = 33.76;
    double wide = 1 / (1 + Math.exp(score - 31));
    double narrow = 1 / (1 + Math.exp(DType.FLOAT16.nearest(score) - 31));
    assertThat(narrow).isGreaterThan(wide * 1.005);
    Enclosure mean =
        of(
            "Attention",
            Map.of("softmax_precision", Attribute.of(DType.FLOAT16.onnx())),
            "y",
            Tensor.of(DType.FLOAT32, new int[] {1, 1, 1, 1}, 1.0),
            Tensor.of(DType.FLOAT32, new int[] {1, 1, 2, 1}, score, 31),
            Tensor.of(DType.FLOAT32, new int[] {1, 1, 2, 1}, 0.0, 1));
    assertThat(mean.low(0)).isLessThan(wide);
    assertThat(mean.high(0)).isGreaterThan(narrow);
  }

  private static void mustHoldBoth(Enclosure enclosure, double rounded, double wide) {
    assertThat(DType.FLOAT16.nearest(wide)).isEqualTo(rounded).isNotEqualTo(wide);
    assertThat(enclosure.low(0)).isLessThanOrEqualTo(Math.min(rounded, wide));
    assertThat(enclosure.high(0)).isGreaterThanOrEqualTo(Math.max(rounded, wide));
  }
}
