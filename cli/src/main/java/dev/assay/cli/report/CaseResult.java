package dev.assay.cli.report;

import dev.assay.core.backend.BackendSpec;

/**
 * What came of one test on one backend, as continuous integration is told.
 *
 * @param name of the test case
 * @param backend as it was named, options included
 * @param rule what findings share that are the same bug
 * @param detail aligned facts; empty where there is nothing to say
 * @param location of the test case; empty where none was kept
 */
public record CaseResult(
    String name,
    String backend,
    String version,
    Kind kind,
    String verdict,
    String rule,
    String detail,
    String location) {

  /** How a build takes it. */
  public enum Kind {
    PASSED,
    /** A finding. */
    FAILED,
    /** A finding that is known, or a test that says nothing. */
    SKIPPED,
    /** Assay itself failed. */
    ERROR
  }

  /** The rule of a finding that has no signature: the system, the verdict and the first line. */
  public static String rule(String backend, String verdict, String detail) {
    return BackendSpec.parse(backend).name()
        + " "
        + verdict
        + ", "
        + detail.lines().findFirst().orElse("");
  }

  /** The first line of the detail. */
  String headline() {
    return detail.lines().findFirst().orElse(verdict);
  }
}
