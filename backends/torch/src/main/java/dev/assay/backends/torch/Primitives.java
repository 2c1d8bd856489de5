package dev.assay.backends.torch;

import dev.assay.backends.emitter.NotEmittedException;
import dev.assay.backends.emitter.Term;
import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.stream.IntStream;

/** What LibTorch calls the primitives, and how it folds. */
final class Primitives {
  private final TorchScript to;

  Primitives(TorchScript to) {
    this.to = to;
  }

  String apply(Prim prim, DType type, List<Term<String>> args) {
    Term<String> x = args.get(0);
    return switch (prim) {
      case ADD -> call("add", args);
      case SUB -> call("sub", args);
      case MUL -> call("mul", args);
      case DIV ->
          type.isFloat()
              ? call("div", args)
              : to.call("div", x, args.get(1), "rounding_mode=\"trunc\"");
      case MOD -> call("remainder", args);
      case REM -> call("fmod", args);
      case POW -> call("pow", args);
      case MIN -> call("minimum", args);
      case MAX -> call("maximum", args);
      case NEG -> call("neg", args);
      case ABS -> call("abs", args);
      case FLOOR -> call("floor", args);
      case CEIL -> call("ceil", args);
      case ROUND -> call("round", args);
      case TRUNC -> call("trunc", args);
      case SQRT -> call("sqrt", args);
      case EXP -> call("exp", args);
      case LOG -> call("log", args);
      case LOG1P -> call("log1p", args);
      case SIN -> call("sin", args);
      case COS -> call("cos", args);
      case TAN -> call("tan", args);
      case ASIN -> call("asin", args);
      case ACOS -> call("acos", args);
      case ATAN -> call("atan", args);
      case SINH -> call("sinh", args);
      case COSH -> call("cosh", args);
      case TANH -> call("tanh", args);
      case ASINH -> call("asinh", args);
      case ACOSH -> call("acosh", args);
      case ATANH -> call("atanh", args);
      case ERF -> call("erf", args);
      case SIGMOID -> call("sigmoid", args);
      case EQUAL -> call("eq", args);
      case LESS -> call("lt", args);
      case LESS_EQUAL -> call("le", args);
      case AND -> call(kind(x) + "_and", args);
      case OR -> call(kind(x) + "_or", args);
      case XOR -> call(kind(x) + "_xor", args);
      case NOT -> call(kind(x) + "_not", args);
      case SHIFT_LEFT -> call("bitwise_left_shift", args);
      case SHIFT_RIGHT -> call("bitwise_right_shift", args);
      case IS_NAN -> call("isnan", args);
      case IS_INFINITE -> call("isinf", args);
      case SELECT -> call("where", args);
      case CAST -> cast(x, type);
      case CAST_WRAPPING, CONVERT -> to.call("to", x, TorchTypes.code(type));
    };
  }

  private String call(String function, List<Term<String>> args) {
    return to.call(function, args.toArray());
  }

  private static String kind(Term<String> x) {
    return x.type() == DType.BOOL ? "logical" : "bitwise";
  }

  /** LibTorch's casts into float8 do not saturate. */
  private String cast(Term<String> x, DType type) {
    int code = TorchTypes.code(type);
    if (type == DType.FLOAT8E8M0) {
      throw new NotEmittedException("LibTorch rounds to float8e8m0 in a way of its own");
    }
    if (!type.isFloat8()) {
      return to.call("to", x, code);
    }
    boolean small = x.type().isFloat8() || !x.type().isFloat();
    Object wide = small ? to.call("to", x, TorchTypes.code(DType.FLOAT32)) : x;
    return to.call("to", to.call("clamp", wide, -type.max(), type.max()), code);
  }

  String fold(Prim prim, Term<String> x, int axes) {
    int[] over = IntStream.range(x.rank() - axes, x.rank()).toArray();
    return switch (prim) {
      case ADD -> to.call("sum", x, over, false, "dtype=" + TorchTypes.code(x.type()));
      case MUL -> to.call("prod", flat(x, axes), -1, false, "dtype=" + TorchTypes.code(x.type()));
      case MIN -> to.call("amin", x, over, false);
      case MAX -> to.call("amax", x, over, false);
      case AND -> to.call("all", flat(x, axes), -1, false);
      case OR -> to.call("any", flat(x, axes), -1, false);
      default -> throw new IllegalArgumentException("nothing folds by " + prim);
    };
  }

  private String flat(Term<String> x, int axes) {
    return axes == 1 ? x.handle() : to.call("flatten", x, x.rank() - axes, x.rank() - 1);
  }
}
