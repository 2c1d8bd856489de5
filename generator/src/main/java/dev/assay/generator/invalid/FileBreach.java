package dev.assay.generator.invalid;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.assay.core.Choices;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.onnx.proto.Onnx.ModelProto;
import dev.assay.core.onnx.proto.Onnx.TensorProto;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Changes the file of a model: what it imports, and how it holds its data. */
final class FileBreach {
  private static final int NO_SUCH_VERSION = 1000;

  private FileBreach() {}

  /** The model; empty where the file has room for no such breach. */
  static Optional<InvalidModel> of(Breach breach, Broken valid, Choices choices) {
    byte[] model = OnnxFromGraph.of(valid.graph());
    return switch (breach) {
      case NO_OPSET ->
          Optional.of(
              of(
                  breach,
                  valid,
                  builder(model).clearOpsetImport().build().toByteArray(),
                  "a model imports the operator sets that it uses"));
      case FUTURE_OPSET -> Optional.of(future(valid, model));
      case TRUNCATED_TENSOR -> truncatedTensor(valid, model, choices);
      case TRUNCATED_MODEL ->
          Optional.of(
              of(
                  breach,
                  valid,
                  Arrays.copyOf(model, model.length - choices.between(1, model.length / 2)),
                  "a file holds a whole model"));
      default -> throw new IllegalArgumentException("no file breaks such a rule: " + breach);
    };
  }

  private static InvalidModel future(Broken valid, byte[] model) {
    ModelProto.Builder builder = builder(model);
    builder.getOpsetImportBuilderList().forEach(o -> o.setVersion(NO_SUCH_VERSION));
    return of(
        Breach.FUTURE_OPSET,
        valid,
        builder.build().toByteArray(),
        "the operator sets exist: there is no version " + NO_SUCH_VERSION);
  }

  private static Optional<InvalidModel> truncatedTensor(
      Broken valid, byte[] model, Choices choices) {
    ModelProto.Builder builder = builder(model);
    List<Integer> raw =
        IntStream.range(0, builder.getGraph().getInitializerCount())
            .filter(k -> builder.getGraph().getInitializer(k).getRawData().size() > 1)
            .boxed()
            .toList();
    if (raw.isEmpty()) {
      return Optional.empty();
    }
    TensorProto.Builder tensor = builder.getGraphBuilder().getInitializerBuilder(choices.of(raw));
    int left = tensor.getRawData().size() / 2;
    tensor.setRawData(tensor.getRawData().substring(0, left));
    return Optional.of(
        of(
            Breach.TRUNCATED_TENSOR,
            valid,
            builder.build().toByteArray(),
            "a constant has as many bytes as its shape asks for: \"" + tensor.getName() + "\""));
  }

  private static ModelProto.Builder builder(byte[] model) {
    try {
      return ModelProto.parseFrom(model).toBuilder();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a model that was just written cannot be read", e);
    }
  }

  private static InvalidModel of(Breach breach, Broken valid, byte[] model, String rule) {
    return new InvalidModel(model, valid.inputs(), breach, "", rule);
  }
}
