package dev.assay.verify.image;

import dev.assay.core.graph.Graph;
import java.util.List;

/**
 * The plain search that tries every point of a grid, one after the other: what {@link ImageSafety}
 * must agree with. It makes the images itself and knows nothing of bounds.
 */
public final class GridSearch {
  private GridSearch() {}

  /**
   * What it found.
   *
   * @param lost points where the label does not stay
   */
  public record Count(long points, long lost) {}

  /** Tries all points of a family. */
  public static Count of(
      Graph model, Image image, double white, Manipulation manipulation, int label) {
    Subject subject = Subject.of(model, image, white, label);
    long points = 0;
    long lost = 0;
    for (Patch patch : Patches.of(subject, manipulation)) {
      List<double[]> grid = patch.grid();
      long count = patch.points();
      for (long k = 0; k < count; k++) {
        double[] p = new double[grid.size()];
        long rest = k;
        for (int j = p.length - 1; j >= 0; j--) {
          p[j] = grid.get(j)[(int) (rest % grid.get(j).length)];
          rest /= grid.get(j).length;
        }
        double[] manipulated = subject.rounded(patch.image(p, white));
        lost += Subject.isLost(subject.scores(manipulated), subject.label()) ? 1 : 0;
      }
      points += count;
    }
    return new Count(points, lost);
  }
}
