package dev.assay.oracle;

import dev.assay.core.backend.Verdict;
import dev.assay.core.reading.GraphReading;
import java.util.Collection;
import java.util.Optional;

/**
 * A verdict with what it rests on.
 *
 * @param kind what is wrong, in words that hold whatever model shows it, as in {@code the shape is
 *     wrong}; empty where nothing is
 * @param detail aligned facts for a person; empty for a pass
 * @param elements how many output elements were looked at
 * @param indecisive how many of them the reference could not judge
 * @param grounds what a finding rests on
 * @param grade how much a mismatch proves
 */
public record Judgement(
    Verdict verdict,
    String kind,
    String detail,
    long elements,
    long indecisive,
    Grounds grounds,
    Optional<Grade> grade) {

  /** Something is wrong. */
  public Judgement(Verdict verdict, String kind, String detail, long elements, long indecisive) {
    this(verdict, kind, detail, elements, indecisive, Grounds.NONE, Optional.empty());
  }

  /** Nothing is wrong, or nobody can tell. */
  public Judgement(Verdict verdict, String detail, long elements, long indecisive) {
    this(verdict, "", detail, elements, indecisive);
  }

  static Judgement of(Verdict verdict, String detail) {
    return new Judgement(verdict, detail, 0, 0);
  }

  static Judgement of(Verdict verdict, Facts wrong) {
    return of(verdict, wrong, 0, 0);
  }

  static Judgement of(Verdict verdict, Facts wrong, long elements, long indecisive) {
    return new Judgement(verdict, wrong.kind(), wrong.text(), elements, indecisive);
  }

  /** The same, where a finding with what it rests on. */
  Judgement resting(GraphReading reading, Collection<String> values) {
    return verdict.isFinding() ? resting(Grounds.of(reading, values)) : this;
  }

  private Judgement resting(Grounds its) {
    return new Judgement(verdict, kind, detail, elements, indecisive, its, grade);
  }

  /** The same mismatch with its grade. */
  public Judgement graded(Grade its) {
    return new Judgement(verdict, kind, detail, elements, indecisive, grounds, Optional.of(its));
  }

  /** Another verdict on the same elements, with the same grounds. */
  public Judgement turned(Verdict other, String itsKind, String itsDetail) {
    return new Judgement(other, itsKind, itsDetail, elements, indecisive, grounds, grade);
  }

  /** The same with more facts for a person. */
  public Judgement with(String facts) {
    return turned(verdict, kind, detail + facts);
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
