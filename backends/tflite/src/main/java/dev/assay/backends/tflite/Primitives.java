package dev.assay.backends.tflite;

import dev.assay.backends.emitter.Emitter;
import dev.assay.backends.emitter.NotEmittedException;
import dev.assay.backends.emitter.Term;
import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import java.util.List;

/** The primitives as TensorFlow Lite has them, for results of one type and shape. */
@SuppressWarnings("ArrayRecordComponent")
record Primitives(LiteGraph graph, DType type, int[] shape) {

  int write(Prim prim, List<Term<Integer>> args) {
    Term<Integer> x = args.get(0);
    DType of = args.get(args.size() - 1).type();
    boolean real = of.isFloat();
    boolean truth = of == DType.BOOL;
    return switch (prim) {
      case ADD -> plain(truth ? Builtin.LOGICAL_OR : Builtin.ADD, args);
      case SUB -> plain(Builtin.SUB, args);
      case MUL -> plain(truth ? Builtin.LOGICAL_AND : Builtin.MUL, args);
      case DIV -> plain(Builtin.DIV, args);
      case MOD -> plain(Builtin.FLOOR_MOD, args);
      case POW -> plain(Builtin.POW, args);
      case MIN -> plain(truth ? Builtin.LOGICAL_AND : Builtin.MINIMUM, args);
      case MAX -> plain(truth ? Builtin.LOGICAL_OR : Builtin.MAXIMUM, args);
      case NEG -> plain(Builtin.NEG, args);
      case ABS -> plain(Builtin.ABS, args);
      case FLOOR -> real ? plain(Builtin.FLOOR, args) : x.handle();
      case CEIL -> real ? plain(Builtin.CEIL, args) : x.handle();
      case ROUND -> real ? plain(Builtin.ROUND, args) : x.handle();
      case TRUNC -> real ? truncated(x) : x.handle();
      case SQRT -> plain(Builtin.SQRT, args);
      case EXP -> plain(Builtin.EXP, args);
      case LOG -> plain(Builtin.LOG, args);
      case SIN -> plain(Builtin.SIN, args);
      case COS -> plain(Builtin.COS, args);
      case ATAN -> plain(Builtin.ATAN2, List.of(x, filled(x, 1)));
      case TANH -> plain(Builtin.TANH, args);
      case SIGMOID -> plain(Builtin.LOGISTIC, args);
      case EQUAL -> plain(Builtin.EQUAL, args);
      case LESS -> plain(Builtin.LESS, args);
      case LESS_EQUAL -> plain(Builtin.LESS_EQUAL, args);
      case AND -> logical(truth, prim, Builtin.LOGICAL_AND, args);
      case OR -> logical(truth, prim, Builtin.LOGICAL_OR, args);
      case XOR -> logical(truth, prim, Builtin.NOT_EQUAL, args);
      case NOT -> logical(truth, prim, Builtin.LOGICAL_NOT, args);
      case IS_NAN -> plain(Builtin.NOT_EQUAL, List.of(x, x));
      case IS_INFINITE -> infinite(x);
      case SELECT -> plain(Builtin.SELECT_V2, args);
      case CAST, CAST_WRAPPING, CONVERT ->
          step(Builtin.CAST, Options.of(37).octet(Types.of(x.type())).octet(Types.of(type)), args);
      case REM,
          LOG1P,
          TAN,
          ASIN,
          ACOS,
          SINH,
          COSH,
          ASINH,
          ACOSH,
          ATANH,
          ERF,
          SHIFT_LEFT,
          SHIFT_RIGHT ->
          throw none(prim);
    };
  }

  private static NotEmittedException none(Prim prim) {
    return new NotEmittedException("TensorFlow Lite has no operator for " + prim);
  }

  private int plain(Builtin operator, List<Term<Integer>> args) {
    return step(operator, Options.NONE, args);
  }

  private int step(Builtin operator, Options options, List<Term<Integer>> args) {
    int[] inputs = args.stream().mapToInt(Term::handle).toArray();
    return graph.term(operator, options, type, shape, inputs).handle();
  }

  private int logical(boolean truth, Prim prim, Builtin operator, List<Term<Integer>> args) {
    if (!truth) {
      throw none(prim);
    }
    return plain(operator, args);
  }

  private int truncated(Term<Integer> x) {
    Term<Integer> up = graph.term(Builtin.CEIL, Options.NONE, type, shape, x.handle());
    Term<Integer> down = graph.term(Builtin.FLOOR, Options.NONE, type, shape, x.handle());
    int zero = filled(x, 0).handle();
    Term<Integer> negative =
        graph.term(Builtin.LESS, Options.NONE, DType.BOOL, shape, x.handle(), zero);
    return plain(Builtin.SELECT_V2, List.of(negative, up, down));
  }

  private int infinite(Term<Integer> x) {
    Term<Integer> size = graph.term(Builtin.ABS, Options.NONE, x.type(), shape, x.handle());
    return plain(Builtin.EQUAL, List.of(size, filled(x, Double.POSITIVE_INFINITY)));
  }

  /** As many elements of one number as another term has. */
  private Term<Integer> filled(Term<Integer> like, double value) {
    int constant = graph.constant(Emitter.filled(like.type(), value, (long) value, like.shape()));
    return new Term<>(constant, like.type(), like.shape());
  }
}
