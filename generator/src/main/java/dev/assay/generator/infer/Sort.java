package dev.assay.generator.infer;

import dev.assay.core.expr.Dim;
import dev.assay.generator.rules.Function;
import dev.assay.generator.rules.Source;
import dev.assay.generator.rules.Term;

/**
 * What the integers of a term are, as in physics: who adds a rank to a size says nothing. It keeps
 * most terms from being enumerated, and those that stand for axes from hanging on sizes.
 */
enum Sort {
  /** Numbers, attributes, and what inputs hold: they may be sizes, axes or counts. */
  PLAIN,
  /** Numbers of axes. */
  RANK,
  /** Sizes of tensors. */
  SIZE;

  static Sort of(Term leaf) {
    if (leaf instanceof Term.Name n) {
      return switch (n.source()) {
        case SHAPE, COMMON, TOTAL, MOST, LEAST -> SIZE;
        case ELEMENTS, ATTRIBUTE, SIGN, WHOLE, COUNT, PLACE -> PLAIN;
      };
    }
    return PLAIN;
  }

  /** The sort of a function of terms. */
  static Sort of(Function f, Valued... of) {
    Sort first = of[0].sort();
    return switch (f) {
      case ADD, SUB, MUL, DIV, MOD, MIN, MAX -> first == PLAIN ? of[1].sort() : first;
      case LENGTH -> first == SIZE ? RANK : PLAIN;
      case SINGLES -> PLAIN;
      case REPEATED, COPIED, FILLED, BROADCAST -> SIZE;
      case PRODUCT,
          SUM,
          AT,
          FROM,
          FIRST,
          UNIT,
          JOIN,
          WITH,
          WITHOUT,
          ONES,
          INSERTED,
          PERMUTED,
          REVERSED ->
          first;
    };
  }

  /** Whether a function of terms makes sense. */
  static boolean fits(Function f, Valued... of) {
    Sort first = of[0].sort();
    Sort second = of[of.length - 1].sort();
    return switch (f) {
      case ADD, SUB, MUL, DIV, MOD, MIN, MAX ->
          of[1].isNumber()
              ? isUsualBy(f, of[0], number(of[1]))
              : first.goesWith(second) && isUsual(f, of[0], of[1]);
      case LENGTH, REVERSED -> isName(of[0]);
      case SINGLES -> first == SIZE && isName(of[0]);
      case PRODUCT -> isPart(of[0]);
      case SUM -> isPart(of[0]) && first == PLAIN;
      case AT -> second != SIZE && isName(of[0]);
      case FROM, FIRST ->
          second != SIZE
              && (isName(of[0]) || f == Function.FROM && isPart(of[0]) && of[1].isNumber())
              && !of[1].isZero();
      case WITHOUT, ONES, INSERTED ->
          first == SIZE
              && second == PLAIN
              && isName(of[0])
              && of[1].size() <= 2
              && !(of[1].isNumber() && number(of[1]) == 2);
      case PERMUTED -> first == SIZE && second == PLAIN && isName(of[0]) && isName(of[1]);
      case BROADCAST ->
          (first == SIZE || second == SIZE)
              && isPart(of[0])
              && (isPart(of[1]) || is(of[1].term(), f));
      case COPIED -> first == PLAIN && isName(of[0]) && second == SIZE && isName(of[1]);
      case FILLED -> isNumbers(of[0]) && is(of[1].term(), Function.PRODUCT);
      case REPEATED ->
          first != SIZE && of[1].isNumber() && number(of[1]) >= 0 && number(of[1]) <= 1;
      case UNIT -> first == SIZE && is(of[0].term(), Function.AT);
      case JOIN, WITH -> true;
    };
  }

  /** Whether one computes so with a number, once in a term. */
  private static boolean isUsualBy(Function f, Valued left, long n) {
    boolean again = left.term() instanceof Term.Apply a && a.function().isArithmetic();
    if (left.isList()) {
      return left.sort() == SIZE
          ? f == Function.MIN && n == 1 && isPart(left)
          : (f == Function.ADD || f == Function.SUB) && n == 1 && isPart(left);
    }
    return switch (f) {
      case ADD, SUB -> n == 1 || n == 2 && left.sort() == RANK;
      case MUL, DIV, MOD -> n == 2 && !again && !is(left.term(), Function.PRODUCT);
      case MIN, MAX -> n == 1 && left.sort() == PLAIN && !again;
      default -> false;
    };
  }

  private static long number(Valued v) {
    return Dim.range(((Term.Number) v.term()).value()).low();
  }

  /** Whether one computes so with two terms: sizes are multiplied and divided by sizes alone. */
  private static boolean isUsual(Function f, Valued left, Valued right) {
    boolean same = left.term().equals(right.term());
    if (left.sort() == RANK || right.sort() == RANK) {
      return f == Function.ADD || f == Function.SUB;
    }
    if (left.sort() == SIZE && right.sort() == SIZE) {
      boolean scales = f == Function.MUL || f == Function.DIV || f == Function.MOD;
      return scales && !left.isList() && !right.isList() && !same;
    }
    boolean isPart = f == Function.DIV || f == Function.MOD;
    return (!same || f == Function.MUL && !left.isList())
        && !(isPart && left.sort() == PLAIN && right.sort() == SIZE);
  }

  /** Whether terms of two sorts may be compared and combined. */
  boolean goesWith(Sort other) {
    return this == other || this == PLAIN || other == PLAIN;
  }

  private static boolean isName(Valued v) {
    return v.term() instanceof Term.Name;
  }

  /** A name, or a list that is cut out of one. */
  private static boolean isPart(Valued v) {
    return isName(v)
        || is(v.term(), Function.FROM)
        || is(v.term(), Function.FIRST)
        || is(v.term(), Function.WITHOUT);
  }

  private static boolean is(Term term, Function f) {
    return term instanceof Term.Apply a && a.function() == f;
  }

  private static boolean isNumbers(Valued v) {
    return v.term() instanceof Term.Name n && n.source() != Source.SHAPE
        || is(v.term(), Function.COPIED);
  }
}
