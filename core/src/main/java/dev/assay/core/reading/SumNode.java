package dev.assay.core.reading;

import java.util.List;

/**
 * A compiled sum of folds by addition and of single elements, as one sum whose terms may be added
 * in any order: a bias that an implementation adds first counts among the partial sums.
 */
final class SumNode extends ElementNode {
  private final Domain.Folder folder;
  private final List<FoldNode> folds;
  private final List<ElementNode> singles;
  private final Batch batch;

  /**
   * @param folds each with {@code folder}; those of products come first
   */
  SumNode(
      Slot[] moves,
      Lane out,
      Domain.Folder folder,
      List<FoldNode> folds,
      List<ElementNode> singles,
      Batch batch) {
    super(moves, out);
    this.folder = folder;
    this.folds = folds;
    this.singles = singles;
    this.batch = batch;
  }

  @Override
  void evaluate() {
    folder.begin(batch.n);
    folds.forEach(FoldNode::run);
    for (ElementNode s : singles) {
      folder.step(s.get(), batch.n);
    }
    folder.end(out, batch.n);
  }
}
