package dev.assay.oracle;

import dev.assay.core.backend.Verdict;

/**
 * A verdict with what it rests on.
 *
 * @param detail aligned facts for a person; empty for a pass
 * @param elements how many output elements were looked at
 * @param indecisive how many of them the reference could not judge
 */
public record Judgement(Verdict verdict, String detail, long elements, long indecisive) {

  static Judgement of(Verdict verdict, String detail) {
    return new Judgement(verdict, detail, 0, 0);
  }

  /** The graver of two judgements of the same outcome; this one where they are alike. */
  public Judgement or(Judgement other) {
    return other.verdict.isFinding() && !verdict.isFinding() ? other : this;
  }
}
