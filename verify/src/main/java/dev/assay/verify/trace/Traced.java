package dev.assay.verify.trace;

/**
 * What an expression of a meaning comes to while a model is walked: an integer that is known, or
 * whatever an {@link Algebra} makes of the rest.
 */
public interface Traced {

  /** An integer or a truth value that hangs on no float that may move. */
  record Whole(long value) implements Traced {}
}
