package dev.assay.oracle;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Verdict;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * Judges one run of a model by another where the reference has no value: a level of optimisation by
 * another, many threads by one, a system by another. The law: both give the same types and shapes,
 * and elements that differ by no more than the tolerances of ONNX's backend test runner allow,
 * taken relative to the greatest element of the tensor; what the same system runs at one level it
 * does not refuse at another.
 *
 * <p>Two that agree may be wrong alike, so agreement is no pass.
 *
 * @param with the name of the backend of the other run
 * @param other what it made of the same trial
 * @param isSameSystem whether it is the same system, with other options only
 */
public record Agreement(String with, Outcome other, boolean isSameSystem) {
  /** With nothing: only deaths and silences are told. */
  public static final Agreement NONE =
      new Agreement(
          "no other backend",
          Outcome.failed(Outcome.Status.UNSUPPORTED, Outcome.Phase.START, "there is none", 0),
          false);

  /** Judges a run; {@code random} ones by their forms alone. */
  public Judgement judge(List<String> names, Outcome outcome, boolean random) {
    return switch (outcome.status()) {
      case CRASH, TIMEOUT -> Judge.death(outcome);
      case UNSUPPORTED, ERROR -> refusal(outcome);
      case OK -> other.isOk() ? outputs(names, outcome.outputs(), random) : untold();
    };
  }

  private Judgement refusal(Outcome outcome) {
    if (other.isOk() && isSameSystem) {
      return Judgement.of(
          Verdict.ERROR,
          new Facts(
              "the model runs at another level",
              "the model runs on " + with + "\n  but      : " + outcome.detail()));
    }
    return outcome.status() == Outcome.Status.UNSUPPORTED
        ? Judgement.of(Verdict.UNSUPPORTED, outcome.detail())
        : Judgement.of(Verdict.INDECISIVE, "refused, rightly or not: " + outcome.detail());
  }

  private Judgement untold() {
    return Judgement.of(Verdict.INDECISIVE, with + " gives nothing to compare with");
  }

  private Judgement outputs(List<String> names, List<Tensor> got, boolean random) {
    List<Tensor> expected = other.outputs();
    if (expected.size() != got.size()) {
      return Judge.count(expected.size(), got.size());
    }
    for (int o = 0; o < got.size(); o++) {
      Optional<Facts> wrong = wrong(names.get(o), expected.get(o), got.get(o), random);
      if (wrong.isPresent()) {
        return Judgement.of(Verdict.MISMATCH, wrong.get().in("not as on " + with + ": ", ""));
      }
    }
    return Judgement.of(Verdict.INDECISIVE, "the reference has no value; as on " + with);
  }

  private static Optional<Facts> wrong(String name, Tensor expected, Tensor got, boolean random) {
    Optional<Facts> form = Comparison.form(name, expected, got);
    if (form.isPresent() || random) {
      return form;
    }
    double greatest = Comparison.greatest(expected);
    for (int k = 0; k < got.size(); k++) {
      if (!Comparison.isClose(expected, got, k, greatest)) {
        return Optional.of(Comparison.wrongElement(name, expected, got, k));
      }
    }
    return Optional.empty();
  }
}
