package dev.assay.generator;

import dev.assay.core.graph.Node;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import java.util.BitSet;
import java.util.Optional;

/**
 * Where a model goes wrong first: at a node that gives NaN or infinity, or a result that ONNX
 * leaves open.
 *
 * @param place the node's place; the number of nodes where none is at fault
 * @param open whether a condition on data is broken; else elements are not finite
 * @param shape of what breaks: the points of the condition, or an output
 * @param points which of them
 */
record Fault(int place, boolean open, int[] shape, BitSet points) {

  static Fault none(int nodes) {
    return new Fault(nodes, false, new int[0], new BitSet());
  }

  /** A node whose conditions on data are broken, as the reading says that stopped there. */
  static Fault open(int place, GraphReading reading) {
    return new Fault(place, true, reading.brokenShape(), reading.broken());
  }

  /** The first output of a node with elements that are not finite. */
  static Optional<Fault> infinite(int place, Node node, GraphReading reading) {
    for (String output : node.outputs()) {
      if (!output.isEmpty()) {
        Tensor t = reading.value(output);
        BitSet points = infinite(t);
        if (!points.isEmpty()) {
          return Optional.of(new Fault(place, false, t.shape(), points));
        }
      }
    }
    return Optional.empty();
  }

  private static BitSet infinite(Tensor t) {
    BitSet points = new BitSet();
    double[] reals = t.type().isFloat() ? t.reals() : new double[0];
    for (int k = 0; k < reals.length; k++) {
      if (!Double.isFinite(reals[k])) {
        points.set(k);
      }
    }
    return points;
  }

  /** Whether an earlier node is at fault, or the same one sooner or at more points. */
  boolean isWorseThan(Fault o) {
    if (place != o.place) {
      return place < o.place;
    }
    return open == o.open ? points.cardinality() > o.points.cardinality() : open;
  }

  /**
   * The elements of a tensor at the points, where its shape broadcasts to theirs; empty where it
   * does not, so that nothing is known of them.
   */
  Optional<BitSet> elements(int... tensor) {
    int lead = shape.length - tensor.length;
    for (int a = 0; a < tensor.length; a++) {
      if (lead < 0 || tensor[a] != 1 && tensor[a] != shape[lead + a]) {
        return Optional.empty();
      }
    }
    BitSet elements = new BitSet();
    for (int p = points.nextSetBit(0); p >= 0; p = points.nextSetBit(p + 1)) {
      int rest = p;
      int at = 0;
      int stride = 1;
      for (int a = tensor.length - 1; a >= 0; a--) {
        at += tensor[a] == 1 ? 0 : rest % shape[lead + a] * stride;
        stride *= tensor[a];
        rest /= shape[lead + a];
      }
      elements.set(at);
    }
    return Optional.of(elements);
  }
}
