package dev.assay.oracle.metamorphic;

import dev.assay.core.Choices;

/**
 * A rule by which a model can be said differently without a change of what it computes.
 *
 * <p>The law: at random points of the field of {@link dev.assay.core.reading.FieldReading}, each
 * output of the model is the same in both forms.
 *
 * @param what it does, as a picture in words
 */
record Rewrite(String name, Exactness exactness, String what, Body body) {

  /** Changes the model at one place; says whether there was such a place. */
  interface Body {
    boolean apply(Surgery surgery, Choices choices);
  }
}
