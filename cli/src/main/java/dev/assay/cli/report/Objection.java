package dev.assay.cli.report;

/**
 * A reason why a maintainer would not take a report.
 *
 * @param required what a report must be like
 * @param but what this one is like
 * @param wayOut what makes it acceptable
 */
public record Objection(Kind kind, String required, String but, String wayOut) {

  /** What reports are rejected for. */
  public enum Kind {
    INVALID("the model is not valid ONNX"),
    UNSTABLE("two runs of the same thing differ"),
    GONE("the newest release does not show the finding"),
    UNDEFINED("the finding rests on what ONNX leaves open"),
    KNOWN("the finding is reported already"),
    LARGE("the model is not minimal");

    private final String what;

    Kind(String what) {
      this.what = what;
    }

    @Override
    public String toString() {
      return what;
    }
  }

  /** Aligned facts. */
  @Override
  public String toString() {
    return kind
        + "\n  required : "
        + required
        + "\n  but      : "
        + but.replace("\n", "\n             ")
        + "\n  way out  : "
        + wayOut;
  }
}
