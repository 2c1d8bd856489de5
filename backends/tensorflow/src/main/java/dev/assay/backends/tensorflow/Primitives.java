package dev.assay.backends.tensorflow;

import dev.assay.backends.emitter.Emitter;
import dev.assay.backends.emitter.NotEmittedException;
import dev.assay.backends.emitter.Term;
import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import java.util.List;

/** The primitives as TensorFlow has them. */
final class Primitives {
  private Primitives() {}

  static String write(TensorFlowGraph graph, Prim prim, DType type, List<Term<String>> args) {
    Term<String> x = args.get(0);
    DType of = args.get(args.size() - 1).type();
    boolean real = of.isFloat();
    return switch (prim) {
      case ADD -> plain(graph, of == DType.BOOL ? "LogicalOr" : "AddV2", args);
      case SUB -> plain(graph, "Sub", args);
      case MUL -> plain(graph, of == DType.BOOL ? "LogicalAnd" : "Mul", args);
      case DIV -> plain(graph, real ? "RealDiv" : "TruncateDiv", args);
      case MOD -> plain(graph, "FloorMod", args);
      case REM -> plain(graph, "TruncateMod", args);
      case POW -> plain(graph, "Pow", args);
      case MIN -> plain(graph, of == DType.BOOL ? "LogicalAnd" : "Minimum", args);
      case MAX -> plain(graph, of == DType.BOOL ? "LogicalOr" : "Maximum", args);
      case NEG -> of.isSigned() ? plain(graph, "Neg", args) : negated(graph, x);
      case ABS -> of.isSigned() ? plain(graph, "Abs", args) : x.handle();
      case FLOOR -> real ? plain(graph, "Floor", args) : x.handle();
      case CEIL -> real ? plain(graph, "Ceil", args) : x.handle();
      case ROUND -> real ? plain(graph, "Rint", args) : x.handle();
      case TRUNC -> real ? truncated(graph, x) : x.handle();
      case SQRT -> plain(graph, "Sqrt", args);
      case EXP -> plain(graph, "Exp", args);
      case LOG -> plain(graph, "Log", args);
      case LOG1P -> plain(graph, "Log1p", args);
      case SIN -> plain(graph, "Sin", args);
      case COS -> plain(graph, "Cos", args);
      case TAN -> plain(graph, "Tan", args);
      case ASIN -> plain(graph, "Asin", args);
      case ACOS -> plain(graph, "Acos", args);
      case ATAN -> plain(graph, "Atan", args);
      case SINH -> plain(graph, "Sinh", args);
      case COSH -> plain(graph, "Cosh", args);
      case TANH -> plain(graph, "Tanh", args);
      case ASINH -> plain(graph, "Asinh", args);
      case ACOSH -> plain(graph, "Acosh", args);
      case ATANH -> plain(graph, "Atanh", args);
      case ERF -> plain(graph, "Erf", args);
      case SIGMOID -> plain(graph, "Sigmoid", args);
      case EQUAL -> equal(graph, "Equal", args);
      case LESS -> of == DType.BOOL ? below(graph, args, "LogicalAnd") : plain(graph, "Less", args);
      case LESS_EQUAL ->
          of == DType.BOOL ? below(graph, args, "LogicalOr") : plain(graph, "LessEqual", args);
      case AND -> plain(graph, of == DType.BOOL ? "LogicalAnd" : "BitwiseAnd", args);
      case OR -> plain(graph, of == DType.BOOL ? "LogicalOr" : "BitwiseOr", args);
      case XOR -> of == DType.BOOL ? equal(graph, "NotEqual", args) : plain(graph, "BitwiseXor", args);
      case NOT -> plain(graph, of == DType.BOOL ? "LogicalNot" : "Invert", args);
      case SHIFT_LEFT -> plain(graph, "LeftShift", args);
      case SHIFT_RIGHT -> plain(graph, "RightShift", args);
      case IS_NAN -> real ? plain(graph, "IsNan", args) : equal(graph, "NotEqual", List.of(x, x));
      case IS_INFINITE ->
          real ? plain(graph, "IsInf", args) : equal(graph, "NotEqual", List.of(x, x));
      case SELECT -> plain(graph, "SelectV2", args);
      case CAST, CAST_WRAPPING, CONVERT -> cast(graph, x, type);
    };
  }

  private static Operation typed(TensorFlowGraph graph, String operator, List<Term<String>> args) {
    Operation node = graph.node(operator).on(args);
    boolean logical = operator.startsWith("Logical");
    return logical ? node : node.type("T", args.get(args.size() - 1).type());
  }

  private static String plain(TensorFlowGraph graph, String operator, List<Term<String>> args) {
    return typed(graph, operator, args).add();
  }

  private static String equal(TensorFlowGraph graph, String operator, List<Term<String>> args) {
    return typed(graph, operator, args).flag("incompatible_shape_error", true).add();
  }

  /** Of truth values: not the first, and or or the second. */
  private static String below(TensorFlowGraph graph, List<Term<String>> args, String operator) {
    String not = graph.node("LogicalNot").on(args.get(0)).add();
    return graph.node(operator).on(not, args.get(1).handle()).add();
  }

  private static String negated(TensorFlowGraph graph, Term<String> x) {
    return plain(graph, "Sub", List.of(number(graph, x, 0), x));
  }

  private static String truncated(TensorFlowGraph graph, Term<String> x) {
    String up = graph.node("Ceil").on(x).type("T", x.type()).add();
    String down = graph.node("Floor").on(x).type("T", x.type()).add();
    String negative = plain(graph, "Less", List.of(x, number(graph, x, 0)));
    return graph.node("SelectV2").on(negative, up, down).type("T", x.type()).add();
  }

  private static Term<String> number(TensorFlowGraph graph, Term<String> like, long value) {
    int[] none = new int[0];
    String constant = graph.constant(Emitter.filled(like.type(), value, value));
    return new Term<>(constant, like.type(), none);
  }

  private static String cast(TensorFlowGraph graph, Term<String> x, DType type) {
    if (type.isFloat8()) {
      throw new NotEmittedException("no tensors of " + type);
    }
    return graph.node("Cast").on(x).type("SrcT", x.type()).type("DstT", type).add();
  }
}
