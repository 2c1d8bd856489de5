package dev.assay.oracle;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Verdict;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.Doubt;
import dev.assay.core.reading.FunctionErrors;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Datum;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Judges what a backend made of a trial. The law: each output has the type and the shape that the
 * model says, and each element lies in its enclosure, the interval of everything that a faithful
 * implementation may give. No tolerance is set by hand. Where ONNX leaves a result open, any is
 * right; where it defines none, a refusal is right too.
 */
public final class Judge {
  static final String DIED = "the backend died";
  static final String SILENT = "the backend gave no answer";
  static final String REFUSED = "the backend refuses a valid model";

  /** What is wrong with a refusal of what the unoptimised level runs. */
  static final String FAILS_OPTIMISED = "the model runs unoptimised and fails once optimised";

  private Judge() {}

  /**
   * Judges an outcome against the reference.
   *
   * @param reference the reading of the same graph on the same inputs, with enclosures
   * @param plain what the same backend made of the trial without optimisation, where that was run:
   *     a model that runs there must not be refused once optimised
   */
  public static Judgement judge(
      Graph graph, GraphReading reference, Outcome outcome, Optional<Outcome> plain) {
    return outcome.isOk()
        ? outputs(graph, reference, outcome.outputs())
        : failed(reference, outcome, plain).resting(reference, names(graph));
  }

  /**
   * Judges by what the functions of a backend may err besides: what is a mismatch by the errors
   * that the reference allows may be none by these.
   *
   * @param errors asked for only on a mismatch
   */
  public static Judgement judge(
      GraphReading reference,
      Outcome outcome,
      Optional<Outcome> plain,
      Supplier<FunctionErrors> errors) {
    Judgement strict = judge(reference.graph(), reference, outcome, plain);
    if (strict.verdict() != Verdict.MISMATCH) {
      return strict;
    }
    GraphReading own = reference.allowing(errors.get());
    return own == reference ? strict : judge(own.graph(), own, outcome, plain);
  }

  private static List<String> names(Graph graph) {
    return graph.outputs().stream().map(Value::name).toList();
  }

  private static Judgement failed(
      GraphReading reference, Outcome outcome, Optional<Outcome> plain) {
    return switch (outcome.status()) {
      case CRASH, TIMEOUT -> death(outcome);
      case UNSUPPORTED ->
          plain.isPresent()
                  && plain.get().isOk()
                  && !OwnLevels.concerns(reference.graph(), reference)
              ? Judgement.of(
                  Verdict.ERROR,
                  failure(
                      "the model runs unoptimised and is unimplemented once optimised", outcome))
              : Judgement.of(Verdict.UNSUPPORTED, outcome.detail());
      case ERROR -> refusal(reference, outcome, plain);
      case OK -> throw new AssertionError(outcome);
    };
  }

  /** A crash or a silence, which no model may cause. */
  static Judgement death(Outcome outcome) {
    return outcome.status() == Outcome.Status.CRASH
        ? Judgement.of(Verdict.CRASH, failure(DIED, outcome))
        : Judgement.of(Verdict.TIMEOUT, failure(SILENT, outcome));
  }

  private static Judgement refusal(
      GraphReading reference, Outcome outcome, Optional<Outcome> plain) {
    Optional<Doubt> undefined = reference.doubts().stream().filter(Doubt::undefined).findFirst();
    if (undefined.isPresent()) {
      return Judgement.of(Verdict.INVALID, undefined.get().toString());
    }
    String what = plain.isPresent() && plain.get().isOk() ? FAILS_OPTIMISED : REFUSED;
    return Judgement.of(Verdict.ERROR, failure(what, outcome));
  }

  private static Facts failure(String what, Outcome outcome) {
    return new Facts(
        what, what + "\n  phase    : " + outcome.phase() + "\n  said     : " + outcome.detail());
  }

  private static Judgement outputs(Graph graph, GraphReading reference, List<Tensor> got) {
    if (got.size() != graph.outputs().size()) {
      return count(graph.outputs().size(), got.size()).resting(reference, names(graph));
    }
    Tally tally = new Tally();
    for (int o = 0; o < got.size(); o++) {
      String name = graph.outputs().get(o).name();
      Optional<Facts> wrong = Comparison.form(name, reference.value(name), got.get(o));
      if (wrong.isPresent() && reference.hasSpecifiedShape(name)) {
        return Judgement.of(Verdict.MISMATCH, wrong.get())
            .graded(Grade.WRONG)
            .resting(reference, List.of(name));
      }
      if (wrong.isEmpty()) {
        tally.add(name, reference, got.get(o));
      }
    }
    return tally.judgement(reference);
  }

  static Judgement count(int required, int got) {
    String what = "the number of outputs is wrong";
    return Judgement.of(
            Verdict.MISMATCH,
            new Facts(what, what + "\n  required : " + required + "\n  but      : " + got))
        .graded(Grade.WRONG);
  }

  /**
   * Compares an outcome with stored outputs as ONNX's own backend tests do (relative 1e-3, or 2^-6
   * for bfloat16, absolute 1e-7; equality for all but floats).
   */
  public static Judgement compare(
      List<String> names, List<? extends Datum> expected, Outcome outcome) {
    return switch (outcome.status()) {
      case CRASH -> Judgement.of(Verdict.CRASH, new Facts(DIED, outcome.detail()));
      case TIMEOUT -> Judgement.of(Verdict.TIMEOUT, new Facts(SILENT, outcome.detail()));
      case UNSUPPORTED -> Judgement.of(Verdict.UNSUPPORTED, outcome.detail());
      case ERROR -> Judgement.of(Verdict.ERROR, new Facts(REFUSED, outcome.detail()));
      case OK -> compare(names, expected, outcome.outputs());
    };
  }

  /** Compares outputs of any kind with stored ones, in the same way. */
  public static Judgement compare(
      List<String> names, List<? extends Datum> expected, List<? extends Datum> got) {
    if (got.size() < expected.size()) {
      return count(expected.size(), got.size());
    }
    long elements = 0;
    for (int o = 0; o < expected.size(); o++) {
      elements += Comparison.size(expected.get(o));
      Optional<Facts> wrong = Comparison.whole(names.get(o), expected.get(o), got.get(o));
      if (wrong.isPresent()) {
        return Judgement.of(Verdict.MISMATCH, wrong.get(), elements, 0);
      }
    }
    return new Judgement(Verdict.PASS, "", elements, 0);
  }
}
