package dev.assay.backends.foreign;

/** What a library said when a call failed. */
public final class ForeignException extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;

  ForeignException(int status, String said) {
    super(said);
    this.status = status;
  }

  /** The status that the function gave. */
  public int status() {
    return status;
  }
}
