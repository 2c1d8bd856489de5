package dev.assay.verify.image;

import java.util.List;

/**
 * Images that hang on a few parameters: {@code base + sum of p[j] * directions[j]}, and {@code p[0]
 * * p[1] * cross} besides, cut to black and white.
 *
 * @param cross as long as the base; empty where there is none
 * @param grid the numbers that each parameter takes, ascending: the points that are exhausted
 * @param isContinuous whether what lies between these is part of the region
 */
@SuppressWarnings("ArrayRecordComponent")
record Patch(
    String name,
    double[] base,
    double[][] directions,
    double[] cross,
    List<double[]> grid,
    boolean isContinuous) {
  private static final double[] NONE = {};

  static Patch of(String name, double[] base, double[][] directions, List<double[]> grid) {
    return new Patch(name, base, directions, NONE, grid, true);
  }

  /** A single image. */
  static Patch alone(String name, double[] image) {
    double[][] still = {new double[image.length]};
    return new Patch(name, image, still, NONE, List.of(new double[1]), false);
  }

  /** The image at some parameters, on plain doubles. */
  double[] image(double[] p, double white) {
    double[] image = base.clone();
    for (int k = 0; k < image.length; k++) {
      for (int j = 0; j < p.length; j++) {
        image[k] += p[j] * directions[j][k];
      }
      image[k] += cross.length == 0 ? 0 : p[0] * p[1] * cross[k];
      image[k] = Math.max(0, Math.min(white, image[k]));
    }
    return image;
  }

  /** The number of points of the grid. */
  long points() {
    return Space.points(grid);
  }
}
