package dev.assay.core.operator;

import static dev.assay.core.expr.Expr.not;
import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Elementwise.binary;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.BFLOAT16;
import static dev.assay.core.tensor.DType.BOOL;
import static dev.assay.core.tensor.DType.FLOAT16;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.FLOAT64;
import static dev.assay.core.tensor.DType.INT16;
import static dev.assay.core.tensor.DType.INT32;
import static dev.assay.core.tensor.DType.INT64;
import static dev.assay.core.tensor.DType.INT8;
import static dev.assay.core.tensor.DType.INTEGERS;
import static dev.assay.core.tensor.DType.NUMBERS;
import static dev.assay.core.tensor.DType.STRING;
import static dev.assay.core.tensor.DType.UINT16;
import static dev.assay.core.tensor.DType.UINT32;
import static dev.assay.core.tensor.DType.UINT64;
import static dev.assay.core.tensor.DType.UINT8;
import static dev.assay.core.tensor.DType.setOf;

import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Stage;
import dev.assay.core.operator.Elementwise.Pair;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Set;

/** Truth values, bits, comparisons and choices, element by element, with broadcasting. */
final class Logic {
  private Logic() {}

  private static final Set<DType> COMPARABLE =
      setOf(
          BOOL, STRING, FLOAT32, FLOAT64, FLOAT16, BFLOAT16, INT8, INT16, INT32, INT64, UINT8,
          UINT16, UINT32, UINT64);

  private static final Set<DType> UNSIGNED = setOf(UINT8, UINT16, UINT32, UINT64);

  /** Whether both are true. */
  static final Operator AND = binary("And", 13, Set.of(BOOL), Expr::and);

  /** Whether one or both are true. */
  static final Operator OR = binary("Or", 13, Set.of(BOOL), Expr::or);

  /** Whether just one is true. */
  static final Operator XOR = binary("Xor", 13, Set.of(BOOL), (a, b) -> Expr.apply(Prim.XOR, a, b));

  /** The bits that both have. */
  static final Operator BITWISE_AND = binary("BitwiseAnd", 18, INTEGERS, Expr::and);

  /** The bits that one or both have. */
  static final Operator BITWISE_OR = binary("BitwiseOr", 18, INTEGERS, Expr::or);

  /** The bits that just one has. */
  static final Operator BITWISE_XOR =
      binary("BitwiseXor", 18, INTEGERS, (a, b) -> Expr.apply(Prim.XOR, a, b));

  /**
   * The bits of X moved by Y places. From version 28 on, a shift to the right draws in the sign,
   * and by less than 0 or by the width or more nothing but the sign is left; before, both are
   * unsigned and such shifts are undefined.
   */
  static final Operator BIT_SHIFT =
      operator(
          "BitShift",
          13,
          "X Y -> Z",
          op -> {
            boolean defined = op.opset() >= 28;
            Stage x = op.input("X", defined ? INTEGERS : UNSIGNED);
            Pair p = Pair.of(op, x, op.input("Y", x.type()));
            boolean left = op.word("direction", "LEFT", "RIGHT").equals("LEFT");
            op.output("Z", p.map((a, b) -> defined ? shifted(a, b, left) : moved(a, b, left)));
          });

  private static Expr isShift(Expr places) {
    DType type = places.type();
    Expr narrow = places.lessThan(number(type, (long) type.bits()));
    return type.isSigned() ? narrow.and(places.atLeast(0)) : narrow;
  }

  private static Expr moved(Expr x, Expr places, boolean left) {
    return Expr.apply(left ? Prim.SHIFT_LEFT : Prim.SHIFT_RIGHT, x, places);
  }

  private static Expr shifted(Expr x, Expr places, boolean left) {
    Expr shift = isShift(places);
    if (left) {
      return shift.then(moved(x, places, true), x.like(0));
    }
    Expr right = moved(x, places, false);
    if (!x.type().isSigned()) {
      return shift.then(right, x.like(0));
    }
    Expr negative = not(moved(not(x), places, false));
    return x.lessThan(0).then(shift.then(negative, x.like(-1)), shift.then(right, x.like(0)));
  }

  /** Whether two elements are the same; NaN equals nothing. */
  static final Operator EQUAL = binary("Equal", 13, COMPARABLE, Expr::is);

  /** Whether A is less than B. */
  static final Operator LESS = binary("Less", 13, NUMBERS, Expr::lessThan);

  /** Whether A is at most B. */
  static final Operator LESS_OR_EQUAL = binary("LessOrEqual", 13, NUMBERS, Expr::atMost);

  /** Whether A is more than B. */
  static final Operator GREATER = binary("Greater", 13, NUMBERS, Expr::moreThan);

  /** Whether A is at least B. */
  static final Operator GREATER_OR_EQUAL = binary("GreaterOrEqual", 13, NUMBERS, Expr::atLeast);

  /** Elements of X where the condition holds, of Y elsewhere. */
  static final Operator WHERE =
      operator(
          "Where",
          13,
          "condition X Y -> output",
          op -> {
            Stage c = op.input("condition", BOOL);
            Stage x = op.input("X", COMPARABLE);
            Stage y = op.input("Y", Set.of(x.type()));
            Dims shape = op.broadcast(c.shape(), x.shape(), y.shape());
            op.output("output", stage(shape, i -> c.spread(i).then(x.spread(i), y.spread(i))));
          });

  static final List<Operator> ALL =
      List.of(
          AND,
          OR,
          XOR,
          BITWISE_AND,
          BITWISE_OR,
          BITWISE_XOR,
          BIT_SHIFT,
          EQUAL,
          LESS,
          LESS_OR_EQUAL,
          GREATER,
          GREATER_OR_EQUAL,
          WHERE);
}
