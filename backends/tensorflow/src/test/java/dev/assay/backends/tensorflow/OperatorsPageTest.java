package dev.assay.backends.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.backends.emitter.Coverage;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.reading.GraphReading;
import dev.assay.generator.OneNodeModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that says how each operator reaches TensorFlow is what the emitter does. */
class OperatorsPageTest {
  private static final Path PAGE = Path.of("../../docs/backends/tensorflow-operators.md");
  private static final int DRAWS = 6;

  @Test
  void thePageIsCurrent() throws IOException {
    Coverage coverage = new Coverage("TensorFlow", TensorFlowGraph::new, OperatorsPageTest::models);
    String page = coverage.page("tensorflow", Catalogue.drawn());
    if (Boolean.getBoolean("assay.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).as("%s; -Dassay.write=true writes it", PAGE).isEqualTo(page);
  }

  private static Stream<GraphReading> models(Operator o) {
    return OneNodeModels.of(o, DRAWS).map(f -> GraphReading.values(f.graph(), f.inputs()));
  }
}
