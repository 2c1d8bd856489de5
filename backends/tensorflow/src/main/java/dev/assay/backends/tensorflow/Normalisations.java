package dev.assay.backends.tensorflow;

import dev.assay.backends.emitter.Call;
import dev.assay.backends.emitter.Channels;
import dev.assay.backends.emitter.Emitter;
import dev.assay.backends.emitter.OwnOperator;
import dev.assay.backends.emitter.Term;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Map;

/** Normalisations with channels last. */
final class Normalisations {
  private final TensorFlowGraph graph;

  Normalisations(TensorFlowGraph graph) {
    this.graph = graph;
  }

  Map<String, OwnOperator<String>> all() {
    return Map.of("BatchNormalization", this::batch, "LRN", this::local);
  }

  private List<Term<String>> batch(Call<String> call, Emitter<String> to) {
    Term<String> x = call.input(0);
    boolean floats = call.inputs().stream().allMatch(i -> i.orElseThrow().type() == DType.FLOAT32);
    if (x.rank() != 4 || x.size() == 0 || !floats || call.flag("training_mode", false)) {
      return List.of();
    }
    Term<String> image = Channels.last(to, x);
    Operation node = graph.node("FusedBatchNormV3").on(image);
    for (int k = 1; k < 5; k++) {
      node.on(call.input(k));
    }
    String handle =
        node.type("T", x.type())
            .type("U", DType.FLOAT32)
            .real("epsilon", call.real("epsilon", (float) 1e-5))
            .flag("is_training", false)
            .word("data_format", "NHWC")
            .add();
    return List.of(Channels.second(to, new Term<>(handle, x.type(), image.shape())));
  }

  private List<Term<String>> local(Call<String> call, Emitter<String> to) {
    Term<String> x = call.input(0);
    int size = call.integer("size", 1);
    if (x.rank() != 4 || x.size() == 0 || size % 2 == 0 || x.type() != DType.FLOAT32) {
      return List.of();
    }
    Term<String> image = Channels.last(to, x);
    String handle =
        graph
            .node("LRN")
            .on(image)
            .type("T", x.type())
            .number("depth_radius", size / 2)
            .real("bias", call.real("bias", 1))
            .real("alpha", call.real("alpha", (float) 1e-4) / size)
            .real("beta", call.real("beta", 0.75))
            .add();
    return List.of(Channels.second(to, new Term<>(handle, x.type(), image.shape())));
  }
}
