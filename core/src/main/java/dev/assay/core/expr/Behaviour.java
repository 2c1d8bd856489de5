package dev.assay.core.expr;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A way in which data or sizes meet what ONNX leaves open, or what it says and systems get wrong.
 *
 * <p>Each is stated once, where the meaning is stated: primitives and folds carry theirs ({@link
 * Guard}), an operator states its own as a condition, and everything else is read off these.
 */
public enum Behaviour {
  DIVISION_BY_ZERO(
      Standing.UNDEFINED,
      "an integer is divided by zero",
      "says nothing of it",
      "gives 0",
      "refuses to run it"),
  QUOTIENT_OVERFLOW(
      Standing.UNDEFINED,
      "the least integer is divided by -1",
      "says nothing of it",
      "wraps around",
      "dies of it (SIGFPE)"),
  CAST_OUT_OF_RANGE(
      Standing.UNDEFINED,
      "a float that no integer of the type is near becomes an integer: too large, infinite or NaN",
      "calls it undefined",
      "wraps around",
      "gives the least int32 for 2^31 and for NaN"),
  SHIFT_PAST_WIDTH(
      Standing.UNDEFINED,
      "bits move by as much as the type is wide, or more, or less than 0",
      "says nothing of it before version 28",
      "gives 0",
      "gives 0 where a byte moves by 8"),
  POWER_OUT_OF_RANGE(
      Standing.UNDEFINED,
      "an integer power is too large for its type, or no integer",
      "says nothing of it",
      "wraps around, and rounds towards zero",
      "gives the least int32 for 2 to the power of 40"),
  INDEX_OUT_OF_RANGE(
      Standing.UNDEFINED,
      "an index, a label or a length lies outside of the axis that it speaks of",
      "calls it an error",
      "takes the nearest element that there is",
      "refuses to run it"),
  OVERSIZE_PAD(
      Standing.UNDEFINED,
      "a pad by reflection or by wrapping is larger than the data allow",
      "says nothing of it",
      "goes back and forth",
      "refuses to run it"),
  ZERO_SCALE(
      Standing.UNDEFINED,
      "a scale or a step is 0",
      "says nothing of it",
      "divides, and keeps what comes within the type; NaN becomes 0",
      "gives 0 for 0 / 0 and 255 for 3 / 0, whatever the zero point"),
  EMPTY_WINDOW(
      Standing.UNDEFINED,
      "a pool's window lies on nothing but padding",
      "says nothing of it",
      "combines nothing: 0 over 0, or the least number",
      "gives the least finite number for the greatest of nothing"),
  OUTSIDE_DOMAIN(
      Standing.UNDEFINED,
      "a parameter that is data has a value for which the operator is not defined",
      "names the values for which it is",
      "computes the formula all the same",
      "refuses to drop out more than all"),
  DUPLICATE_INDICES(
      Standing.OPEN,
      "two updates go to the same place, and nothing combines them",
      "says that indices should not come twice",
      "takes the last",
      "takes the last of two"),
  UNSORTED_ORDER(
      Standing.OPEN,
      "elements are asked for in no order",
      "lets them come in any",
      "sorts them all the same",
      "gives 2, 3, 4 as the greatest three of 1, 3, 2, 4"),
  NAN_ORDER(
      Standing.OPEN,
      "NaN is compared where elements are put in order",
      "says nothing of it",
      "puts NaN after all numbers, or nowhere",
      "calls NaN the greatest, by place, of 1, NaN and 2"),
  TEXTS_DIFFER(
      Standing.OPEN,
      "ONNX's text, its reference and runtimes say different things of these very sizes or data",
      "is not clear or contradicts itself, as of the resized length with a fraction",
      "follows the text",
      "aligns the corners of 4 elements where 3 are resized by 1.5"),
  EQUAL_EXTREMES(
      Standing.SETTLED,
      "two elements are equally great or small where the place of one is asked for",
      "names the first, or the last where that is asked for",
      "does so",
      "names the first"),
  ROUNDING_TIE(
      Standing.SETTLED,
      "a number half way between two integers is rounded",
      "rounds to the even one",
      "does so",
      "rounds to the even one"),
  NAN_EXTREME(
      Standing.SETTLED,
      "NaN meets a minimum or a maximum",
      "leaves it to its reference, where NaN wins",
      "gives NaN",
      "gives NaN"),
  EMPTY_FOLD(
      Standing.SETTLED,
      "nothing is summed, multiplied or compared",
      "gives the neutral number: 0, 1, or the end of the type",
      "does so",
      "gives 0 for the sum of nothing"),
  SPECIAL_FLOATS(
      Standing.SETTLED,
      "a float is NaN, infinite, negative zero, subnormal or the greatest of its type",
      "leaves it to IEEE 754",
      "computes with them, and lets subnormal numbers be flushed to zero",
      "negates negative zero to zero");

  /** What a result is worth where a behaviour occurs. */
  public enum Standing {
    /** Nothing: there is no right one, and a refusal is as good. */
    UNDEFINED,
    /** One of several: each is right, and a refusal is not. */
    OPEN,
    /** All: there is one right one, which systems are known to miss. */
    SETTLED
  }

  private final Standing standing;
  private final String what;
  private final String standard;
  private final String reference;
  private final String onnxRuntime;

  Behaviour(Standing standing, String what, String standard, String reference, String onnxRuntime) {
    this.standing = standing;
    this.what = what;
    this.standard = standard;
    this.reference = reference;
    this.onnxRuntime = onnxRuntime;
  }

  /** The one of this {@link #label}. */
  public static Optional<Behaviour> named(String label) {
    return Arrays.stream(values()).filter(b -> b.label().equals(label)).findFirst();
  }

  /** As people write it: {@code division-by-zero}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public Standing standing() {
    return standing;
  }

  /** What occurs, as a sentence without its end. */
  public String what() {
    return what;
  }

  /** What ONNX does about it: "ONNX ...". */
  public String standard() {
    return standard;
  }

  /** What Assay's reference does: "the reference ...". */
  public String reference() {
    return reference;
  }

  /** What ONNX Runtime 1.29.0 was seen to do on one example (x86-64): "ONNX Runtime ...". */
  public String onnxRuntime() {
    return onnxRuntime;
  }

  /** Whether a result is worth something where it occurs, and all of it: findings stand. */
  public boolean isSettled() {
    return standing == Standing.SETTLED;
  }
}
