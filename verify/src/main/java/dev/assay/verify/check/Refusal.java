package dev.assay.verify.check;

import org.jspecify.annotations.Nullable;

/** Why a certificate proves nothing. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  Refusal(String why) {
    super(why);
  }

  /** What is read, if it is there. */
  static <T> T present(@Nullable T message, String what) throws Refusal {
    if (message == null) {
      throw new Refusal("it ends before " + what);
    }
    return message;
  }

  /** Refuses what does not hold. */
  static void require(boolean holds, String otherwise) throws Refusal {
    if (!holds) {
      throw new Refusal(otherwise);
    }
  }
}
