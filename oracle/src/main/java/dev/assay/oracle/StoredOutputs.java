package dev.assay.oracle;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Verdict;
import dev.assay.core.reading.Enclosure;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Datum;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * The outputs that are stored with a case that others wrote, as a second judge of what the
 * enclosure does not decide. The law: an element is the stored one within the tolerances of ONNX's
 * backend test runner, or both lie in the enclosure and are a few steps of the type apart.
 *
 * <p>So the enclosure overrules the tolerances where the two are rounded at different places only.
 * Where it is too wide to tell, rounding errors may be as large as what cancelled; there the
 * tolerance is relative to the greatest element of the tensor. Where ONNX leaves the result open or
 * defines none, whoever stored the outputs has said what is expected: a difference is told, and
 * rests on the behaviour.
 */
public record StoredOutputs(List<String> names, List<? extends Datum> stored) {
  /** Steps of the type between numbers that differ by where they were rounded, and no more. */
  private static final int STEPS = 8;

  /** Judges by the tolerances alone, where the reference has no value. */
  public Judgement judge(Outcome outcome) {
    return Judge.compare(names, stored, outcome);
  }

  /** Judges no elements, since these are random, but their number, types and shapes. */
  public Judgement judgeForms(Outcome outcome) {
    Judgement whole = judge(outcome);
    boolean right =
        outcome.isOk()
            && outcome.outputs().size() >= stored.size()
            && wrong((name, e, g) -> Comparison.form(name, e, g), outcome).isEmpty();
    return right
        ? Judgement.of(Verdict.INDECISIVE, "the result of a node is random; its shape is right")
        : whole;
  }

  /**
   * Judges what the reference has not found wrong.
   *
   * @param byReference what it says of this outcome
   */
  public Judgement judge(Judgement byReference, GraphReading reading, Outcome outcome) {
    if (byReference.verdict().isFinding() || !outcome.isOk()) {
      return byReference;
    }
    Optional<Wrong> wrong =
        wrong(
            (name, e, g) -> Comparison.form(name, e, g).or(() -> elements(name, reading, e, g)),
            outcome);
    if (wrong.isPresent()) {
      return Judgement.of(
              Verdict.MISMATCH,
              wrong.get().facts(),
              byReference.elements(),
              byReference.indecisive())
          .resting(reading, List.of(wrong.get().output()));
    }
    return byReference.verdict() == Verdict.INDECISIVE
        ? new Judgement(Verdict.PASS, "", byReference.elements(), byReference.indecisive())
        : byReference;
  }

  /** What is wrong with an output. */
  private record Wrong(String output, Facts facts) {}

  /** Says what is wrong with a tensor. */
  private interface Look {
    Optional<Facts> at(String name, Tensor expected, Tensor got);
  }

  /** The first output with which something is wrong. */
  private Optional<Wrong> wrong(Look look, Outcome outcome) {
    for (int o = 0; o < stored.size(); o++) {
      String name = names.get(o);
      Optional<Wrong> wrong =
          look.at(name, (Tensor) stored.get(o), outcome.outputs().get(o))
              .map(facts -> new Wrong(name, facts));
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  private static Optional<Facts> elements(
      String name, GraphReading reading, Tensor expected, Tensor got) {
    Optional<Enclosure> enclosure =
        reading.isSpecified(name) ? Optional.of(reading.enclosure(name)) : Optional.empty();
    double greatest = Comparison.greatest(expected);
    for (int k = 0; k < expected.size(); k++) {
      boolean wide = enclosure.isPresent() && !enclosure.get().isDecisive(k);
      boolean right =
          enclosure.isPresent() && areRounded(enclosure.get(), expected, got, k)
              || Comparison.isClose(expected, got, k, wide ? greatest : 0);
      if (!right) {
        return Optional.of(Comparison.wrongElement(name, expected, got, k));
      }
    }
    return Optional.empty();
  }

  /** Whether both are numbers that the enclosure holds, a few steps of the type apart. */
  private static boolean areRounded(Enclosure enclosure, Tensor expected, Tensor got, int k) {
    if (!enclosure.type().isFloat() || !enclosure.holds(expected, k)) {
      return false;
    }
    double e = expected.reals()[k];
    double step = 2 * enclosure.type().unit() * Math.abs(e);
    return enclosure.isPoint(k) || Math.abs(got.reals()[k] - e) <= STEPS * step;
  }
}
