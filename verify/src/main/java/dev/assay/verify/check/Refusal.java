package dev.assay.verify.check;

/** Why a certificate proves nothing. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  Refusal(String why) {
    super(why);
  }
}
