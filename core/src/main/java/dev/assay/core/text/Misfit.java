package dev.assay.core.text;

/** A case that breaks a rule of its operator. */
final class Misfit extends RuntimeException {
  private static final long serialVersionUID = 1;

  Misfit(String why) {
    super(why, null, false, false);
  }
}
