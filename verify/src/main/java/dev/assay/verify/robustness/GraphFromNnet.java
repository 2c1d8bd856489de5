package dev.assay.verify.robustness;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.verify.property.Box;
import dev.assay.verify.property.Constraint;
import dev.assay.verify.property.Property;
import dev.assay.verify.property.Property.Case;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A network in the format .nnet (Julian, Stanford): layers of weights with rectifiers between. It
 * is read as a model of float64, whose numbers are the doubles next to the file's decimals.
 *
 * @param graph on inputs as the file's weights take them; where it says means and ranges, on such
 *     that are brought to these first
 * @param box the least and greatest inputs that the file says
 */
public record GraphFromNnet(Graph graph, Box box) {
  private static final int OPSET = 13;

  /** Reads a file. */
  public static GraphFromNnet parse(String text) {
    return new Parser(text).read();
  }

  /** What benchmarks claim of such a file: that in its box no output is at most 0. */
  public Property property() {
    int outputs =
        ((TensorType) graph.outputs().get(0).type()).shape().orElseThrow().get(-1).number();
    List<Case> cases =
        IntStream.range(0, outputs)
            .mapToObj(
                k -> new Constraint(Map.of(), Map.of(k, BigDecimal.ONE), BigDecimal.ZERO, false))
            .map(c -> new Case(box, List.of(c)))
            .toList();
    return new Property(box.dimension(), outputs, cases);
  }

  private static final class Parser {
    private final List<List<String>> lines;
    private final Map<String, Tensor> constants = new LinkedHashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private int at;

    Parser(String text) {
      this.lines =
          text.lines()
              .filter(l -> !l.startsWith("//") && !l.isBlank())
              .map(
                  l ->
                      Arrays.stream(l.split(","))
                          .map(String::strip)
                          .filter(p -> !p.isEmpty())
                          .toList())
              .toList();
    }

    private List<String> next() {
      if (at == lines.size()) {
        throw new IllegalArgumentException("the .nnet file ends too early\n  line : " + at);
      }
      return lines.get(at++);
    }

    GraphFromNnet read() {
      int layers = Integer.parseInt(next().get(0));
      int[] sizes = next().stream().mapToInt(Integer::parseInt).toArray();
      next();
      List<BigDecimal> low = next().stream().map(BigDecimal::new).toList();
      List<BigDecimal> high = next().stream().map(BigDecimal::new).toList();
      double[] means = doubles(next());
      double[] ranges = doubles(next());
      int inputs = sizes[0];
      String value = "x";
      value = node("Sub", value, constant("means", means, inputs));
      value = node("Div", value, constant("ranges", ranges, inputs));
      for (int layer = 0; layer < layers; layer++) {
        int rows = sizes[layer + 1];
        int columns = sizes[layer];
        double[] weights = new double[rows * columns];
        for (int r = 0; r < rows; r++) {
          System.arraycopy(doubles(next()), 0, weights, r * columns, columns);
        }
        double[] bias = new double[rows];
        for (int r = 0; r < rows; r++) {
          bias[r] = Double.parseDouble(next().get(0));
        }
        Tensor w = Tensor.of(DType.FLOAT64, new int[] {columns, rows}, turned(weights, rows));
        constants.put("w" + layer, w);
        value = node("MatMul", value, "w" + layer);
        value = node("Add", value, constant("b" + layer, bias, rows));
        value = layer < layers - 1 ? node("Relu", value) : value;
      }
      int outputs = sizes[layers];
      if (means.length > inputs && (means[inputs] != 0 || ranges[inputs] != 1)) {
        value = node("Mul", value, constant("range", repeated(ranges[inputs], outputs), outputs));
        value = node("Add", value, constant("mean", repeated(means[inputs], outputs), outputs));
      }
      Value x = new Value("x", TensorType.of(DType.FLOAT64, 1, inputs));
      Value y = new Value(value, TensorType.of(DType.FLOAT64, 1, outputs));
      Graph graph = new Graph("nnet", Map.of("", OPSET), List.of(x), constants, nodes, List.of(y));
      return new GraphFromNnet(graph, new Box(low, high));
    }

    /** A node, unless it would change nothing. */
    private String node(String operator, String... inputs) {
      if (inputs.length == 2 && isNeutral(operator, inputs[1])) {
        constants.remove(inputs[1]);
        return inputs[0];
      }
      String output = "v" + nodes.size();
      nodes.add(Node.of(operator, List.of(inputs), List.of(output), Map.of()));
      return output;
    }

    private boolean isNeutral(String operator, String constant) {
      double neutral = operator.equals("Sub") ? 0 : operator.equals("Div") ? 1 : Double.NaN;
      Tensor t = constants.get(constant);
      return t != null && Arrays.stream(t.reals()).allMatch(v -> v == neutral);
    }

    private String constant(String name, double[] numbers, int size) {
      constants.put(
          name, Tensor.of(DType.FLOAT64, new int[] {1, size}, Arrays.copyOf(numbers, size)));
      return name;
    }

    private static double[] repeated(double x, int count) {
      double[] all = new double[count];
      Arrays.fill(all, x);
      return all;
    }

    private static double[] turned(double[] weights, int rows) {
      int columns = weights.length / rows;
      double[] turned = new double[weights.length];
      for (int k = 0; k < weights.length; k++) {
        turned[k % columns * rows + k / columns] = weights[k];
      }
      return turned;
    }

    private static double[] doubles(List<String> parts) {
      return parts.stream().mapToDouble(Double::parseDouble).toArray();
    }
  }
}
