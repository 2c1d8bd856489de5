package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.operator.Operator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Operators that stand together where optimisers rewrite: a compiler merges, cancels, moves or
 * fuses such nodes, and most of the bugs that were found in one need two to five of a kind. Drawn
 * from about 200 operators by chance, a given pair would hardly ever occur, and a normalisation
 * spelled in seven nodes never.
 *
 * <p>The table says each motif on a line, by the role of its nodes and never by a single known bug:
 *
 * <pre>
 *   A > B          B reads what A makes
 *   A|B            either
 *   *              any operator
 *   A(x, _, ?, 2)  the inputs in order: a named value, the one before, any, a constant number
 *   A(&lt;B)          its input is made by a B that is drawn after it
 *   A[axis=-1]     an attribute; A[to=int8|bool] one of these; same is the type of what comes before
 *   A=y            what it makes is called y
 *   2x A > B       twice as often as others
 * </pre>
 */
final class Motifs {
  private static final String TABLE =
      """
      # What moves data is merged or cancelled with its like, and pushed past what it commutes with.
      2x Transpose > Transpose|Reshape|MatMul|Gemm|Add|Mul|Relu|Concat|Split|Pad|Squeeze|Unsqueeze|ReduceMean
      2x Transpose > Softmax|Slice|Tile|Resize|ArgMax|QuantizeLinear|DequantizeLinear|Where|Transpose
      2x Transpose > *|Add|Mul|Relu|Clip|Concat|Pad|Slice|Softmax|Cast|QuantizeLinear > Transpose
      Transpose > *|Conv|MaxPool|ReduceSum|Split|Gather > *|Add|Mul > Transpose
      MatMul(<Transpose, <Transpose) > Transpose|Mul|Add
      Reshape > Reshape|Transpose|Flatten|Squeeze|Add|MatMul|Softmax
      Reshape > Transpose > Reshape|MatMul
      Reshape > *|Relu|Add|Mul|Cast > Reshape
      Squeeze > Unsqueeze|Reshape
      Squeeze > *|Add|Mul|Cast > Unsqueeze
      Unsqueeze > Squeeze|Concat|Expand|Transpose|Unsqueeze
      Flatten > Gemm|Reshape
      Concat > Slice|Split|Concat|Conv
      Slice(x) > Slice(x) > Concat
      Split > Concat|Mul|Add
      Slice > Slice|Concat
      Expand > Add|Mul|Where|Expand|MatMul
      Tile > Slice|Add
      Gather > Add|Gather|Reshape|LayerNormalization
      Gather(x, 0)[axis=0|1]=a > Gather(x, 1)[axis=0|1] > Add|Mul|Concat(a, _)
      DepthToSpace > Transpose|SpaceToDepth
      Flatten > Identity|Reshape > Reshape

      # What does nothing is removed, also where it reaches an output or has other readers.
      2x * > Identity|Dropout > *
      * > Identity > Identity|Dropout|Cast
      *|Add|Mul > Cast[to=same] > *
      *|Conv|MatMul > Add(_, 0) > *
      *|Conv|MatMul > Mul|Div|Pow(_, 1) > *
      *|Relu > Sub(_, 0) > *|Relu
      Slice|Expand|Tile|Pad > *
      Not > Not|Where
      Neg|Reciprocal > Neg|Reciprocal|Add|Mul
      Dropout > Add|Relu|Dropout

      # Casts are cancelled in twos and merged in chains, through narrower and unsigned types too.
      Cast > Cast|MatMul|Add|Where
      2x Cast[to=int8|uint8|bool|float16|int32|int64|bfloat16|uint16] > Cast[to=float32|int32|int64|float64|same]
      Cast[to=float64|int64|float16] > Cast > Cast
      Cast[to=float16|float64] > * > Cast[to=float32]
      Cast(<Shape|Size|ArgMax|NonZero)[to=float32|int32]
      IsInf|IsNaN > Cast > ReduceSum
      Equal|Less|Greater > Not|Cast|Where|And
      Equal > Not > Where

      # Broadcast that expands, or that adds axes before those of the data.
      2x Conv|MatMul|Gemm|BatchNormalization > Add|Mul|Sub|Div(_, 2)
      Conv|ConvTranspose|MatMul|Gemm > Add|Mul(0.5, _)
      Squeeze|ReduceSum|ReduceMax|ReduceMean > Add|Mul|Sub|Div|Where
      Unsqueeze|Expand > Mul|Add|Sub|Equal|Where

      # Padding is taken into windows; windows take scales, offsets, activations and sums.
      2x Pad > MaxPool|Conv|AveragePool|Pad|ConvInteger
      3x Conv > BatchNormalization|Add|Mul|Relu|Clip|LeakyRelu|Sigmoid|HardSigmoid|Tanh|MaxPool|QuantizeLinear
      2x Conv > BatchNormalization|Add|Mul > Relu|Clip|LeakyRelu|Sigmoid|Tanh|HardSigmoid
      2x Conv > Add|Sum(?, _) > Relu|Clip|Sigmoid
      Conv > Mul|Add|Sub|Div > Mul|Add|BatchNormalization
      Conv > Relu|BatchNormalization|MaxPool > Conv > Relu
      Conv > Sigmoid|HardSigmoid=s > Mul
      Conv=c > Sigmoid|Tanh|HardSigmoid > Mul(c, _)
      Conv=c > Conv(?)=d > Concat|Add(c, d) > Conv|Relu|MaxPool
      Conv > GlobalAveragePool|AveragePool|MaxPool|GlobalMaxPool > Flatten|Reshape|Conv > Gemm|Relu
      Conv > Resize|DepthToSpace|Transpose > Conv|Add
      ConvTranspose > BatchNormalization|Add|Relu
      MaxPool > Conv|QuantizeLinear|MaxPool
      BatchNormalization > Relu|Conv|BatchNormalization

      # Products take scales, offsets, transposes and activations.
      3x MatMul > Add|Mul|Div|BatchNormalization|LayerNormalization|Softmax|Relu
      2x MatMul > Add > Relu|Gelu|Add|Softmax|Tanh|Sigmoid|LeakyRelu|LayerNormalization|Dropout
      MatMul(<Mul|Div|Cast|Transpose, ?) > Mul|Div|Cast|Add
      MatMul > MatMul|Transpose
      2x Gemm > Relu|Sum|Add|LeakyRelu|Tanh|Sigmoid|Clip|Transpose
      Gemm(<Transpose, <Transpose|Identity) > Add|Relu|Sum
      Mul > MatMul|Add|Div|Softmax|Mul
      Mul|Div(_, 2) > Div|Mul(_, 4)
      Div(1, _) > Mul(?, _)
      Sub(0, _) > Add|Mul
      Einsum|MatMul > Reshape > Transpose|Add

      # Activations are bounded again, and composed of small operators.
      Relu|Clip > Clip|Relu|QuantizeLinear
      Relu|Clip|LeakyRelu|Sigmoid > Clip|Relu|Min|Max > Clip|Relu|QuantizeLinear
      2x Sigmoid|HardSigmoid(x) > Mul(x, _)
      Softplus(x) > Tanh > Mul(x, _)
      Mul(x, 1.702) > Sigmoid > Mul(x, _)
      Add(x, 3) > Clip > Mul(x, _) > Div(_, 6)
      2x Div(x, 1.4142135) > Erf > Add(_, 1) > Mul(x, _) > Mul(_, 0.5)
      Div|Mul(x, 1.4142135)=s > Erf > Add(_, 1) > Mul(x, 0.5)=h > Mul(h, _)
      Mul(x, 0.70710677) > Erf > Add(1, _) > Mul(x, _) > Mul(0.5, _)
      Pow(x, 3) > Mul(_, 0.044715) > Add(x, _) > Mul(_, 0.7978846) > Tanh > Add(_, 1) > Mul(x, _) > Mul(_, 0.5)
      Add > Gelu|Erf|Dropout|Tanh|Softmax|Relu|Clip|Add|LayerNormalization
      Erf > Add|Mul
      Exp|Sqrt|Abs > Log|Sqrt|Abs|ReduceSum|Div
      Pow(_, 2) > ReduceMean|Mul|Sqrt
      ReduceMax(x)[axes=-1 keepdims=1] > Sub(x, _) > Exp=e > ReduceSum(e)[axes=-1 keepdims=1] > Div(e, _)
      Exp=e > ReduceSum(e) > Div(e, _)
      Softmax > Log|Add|MatMul|Cast|Transpose

      # Normalisations are fused from their parts, with the sums before and the products after them.
      4x ReduceMean(x)[axes=-1 keepdims=1] > Sub(x, _)=d > Pow(d, 2) > ReduceMean[axes=-1 keepdims=1] > Add(_, 0.0009765625) > Sqrt > Div(d, _) > Mul > Add
      ReduceMean(x)[axes=-1 keepdims=1] > Sub(x, _)=d > Cast(d)=c > Pow(c, 2) > ReduceMean[axes=-1 keepdims=1] > Add(_, 0.0009765625) > Sqrt > Div(d, _) > Mul > Add
      3x Pow(x, 2) > ReduceMean[axes=-1 keepdims=1] > Add(_, 0.0009765625) > Sqrt > Div(x, _) > Mul
      *=x > Mul(x, x) > ReduceMean[axes=-1 keepdims=1] > Add(_, 0.0009765625) > Sqrt > Reciprocal > Mul(x, _) > Mul
      *=x > Pow(x, 2) > ReduceMean[axes=-1 keepdims=1] > Add(_, 0.0009765625) > Sqrt > Div(1, _) > Mul(x, _) > Mul
      2x Add|MatMul|Sum > LayerNormalization|RMSNormalization > MatMul|Add|Mul|Cast|LayerNormalization
      2x Add > Add=s > LayerNormalization|RMSNormalization > Add|MatMul(s, _)
      LayerNormalization > MatMul|Add|Mul|Cast|LayerNormalization|Gemm
      InstanceNormalization|GroupNormalization|LpNormalization > Relu|Mul|Add
      Gather(?)=w > Gather(?)=p > Add(w, p) > LayerNormalization
      Reshape > InstanceNormalization > Reshape > Mul|Add

      # Attention, and what stands around it.
      2x MatMul > Div|Mul(_, 2) > Softmax > MatMul
      MatMul > Div|Mul|Add > Add|Where > Softmax > MatMul
      MatMul > Add > Reshape > Transpose > MatMul|Softmax
      Transpose > MatMul > Mul(_, 0.5) > Softmax > MatMul
      Add|Where|Mul > Softmax > Dropout|MatMul|Cast
      MatMul > Split=q > MatMul|Mul|Reshape
      Sub(1, _) > Mul > Add > Softmax

      # Sizes as data: read, picked, computed with, and used again.
      2x Shape > Gather|Slice|Cast|Concat|ConstantOfShape
      Shape > Gather > Unsqueeze|Mul|Cast|Add > Concat|Cast|Div
      Shape > Slice > Concat|ReduceProd|Squeeze
      Shape|Size > Cast > Mul|Div|Sqrt > *
      Shape > ConstantOfShape|Equal|Gather > Where|NonZero|Add|Mul
      NonZero > Transpose > GatherND|Gather|Squeeze
      Range > Unsqueeze|Cast|Less > Add|Gather|Where|Mul

      # Quantisation is moved towards the data, and fused with what it surrounds.
      2x QuantizeLinear > DequantizeLinear
      QuantizeLinear > DequantizeLinear > QuantizeLinear > DequantizeLinear
      2x DequantizeLinear > QuantizeLinear|Conv|MatMul|Gemm|Add|Mul|MaxPool|AveragePool|Relu|Reshape|Transpose
      DequantizeLinear > Softmax|Sigmoid|Resize|Concat|Clip|Where|Gather|Cast
      4x DequantizeLinear > *|Reshape|Transpose|Relu|Clip|MaxPool|Softmax|Sigmoid|LeakyRelu|AveragePool|Gather|Resize|Squeeze|Slice|Split|Pad > QuantizeLinear
      2x Add|Mul|Sub|Div|Concat|Where|Max|Min|Equal|Greater(<DequantizeLinear, <DequantizeLinear) > QuantizeLinear
      2x MatMul(<DequantizeLinear, <DequantizeLinear) > QuantizeLinear|Add
      2x Conv(<DequantizeLinear, <DequantizeLinear) > QuantizeLinear|Relu|Clip > QuantizeLinear|DequantizeLinear
      Conv(<DequantizeLinear, <DequantizeLinear, <DequantizeLinear) > QuantizeLinear
      2x Gemm(<DequantizeLinear, <DequantizeLinear) > QuantizeLinear|Relu
      Gemm(<DequantizeLinear, <DequantizeLinear, <DequantizeLinear) > QuantizeLinear
      2x MatMul(?, <DequantizeLinear) > Add|Relu|Mul
      MatMul|Conv(?, <DequantizeLinear)
      Where(?, <DequantizeLinear, <DequantizeLinear) > QuantizeLinear
      2x DynamicQuantizeLinear > MatMulInteger|ConvInteger > Cast[to=float32] > Mul > Add
      MatMulInteger > Cast[to=float32] > Mul > Add
      ConvInteger > Cast[to=float32] > Mul
      QuantizeLinear > Reshape|Transpose|Slice|MaxPool|Concat|Gather > DequantizeLinear
      QuantizeLinear > QLinearMatMul|QLinearConv > DequantizeLinear

      # Equal parts of a graph are computed once; what is constant, never.
      *=a > *(x)=b > Add|Mul|Concat(a, b)
      Sin|Cos|Sqrt|Exp|Relu(x)=a > Sin|Cos|Sqrt|Exp|Relu(x)=b > Add|Mul|Sub(a, b)
      Constant|ConstantOfShape|Range > *|Add|Mul|Cast|Gather > *
      Add|Mul(_, 2) > Add|Mul(_, 3)
      """;

  private final Map<String, Operator> operators;
  private final List<Motif> motifs;
  private final double[] weights;

  private Motifs(Map<String, Operator> operators, List<Motif> motifs) {
    this.operators = Map.copyOf(operators);
    this.motifs = motifs;
    this.weights = motifs.stream().mapToDouble(Motif::weight).toArray();
  }

  private static Stream<Motif> table() {
    return TABLE.lines().filter(l -> !l.isEmpty() && !l.startsWith("#")).map(Motif::parse);
  }

  /** All operators that are in a motif. */
  static Set<String> names() {
    return names(table());
  }

  /** All operators that are in some motifs. */
  static Set<String> names(Stream<Motif> motifs) {
    return motifs
        .flatMap(m -> m.steps().stream())
        .flatMap(Motif.Step::names)
        .filter(name -> !name.equals(Motif.ANY))
        .collect(Collectors.toSet());
  }

  /** Those motifs that some operators form, by their names in ONNX. */
  static Motifs among(Map<String, Operator> operators) {
    return new Motifs(
        operators, table().flatMap(m -> m.among(operators.keySet()).stream()).toList());
  }

  /** Those of some lines that some operators form. */
  static Motifs of(List<String> lines, Map<String, Operator> operators) {
    return new Motifs(
        operators,
        lines.stream().flatMap(l -> Motif.parse(l).among(operators.keySet()).stream()).toList());
  }

  boolean isEmpty() {
    return motifs.isEmpty();
  }

  /** The operator of a name that is in a motif. */
  Operator operator(String name) {
    return Objects.requireNonNull(operators.get(name), name);
  }

  Optional<Motif> draw(Choices choices) {
    return motifs.isEmpty() ? Optional.empty() : Optional.of(motifs.get(choices.weighted(weights)));
  }
}
