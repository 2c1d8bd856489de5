package dev.assay.verify.image;

import dev.assay.core.graph.Graph;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * Points with a grid over them, on which a model must keep its label.
 *
 * @param graph with one input, whose elements are the coordinates
 * @param shape of that input
 * @param grid the numbers of each coordinate, ascending
 * @param isContinuous whether what lies between them counts
 */
@SuppressWarnings("ArrayRecordComponent")
record Space(Graph graph, int[] shape, List<double[]> grid, boolean isContinuous, int label) {

  /** The images of a patch. */
  static Space of(Patch patch, Subject subject) {
    int[] shape = {1, patch.grid().size()};
    Graph graph = PatchGraph.of(patch, subject);
    return new Space(graph, shape, patch.grid(), patch.isContinuous(), subject.label());
  }

  /** The number of points of a grid, or the greatest number. */
  static long points(List<double[]> grid) {
    double points = grid.stream().mapToDouble(g -> g.length).reduce(1, (x, y) -> x * y);
    return (long) points;
  }

  int dimension() {
    return grid.size();
  }

  /** What the model is at a point, rounded to its type. */
  GraphReading at(double[] point) {
    String input = graph.feeds().get(0).name();
    return GraphReading.values(graph, Map.of(input, Tensor.of(type(), shape, rounded(point))));
  }

  private DType type() {
    return graph.feeds().get(0).type().element();
  }

  double[] rounded(double[] point) {
    double[] rounded = new double[point.length];
    for (int j = 0; j < rounded.length; j++) {
      rounded[j] = type().nearest(point[j]);
    }
    return rounded;
  }

  boolean isLost(double[] point) {
    return Subject.isLost(at(point).outputs().get(0).reals(), label);
  }

  /** The point between two corners of the grid. */
  double[] corner(int[] at) {
    double[] corner = new double[at.length];
    for (int j = 0; j < at.length; j++) {
      corner[j] = grid.get(j)[at[j]];
    }
    return corner;
  }
}
