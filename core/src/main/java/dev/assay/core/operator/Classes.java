package dev.assay.core.operator;

import static dev.assay.core.expr.Dim.element;
import static dev.assay.core.expr.Stage.held;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.tensor.DType.INT64;
import static dev.assay.core.tensor.DType.STRING;

import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Set;

/**
 * The classes among which a classifier chooses.
 *
 * @param labels the name of each: texts or integers
 */
record Classes(Tensor labels) {
  private static final String WORDS = "classlabels_strings";

  /**
   * Those that a node gives.
   *
   * @param integers the attribute that names them where they are no texts
   */
  static Classes of(Draft op, String integers) {
    boolean words = op.either("there is one list of labels", WORDS, integers);
    return new Classes(
        words ? op.tensor(WORDS, Set.of(STRING)) : op.tensor(integers, Set.of(INT64)));
  }

  int count() {
    return labels.size();
  }

  /** The label of the class with the greatest score, the first of equals, for each sample. */
  Stage chosen(Draft op, Stage scores) {
    Stage label = held(labels);
    Stage place = Places.place(op, scores, 1, Prim.MAX, false).without(List.of(1));
    return stage(place.shape(), i -> label.at(element(place.at(i))));
  }
}
