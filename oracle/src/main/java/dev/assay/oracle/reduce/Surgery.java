package dev.assay.oracle.reduce;

import java.util.stream.Stream;

/** One way to make a model smaller. What comes of its edits may be invalid. */
interface Surgery {

  /** Edits of the draft of a model, the boldest first; the same for the same model. */
  Stream<Edit> of(Specimen specimen);
}
