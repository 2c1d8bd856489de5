package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.tensor.DType;
import dev.assay.core.text.TypeSummary;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class OpsCommandTest {
  @Test
  void everyOperatorOfTheCatalogueIsListedOnce() throws JsonProcessingException {
    Said said = Said.by("ops", "--json");
    long names =
        Stream.concat(
                Catalogue.all().stream().map(o -> o.domain() + ":" + o.name()),
                Catalogue.structures().stream().map(s -> s.domain() + ":" + s.name()))
            .distinct()
            .count();
    assertThat(said.code()).isEqualTo(Main.CLEAN);
    assertThat(said.events()).hasSize((int) names + 1);
    assertThat(said.last().path("operators").asLong()).isEqualTo(names);
  }

  @Test
  void aFormulaAFunctionAndAStructureAreToldApart() throws JsonProcessingException {
    for (JsonNode e : Said.by("ops", "--json").events()) {
      if (e.path("operator").asText().equals("Softmax")) {
        assertThat(e.path("meaning").asText()).isEqualTo("derived");
        assertThat(e.path("readings")).hasSize(3);
        assertThat(e.path("witnesses").path("13")).hasSize(2);
        assertThat(e.path("types").toString()).contains("float32").doesNotContain("int64");
      }
      if (e.path("operator").asText().equals("Loop")) {
        assertThat(e.path("meaning").asText()).isEqualTo("structure");
      }
      if (e.path("operator").asText().equals("Unique")) {
        assertThat(e.path("meaning").asText()).isEqualTo("opaque");
      }
    }
  }

  @Test
  void wholeFamiliesOfTypesGoByTheirName() {
    assertThat(TypeSummary.of(DType.ANY)).isEqualTo("all");
    assertThat(TypeSummary.of(DType.FLOATS)).isEqualTo("float*");
    assertThat(TypeSummary.of(EnumSet.of(DType.FLOAT32, DType.BOOL))).isEqualTo("float32 bool");
  }
}
