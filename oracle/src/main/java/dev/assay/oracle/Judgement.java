package dev.assay.oracle;

import dev.assay.core.backend.Verdict;
import dev.assay.core.reading.GraphReading;
import java.util.Collection;
import java.util.Optional;

/**
 * A verdict with what it rests on.
 *
 * @param detail aligned facts for a person; empty for a pass
 * @param elements how many output elements were looked at
 * @param indecisive how many of them the reference could not judge
 * @param grounds what a finding rests on
 * @param grade how much a mismatch proves
 */
public record Judgement(
    Verdict verdict,
    String detail,
    long elements,
    long indecisive,
    Grounds grounds,
    Optional<Grade> grade) {

  public Judgement(Verdict verdict, String detail, long elements, long indecisive) {
    this(verdict, detail, elements, indecisive, Grounds.NONE, Optional.empty());
  }

  static Judgement of(Verdict verdict, String detail) {
    return new Judgement(verdict, detail, 0, 0);
  }

  /** The same, where a finding with what it rests on. */
  Judgement resting(GraphReading reference, Collection<String> values) {
    return verdict.isFinding()
        ? new Judgement(verdict, detail, elements, indecisive, Grounds.of(reference, values), grade)
        : this;
  }

  /** The same mismatch with its grade. */
  public Judgement graded(Grade grade) {
    return new Judgement(verdict, detail, elements, indecisive, grounds, Optional.of(grade));
  }

  /** The grade in a word; empty where there is none. */
  public String gradeWord() {
    return grade.map(Grade::toString).orElse("");
  }

  /** The graver of two judgements of the same outcome; this one where they are alike. */
  public Judgement or(Judgement other) {
    return other.verdict.isFinding() && !verdict.isFinding() ? other : this;
  }
}
