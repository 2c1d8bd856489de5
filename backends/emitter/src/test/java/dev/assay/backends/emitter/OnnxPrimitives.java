package dev.assay.backends.emitter;

import dev.assay.core.expr.Prim;
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
import java.util.Set;
import java.util.stream.IntStream;

/** ONNX itself as a framework, with few operators: a model in primitives and movements alone. */
final class OnnxPrimitives implements Framework<String> {
  private static final Set<Prim> CASTS = Set.of(Prim.CAST, Prim.CAST_WRAPPING, Prim.CONVERT);

  private final List<Value> inputs = new ArrayList<>();
  private final Map<String, Tensor> constants = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  /** The graph of what has been written. */
  Graph graph(List<Term<String>> outputs) {
    List<Value> values =
        outputs.stream()
            .map(t -> new Value(t.handle(), TensorType.of(t.type(), t.shape())))
            .toList();
    return new Graph("primitives", Map.of("", 22), inputs, constants, nodes, values);
  }

  private String node(String operator, Map<String, Attribute> attributes, String... args) {
    String output = "t" + nodes.size();
    nodes.add(Node.of(operator, List.of(args), List.of(output), attributes));
    return output;
  }

  private String numbers(int... numbers) {
    return constant(Tensor.list(Arrays.stream(numbers).asLongStream().toArray()));
  }

  @Override
  public Map<String, OwnOperator<String>> own() {
    return Map.of();
  }

  @Override
  public String input(String name, DType type, int... shape) {
    inputs.add(new Value(name, TensorType.of(type, shape)));
    return name;
  }

  @Override
  public String constant(Tensor value) {
    String name = "c" + constants.size();
    constants.put(name, value);
    return name;
  }

  @Override
  public String apply(Prim prim, DType type, List<Term<String>> args) {
    DType of = args.get(args.size() - 1).type();
    boolean truth = of == DType.BOOL;
    if (of.isFloat() && of.bits() < 16 && !CASTS.contains(prim)) {
      throw new NotEmittedException("ONNX does nothing with " + of + " but cast it");
    }
    String[] handles = args.stream().map(Term::handle).toArray(String[]::new);
    String operator =
        switch (prim) {
          case ADD -> "Add";
          case SUB -> "Sub";
          case MUL -> "Mul";
          case DIV -> "Div";
          case MOD, REM -> "Mod";
          case POW -> "Pow";
          case MIN -> "Min";
          case MAX -> "Max";
          case NEG -> "Neg";
          case ABS -> "Abs";
          case FLOOR -> "Floor";
          case CEIL -> "Ceil";
          case ROUND -> "Round";
          case SQRT -> "Sqrt";
          case EXP -> "Exp";
          case LOG -> "Log";
          case SIN -> "Sin";
          case COS -> "Cos";
          case TAN -> "Tan";
          case ASIN -> "Asin";
          case ACOS -> "Acos";
          case ATAN -> "Atan";
          case SINH -> "Sinh";
          case COSH -> "Cosh";
          case TANH -> "Tanh";
          case ASINH -> "Asinh";
          case ACOSH -> "Acosh";
          case ATANH -> "Atanh";
          case ERF -> "Erf";
          case SIGMOID -> "Sigmoid";
          case EQUAL -> "Equal";
          case LESS -> "Less";
          case LESS_EQUAL -> "LessOrEqual";
          case AND -> truth ? "And" : "BitwiseAnd";
          case OR -> truth ? "Or" : "BitwiseOr";
          case XOR -> truth ? "Xor" : "BitwiseXor";
          case NOT -> truth ? "Not" : "BitwiseNot";
          case SHIFT_LEFT, SHIFT_RIGHT -> "BitShift";
          case IS_NAN -> "IsNaN";
          case IS_INFINITE -> "IsInf";
          case SELECT -> "Where";
          case CAST, CAST_WRAPPING, CONVERT -> "Cast";
          case LOG1P, TRUNC -> throw new NotEmittedException("ONNX has no " + prim);
        };
    Map<String, Attribute> attributes =
        switch (prim) {
          case MOD -> Map.of("fmod", Attribute.of(0L));
          case REM -> Map.of("fmod", Attribute.of(1L));
          case SHIFT_LEFT -> Map.of("direction", Attribute.of("LEFT"));
          case SHIFT_RIGHT -> Map.of("direction", Attribute.of("RIGHT"));
          case CAST, CONVERT -> Map.of("to", Attribute.of((long) type.onnx()));
          case CAST_WRAPPING ->
              Map.of("to", Attribute.of((long) type.onnx()), "saturate", Attribute.of(0L));
          default -> Map.of();
        };
    return node(operator, attributes, handles);
  }

  @Override
  public String fold(Prim prim, Term<String> x, int axes) {
    boolean sums = prim == Prim.ADD || prim == Prim.MUL;
    if (sums && !DType.SUMMABLE.contains(x.type())) {
      throw new NotEmittedException("ONNX sums no " + x.type());
    }
    if (x.type() == DType.INT16 || x.type() == DType.UINT16) {
      throw new NotEmittedException("ONNX finds no extreme of " + x.type());
    }
    String last = numbers(IntStream.range(x.rank() - axes, x.rank()).toArray());
    Map<String, Attribute> drop = Map.of("keepdims", Attribute.of(0L));
    return switch (prim) {
      case ADD -> node("ReduceSum", drop, x.handle(), last);
      case MUL -> node("ReduceProd", drop, x.handle(), last);
      case MIN, AND -> node("ReduceMin", drop, x.handle(), last);
      case MAX, OR -> node("ReduceMax", drop, x.handle(), last);
      default -> throw new NotEmittedException("a fold by " + prim);
    };
  }

  @Override
  public String reshape(Term<String> x, int... shape) {
    return node("Reshape", Map.of("allowzero", Attribute.of(1L)), x.handle(), numbers(shape));
  }

  @Override
  public String transpose(Term<String> x, int... order) {
    List<Long> perm = Arrays.stream(order).asLongStream().boxed().toList();
    return node("Transpose", Map.of("perm", Attribute.ofInts(perm)), x.handle());
  }

  @Override
  public String expand(Term<String> x, int... shape) {
    return node("Expand", Map.of(), x.handle(), numbers(shape));
  }

  @Override
  public String slice(Term<String> x, int[] from, int[] size, int[] step) {
    int[] to = new int[from.length];
    Arrays.setAll(to, a -> from[a] + (size[a] - 1) * step[a] + 1);
    int[] axes = IntStream.range(0, from.length).toArray();
    return node(
        "Slice", Map.of(), x.handle(), numbers(from), numbers(to), numbers(axes), numbers(step));
  }

  @Override
  public String pad(Term<String> x, int[] before, int[] after, Term<String> filling) {
    int[] pads = Arrays.copyOf(before, 2 * before.length);
    System.arraycopy(after, 0, pads, before.length, after.length);
    return node("Pad", Map.of(), x.handle(), numbers(pads), filling.handle());
  }

  @Override
  public String take(Term<String> list, Term<String> places) {
    return node("Gather", Map.of(), list.handle(), places.handle());
  }

  @Override
  public String concat(List<Term<String>> parts, int axis) {
    String[] handles = parts.stream().map(Term::handle).toArray(String[]::new);
    return node("Concat", Map.of("axis", Attribute.of((long) axis)), handles);
  }
}
