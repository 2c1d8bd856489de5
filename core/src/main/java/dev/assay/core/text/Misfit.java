package dev.assay.core.text;

/** A case that breaks a rule of its operator. */
final class Misfit extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String why;

  Misfit(String why) {
    super(why, null, false, false);
    this.why = why;
  }

  String why() {
    return why;
  }
}
