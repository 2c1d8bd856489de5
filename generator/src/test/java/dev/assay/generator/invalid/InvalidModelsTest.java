package dev.assay.generator.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.assay.core.Choices;
import dev.assay.core.expr.Dims;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.ValueType;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.onnx.Schemas;
import dev.assay.core.onnx.proto.Onnx.ModelProto;
import dev.assay.core.onnx.proto.Onnx.NodeProto;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.Found;
import dev.assay.generator.InputSearch;
import dev.assay.generator.ModelGenerator;
import dev.assay.generator.ModelOptions;
import dev.assay.generator.ShapeReading;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InvalidModelsTest {
  private static final int MODELS = 60;

  private static Found valid(int k) {
    Choices choices = Choices.of(k);
    ModelGenerator models = new ModelGenerator(ModelOptions.STANDARD);
    return InputSearch.standard().find(models.next(choices.fork(0)), choices.fork(1));
  }

  /**
   * Of each kind there are models, each says its rule, and another witness than the maker agrees.
   */
  @Test
  void eachModelBreaksTheRuleThatItNames() throws Exception {
    Map<Breach, Integer> made = new EnumMap<>(Breach.class);
    for (int k = 0; k < MODELS; k++) {
      Found found = valid(k);
      GraphReading reading = GraphReading.values(found.graph(), found.inputs());
      for (Breach breach : Breach.values()) {
        Optional<InvalidModel> model =
            InvalidModels.of(
                breach, new Broken(found.graph(), found.inputs()), reading, Choices.of(k));
        if (model.isPresent()) {
          made.merge(breach, 1, Integer::sum);
          assertThat(model.get().rule()).isNotBlank();
          assertThat(model.get().model()).isNotEqualTo(OnnxFromGraph.of(found.graph()));
          requireBroken(model.get());
        }
      }
    }
    assertThat(made.keySet()).containsExactly(Breach.values());
  }

  private static void requireBroken(InvalidModel m) throws InvalidProtocolBufferException {
    switch (m.breach()) {
      case ORDER -> assertThat(isSorted(ModelProto.parseFrom(m.model()))).as(m.rule()).isFalse();
      case FUTURE_OPSET ->
          assertThat(GraphFromOnnx.of(m.model()).opset()).isGreaterThan(Schemas.newestOpset());
      case OUTPUT_TYPE, OUTPUT_RANK, OUTPUT_SIZE -> {
        Graph g = GraphFromOnnx.of(m.model());
        GraphReading reading = GraphReading.values(g, m.inputs());
        assertThat(g.outputs())
            .as(m.rule())
            .anyMatch(v -> !agrees(v.type(), reading.value(v.name())));
      }
      default ->
          assertThatThrownBy(() -> ShapeReading.of(GraphFromOnnx.of(m.model())))
              .as(m.breach() + ": " + m.rule())
              .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static boolean agrees(ValueType declared, Tensor t) {
    Dims shape = declared.shape().orElseThrow();
    boolean agree = declared.element() == t.type() && shape.rank() == t.rank();
    for (int a = 0; agree && a < t.rank(); a++) {
      agree = !shape.get(a).isNumber() || shape.get(a).number() == t.shape()[a];
    }
    return agree;
  }

  private static boolean isSorted(ModelProto model) {
    Set<String> made = new HashSet<>(Set.of(""));
    model.getGraph().getInputList().forEach(v -> made.add(v.getName()));
    model.getGraph().getInitializerList().forEach(t -> made.add(t.getName()));
    for (NodeProto n : model.getGraph().getNodeList()) {
      if (!made.containsAll(n.getInputList())) {
        return false;
      }
      made.addAll(n.getOutputList());
    }
    return true;
  }

  @Test
  void theSameChoicesBreakTheSameModel() {
    Found found = valid(3);
    InvalidModel one = InvalidModels.of(found.graph(), found.inputs(), Choices.of(9)).orElseThrow();
    InvalidModel other =
        InvalidModels.of(found.graph(), found.inputs(), Choices.of(9)).orElseThrow();
    assertThat(other.model()).isEqualTo(one.model());
    assertThat(other.rule()).isEqualTo(one.rule());
  }
}
