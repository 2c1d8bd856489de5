package dev.assay.cli.report;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.assay.core.graph.Graph;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.onnx.proto.Onnx.ModelProto;

/**
 * The bytes of a model, as all that is reported of it has them.
 *
 * @param irVersion of the file format
 */
@SuppressWarnings("ArrayRecordComponent")
record ModelFile(byte[] bytes, long irVersion) {
  static ModelFile of(Graph graph) {
    byte[] bytes = OnnxFromGraph.of(graph);
    try {
      return new ModelFile(bytes, ModelProto.parseFrom(bytes).getIrVersion());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a model that was just written cannot be read", e);
    }
  }
}
