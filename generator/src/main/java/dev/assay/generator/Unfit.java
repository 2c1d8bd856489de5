package dev.assay.generator;

/** Leaves a definition whose node cannot be drawn as it began; caught where the draw started. */
final class Unfit extends RuntimeException {
  private static final long serialVersionUID = 1;

  Unfit(String why) {
    super(why, null, false, false);
  }
}
