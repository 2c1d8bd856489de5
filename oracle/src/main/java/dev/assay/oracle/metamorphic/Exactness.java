package dev.assay.oracle.metamorphic;

/** How alike the results of a model and of its rewritten form are. */
public enum Exactness {
  /**
   * Elements are moved at most, or nothing is done to them: what a faithful implementation may give
   * for one form it may give for the other.
   */
  MOVES("the same elements"),
  /** Equal over the reals; each form rounds in its own way. */
  REALS("the same real numbers");

  private final String text;

  Exactness(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
