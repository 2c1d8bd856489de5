package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.operator.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Operators one of which reads the other where optimisers rewrite: a compiler merges, cancels,
 * moves or fuses such pairs, and most of the bugs that were found in one need a pair. Drawn from
 * about 200 operators by chance, a given pair would hardly ever occur.
 *
 * <p>Each line of the table names an operator and those that may read its first output. A line is
 * drawn first, then one of its readers.
 */
final class Pairs {
  private static final String TABLE =
      """
      # What moves data is merged or cancelled with its like, and pushed past what it commutes with.
      Transpose: Transpose Reshape MatMul Gemm Add Mul Relu Concat Split Pad Squeeze Unsqueeze ReduceMean
      Transpose: Softmax Slice Tile Resize ArgMax QuantizeLinear DequantizeLinear Where Transpose
      Reshape: Reshape Transpose Flatten Squeeze Add MatMul Softmax
      Squeeze: Unsqueeze Reshape
      Unsqueeze: Squeeze Concat Expand
      Flatten: Gemm Reshape
      Concat: Slice Split Concat Conv
      Split: Concat Mul
      Slice: Slice Concat
      Expand: Add Mul Where
      Gather: Add Gather Reshape LayerNormalization
      Shape: Gather Slice Cast
      DepthToSpace: Transpose SpaceToDepth
      # Casts and other unary operators are cancelled in twos.
      Cast: Cast MatMul Add Where
      Not: Not Where
      Neg: Neg Add
      Identity: Identity Add
      Dropout: Add Relu Dropout
      # Padding is taken into windows; windows take scales, offsets and activations.
      Pad: MaxPool Conv AveragePool Pad
      Conv: BatchNormalization Add Mul Relu Clip LeakyRelu Sigmoid HardSigmoid Tanh MaxPool QuantizeLinear
      ConvTranspose: BatchNormalization Add Relu
      MaxPool: Conv QuantizeLinear
      BatchNormalization: Relu Conv
      # Normalisations are fused with the sums before them and the products after them.
      LayerNormalization: MatMul Add Mul Cast LayerNormalization
      InstanceNormalization: Relu Mul
      GroupNormalization: Relu Mul
      # Products take scales, offsets, transposes and activations.
      MatMul: Add Mul Div BatchNormalization LayerNormalization Softmax Relu
      Gemm: Relu Sum Add LeakyRelu Tanh
      Mul: MatMul Add Div Softmax Mul
      MatMulInteger: Cast
      # Activations are bounded again, and composed of small operators.
      Relu: Clip Relu QuantizeLinear
      Clip: Clip Relu QuantizeLinear
      Sigmoid: Mul
      HardSigmoid: Mul
      Erf: Add
      Add: Add LayerNormalization Gelu Softmax Relu Clip Mul Dropout
      Sub: Pow Mul Div Sub
      Div: Erf Mul Div
      Pow: ReduceMean Mul
      Exp: Log ReduceSum
      ReduceMean: Sub Add
      ReduceSum: Div Reshape
      Sqrt: Div
      Softmax: Log Add MatMul Cast
      # Quantisation is moved towards the data, and fused with what it surrounds.
      QuantizeLinear: DequantizeLinear
      DequantizeLinear: QuantizeLinear Conv MatMul Gemm Add Mul MaxPool AveragePool Relu Reshape Transpose
      DequantizeLinear: Softmax Sigmoid Resize Concat Clip
      """;

  private final List<Row> rows;

  /** Two operators, the second of which reads the first. */
  record Pair(Operator first, Operator second) {}

  private record Row(Operator first, List<Operator> seconds) {}

  private Pairs(List<Row> rows) {
    this.rows = rows;
  }

  /** The lines of the table, each as its words. */
  private static Stream<List<String>> lines() {
    return TABLE
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> List.of(line.split(":? ")));
  }

  /** All operators that are in a pair. */
  static Set<String> names() {
    return lines().flatMap(List::stream).collect(Collectors.toSet());
  }

  /** Those pairs that some operators form, by their names in ONNX. */
  static Pairs among(Map<String, Operator> operators) {
    List<Row> rows = new ArrayList<>();
    lines()
        .forEach(
            words -> {
              Operator first = operators.get(words.get(0));
              List<Operator> seconds =
                  words.stream().skip(1).map(operators::get).filter(Objects::nonNull).toList();
              if (first != null && !seconds.isEmpty()) {
                rows.add(new Row(first, seconds));
              }
            });
    return new Pairs(rows);
  }

  Optional<Pair> draw(Choices choices) {
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    Row row = choices.of(rows);
    return Optional.of(new Pair(row.first, choices.of(row.seconds)));
  }
}
