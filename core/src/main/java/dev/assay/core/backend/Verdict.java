package dev.assay.core.backend;

import java.util.Locale;

/** What a test says about a backend. */
public enum Verdict {
  /** Every output is one that a faithful implementation may give. */
  PASS,
  /** A type, a shape or an element that no faithful implementation gives. */
  MISMATCH,
  /** The process died. */
  CRASH,
  /** No answer within the time allowed. */
  TIMEOUT,
  /** Two runs of the same thing differ, and one of them at least is wrong. */
  UNSTABLE,
  /** The backend refuses, or fails on, a model that it ought to accept. */
  ERROR,
  /** The backend says that it does not implement an operator, a type or an opset. */
  UNSUPPORTED,
  /** The reference cannot tell: it has no value, or its enclosures say nothing. */
  INDECISIVE,
  /** The test itself rests on undefined behaviour. */
  INVALID;

  /** Whether a person should look at it. */
  public boolean isFinding() {
    return switch (this) {
      case MISMATCH, CRASH, TIMEOUT, UNSTABLE, ERROR -> true;
      case PASS, UNSUPPORTED, INDECISIVE, INVALID -> false;
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
