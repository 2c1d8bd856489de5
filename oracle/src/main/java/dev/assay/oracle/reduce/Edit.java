package dev.assay.oracle.reduce;

/** A small change of a model that may need others beside it to leave a valid one. */
interface Edit {

  /**
   * The changed model.
   *
   * @throws IllegalArgumentException if there is nothing that it could change
   */
  Draft in(Draft draft);

  default Edit and(Edit other) {
    return draft -> other.in(in(draft));
  }
}
