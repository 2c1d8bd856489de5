package dev.assay.corpus;

import dev.assay.corpus.TestResult.BackendVerdict;
import java.util.List;
import java.util.Optional;

/**
 * Why a finding comes about, as far as blame has told: what findings of one bug share where their
 * models do not look alike. It takes the place of their {@link Signature}s.
 *
 * @param system the backend's name, without options
 * @param verdict what is wrong; of a death also where
 * @param passes of the optimiser without which it is gone
 */
public record Cause(String system, String verdict, List<String> passes) {

  /** The cause of a finding with an origin; empty where no passes are to blame. */
  public static Optional<Cause> of(BackendVerdict finding, Origin origin) {
    if (origin.passes().isEmpty()) {
      return Optional.empty();
    }
    String frame = origin.frame() == null ? "" : " (" + origin.frame() + ")";
    String system = finding.backend().replaceFirst("[@:].*", "");
    return Optional.of(new Cause(system, finding.verdict() + frame, origin.passes()));
  }

  @Override
  public String toString() {
    return system + " " + verdict + " by " + String.join(" and ", passes);
  }
}
