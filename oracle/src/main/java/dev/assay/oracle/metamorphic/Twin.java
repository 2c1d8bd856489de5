package dev.assay.oracle.metamorphic;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Verdict;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.Enclosure;
import dev.assay.core.reading.FunctionErrors;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import dev.assay.oracle.Grade;
import dev.assay.oracle.Judge;
import dev.assay.oracle.Judgement;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The metamorphic judge: a model and a rewritten form of it that compute the same. The law: what a
 * backend makes of the rewritten form keeps the law of {@link Judge} there; and where the rules do
 * no more than move elements, each output of the original also lies in the enclosure that it has in
 * the original. A refusal or a death on the rewritten form alone is a finding as on any model.
 *
 * <p>That the two outcomes agree need not be asked besides. Both enclosures hold the exact result,
 * so that two outcomes that lie in theirs differ by no more than both widths; and where an
 * enclosure is a point, as after nodes that only move and compare, the law demands equality.
 */
public final class Twin {
  private static final String NONE_OF_THE_ORIGINAL =
      "an element is none that the original may have";

  private final GraphReading original;
  private final Rewritten rewritten;
  private final GraphReading reading;

  /**
   * @param original a reading of the original, with enclosures
   */
  public Twin(GraphReading original, Rewritten rewritten) {
    this.original = original;
    this.rewritten = rewritten;
    this.reading = GraphReading.of(rewritten.graph(), rewritten.inputs());
  }

  public Rewritten rewritten() {
    return rewritten;
  }

  /** The reading of the rewritten form. */
  public GraphReading reading() {
    return reading;
  }

  /**
   * Judges what a backend made of the rewritten form.
   *
   * @param plain what it made of it without optimisation, where that was run
   * @param errors of the functions of the backend, asked for only on a mismatch
   */
  public Judgement judge(
      Outcome outcome, Optional<Outcome> plain, Supplier<FunctionErrors> errors) {
    Judgement own = Judge.judge(reading, outcome, plain, errors);
    if (own.verdict() != Verdict.PASS || rewritten.exactness() != Exactness.MOVES) {
      return own;
    }
    List<Tensor> got = outcome.outputs();
    return outside(original, got)
        .flatMap(strict -> outside(original.allowing(errors.get()), got))
        .orElse(own);
  }

  /** The first element that the original does not give. */
  private Optional<Judgement> outside(GraphReading original, List<Tensor> got) {
    for (Value v : original.graph().outputs()) {
      int place = place(v.name());
      if (!original.isSpecified(v.name()) || !reading.isSpecified(v.name())) {
        continue;
      }
      Enclosure enclosure = original.enclosure(v.name());
      for (int k = 0; k < enclosure.size(); k++) {
        if (!enclosure.holds(got.get(place), k)) {
          String facts =
              NONE_OF_THE_ORIGINAL
                  + "\n  output   : "
                  + v.name()
                  + " at "
                  + k
                  + "\n  required : "
                  + enclosure.describe(k)
                  + "\n  but      : "
                  + Enclosure.of(got.get(place)).describe(k);
          Grade grade = Grade.of(enclosure.ratio(got.get(place), k));
          return Optional.of(
              new Judgement(
                      Verdict.MISMATCH,
                      NONE_OF_THE_ORIGINAL,
                      facts + grade.fact(),
                      enclosure.size(),
                      0)
                  .graded(grade));
        }
      }
    }
    return Optional.empty();
  }

  private int place(String output) {
    List<String> names = rewritten.graph().outputs().stream().map(Value::name).toList();
    return names.indexOf(output);
  }
}
