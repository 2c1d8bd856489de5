package dev.assay.core.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assay.core.graph.Attribute;
import dev.assay.core.onnx.Schema.Occurrence;
import dev.assay.core.onnx.Schema.Parameter;
import dev.assay.core.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SchemasTest {

  private static Schema find(String name, int opset) {
    return Schemas.find("", name, opset).orElseThrow();
  }

  private static Schema.Field field(String name, int opset, String attribute) {
    return Objects.requireNonNull(find(name, opset).attributes().get(attribute));
  }

  @Test
  void theSchemaIsTheNewestThatIsNotNewerThanTheOperatorSet() {
    assertThat(find("Conv", 13).since()).isEqualTo(11);
    assertThat(find("Conv", 22).since()).isEqualTo(22);
    assertThat(Schemas.find("", "Gelu", 19)).isEmpty();
    assertThat(Schemas.find("ai.onnx", "Gelu", 20)).isEqualTo(Schemas.find("", "Gelu", 20));
    assertThat(Schemas.find("ai.onnx.ml", "Scaler", 3)).isPresent();
    assertThat(Schemas.find("nowhere", "Conv", 13)).isEmpty();
  }

  @Test
  void aSchemaSaysWhatIsTakenAndGiven() {
    Schema conv = find("Conv", 11);
    assertThat(conv.inputs()).extracting(Parameter::name).containsExactly("X", "W", "B");
    assertThat(conv.inputs().get(2).occurrence()).isEqualTo(Occurrence.OPTIONAL);
    assertThat(conv.leastInputs()).isEqualTo(2);
    assertThat(conv.types("W"))
        .containsExactlyInAnyOrder(DType.FLOAT16, DType.FLOAT32, DType.FLOAT64);
    assertThat(find("Shape", 13).types("shape")).containsExactly(DType.INT64);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> conv.types("Z"))
        .withMessageContainingAll("no such port", "but      : Z", "Conv-11");
  }

  @Test
  void attributesHaveKindsAndDefaults() {
    Schema.Field alpha = field("LeakyRelu", 16, "alpha");
    assertThat(alpha.kind()).isEqualTo("FLOAT");
    assertThat(alpha.otherwise()).contains(Attribute.of(0.01));
    assertThat(field("Concat", 13, "axis").required()).isTrue();
    assertThat(field("Conv", 11, "auto_pad").otherwise()).contains(Attribute.of("NOTSET"));
    assertThat(field("LSTM", 14, "activations").otherwise()).isEmpty();
    assertThat(field("RNN", 14, "activations").otherwise())
        .contains(Attribute.ofStrings(List.of("Tanh", "Tanh")));
  }

  @Test
  void aVariadicParameterStandsForAllFurtherPlaces() {
    Schema loop = find("Loop", 16);
    assertThat(Schema.at(loop.inputs(), 7)).contains(loop.inputs().get(2));
    assertThat(loop.inputs().get(2).homogeneous()).isFalse();
    assertThat(Schema.at(find("Neg", 13).inputs(), 1)).isEmpty();
  }

  @Test
  void everySchemaOfEveryVersionCanBeRead() {
    for (int opset = 1; opset <= Schemas.newestOpset(); opset++) {
      for (Schema schema : Schemas.all("", opset)) {
        assertThat(schema.since()).isBetween(1, opset);
        assertThat(schema.outputs()).isNotEmpty();
      }
    }
    assertThat(Schemas.all("", 1)).as("ONNX's, and two of ONNX Runtime").hasSize(97);
    assertThat(Schemas.all("", Schemas.newestOpset())).hasSizeGreaterThan(180);
  }

  @Test
  void theTextOfSchemasSaysAllOfThem() {
    List<Schema> all = new ArrayList<>(Schemas.all("", Schemas.newestOpset()));
    all.addAll(Schemas.all("com.microsoft", 1));
    assertThat(SchemaText.read(SchemaText.of(all))).isEqualTo(all);
  }
}
