package dev.assay.verify.robustness;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.verify.property.Box;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model as a property sees it: its inputs one after the other as one list of numbers, and so its
 * outputs. Sizes that the model leaves open are 1.
 */
public final class Model {
  private final Graph graph;
  private final Map<String, TensorType> inputs = new LinkedHashMap<>();
  private final int size;

  private Model(Graph graph) {
    this.graph = graph;
    for (Value v : graph.feeds()) {
      inputs.put(v.name(), closed(v));
    }
    this.size = inputs.values().stream().mapToInt(Model::size).sum();
  }

  /**
   * A model to prove something about.
   *
   * @throws IllegalArgumentException if an input is no tensor of floats of a known rank
   */
  public static Model of(Graph graph) {
    return new Model(graph);
  }

  private static TensorType closed(Value v) {
    if (!(v.type() instanceof TensorType t) || !t.element().isFloat() || t.shape().isEmpty()) {
      throw new IllegalArgumentException(
          "a model takes something else than numbers\n"
              + "  required : tensors of floats of known rank\n"
              + "  but      : "
              + v.name()
              + " is "
              + v.type());
    }
    Dims shape = t.shape().get().map(d -> d instanceof Dim.Const ? d : Dim.dim(1));
    return TensorType.of(t.element(), shape);
  }

  private static int size(TensorType t) {
    return Tensor.size(t.shape().orElseThrow().numbers());
  }

  public Graph graph() {
    return graph;
  }

  /** The number of numbers that it takes. */
  public int size() {
    return size;
  }

  /** The names of the outputs. */
  public List<String> outputs() {
    return graph.outputs().stream().map(Value::name).toList();
  }

  /** The type of the inputs' numbers. */
  public DType inputType() {
    return inputs.values().iterator().next().element();
  }

  /** A point as the tensors that it is. */
  public Map<String, Tensor> tensors(double[] point) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    int from = 0;
    for (Map.Entry<String, TensorType> input : inputs.entrySet()) {
      TensorType t = input.getValue();
      double[] part = Arrays.copyOfRange(point, from, from + size(t));
      from += part.length;
      tensors.put(input.getKey(), Tensor.of(t.element(), t.shape().orElseThrow().numbers(), part));
    }
    return tensors;
  }

  /**
   * The point of the model's type next to a point, in a box where it has one there; else what the
   * box's numbers are rounded to.
   */
  double[] rounded(double[] point, Box box) {
    double[] low = box.lowDoubles();
    double[] high = box.highDoubles();
    DType type = inputType();
    double[] result = new double[point.length];
    for (int k = 0; k < result.length; k++) {
      double nearest = type.nearest(Math.min(high[k], Math.max(low[k], point[k])));
      double up = type.up(Math.nextUp(nearest));
      double down = type.down(Math.nextDown(nearest));
      result[k] =
          box.holds(k, nearest) || !box.holds(k, up) && !box.holds(k, down)
              ? nearest
              : box.holds(k, up) ? up : down;
    }
    return result;
  }
}
