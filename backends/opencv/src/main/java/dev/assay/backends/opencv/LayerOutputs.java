package dev.assay.backends.opencv;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.MatVectorVector;
import org.bytedeco.opencv.opencv_core.StringVector;
import org.bytedeco.opencv.opencv_dnn.Net;

/**
 * The outputs of a model, each found by its layer: OpenCV names a layer after its node, or after
 * the first output of a node without a name.
 */
record LayerOutputs(Graph graph, List<Place> places, MatVectorVector blobs) {

  /** An output of a layer. */
  private record Place(String layer, int output) {}

  /**
   * Runs the net up to each output of the model.
   *
   * @throws UnsupportedOperationException if one is no output of a layer
   */
  static LayerOutputs of(Net net, Graph graph) {
    List<Place> places = new ArrayList<>();
    StringVector layers = new StringVector();
    for (Value output : graph.outputs()) {
      Place place = place(graph, output.name());
      if (net.getLayerId(place.layer) < 0) {
        throw new UnsupportedOperationException("no layer of OpenCV's gives " + output.name());
      }
      places.add(place);
      layers.push_back(place.layer);
    }
    MatVectorVector blobs = new MatVectorVector();
    net.forwardAndRetrieve(blobs, layers);
    return new LayerOutputs(graph, places, blobs);
  }

  private static Place place(Graph graph, String value) {
    for (Node node : graph.nodes()) {
      int output = node.outputs().indexOf(value);
      if (output >= 0) {
        return new Place(
            node.name().isEmpty()
                ? "onnx_node_output_0!" + node.outputs().get(0)
                : "onnx_node!" + node.name(),
            output);
      }
    }
    throw new UnsupportedOperationException("no node gives " + value);
  }

  List<Tensor> read() {
    List<Tensor> tensors = new ArrayList<>();
    for (int k = 0; k < places.size(); k++) {
      Value output = graph.outputs().get(k);
      int at = places.get(k).output;
      if (at >= blobs.get(k).size()) {
        throw new UnsupportedOperationException(
            "OpenCV's layer gives " + blobs.get(k).size() + " outputs, and not " + output.name());
      }
      tensors.add(Blobs.read(blobs.get(k).get(at), output));
    }
    return tensors;
  }
}
