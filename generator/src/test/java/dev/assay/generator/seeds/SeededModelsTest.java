package dev.assay.generator.seeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.core.Choices;
import dev.assay.generator.Model;
import dev.assay.generator.ModelOptions;
import dev.assay.generator.ShapeReading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SeededModelsTest {
  private static final Path NODE_TESTS = Path.of("../../shared/data/onnx-node-tests.zip");

  @Test
  void nodeTests() {
    Path p = Path.of("/work/shared/data/onnx-node-tests.zip");
    long t0 = System.nanoTime();
    SeedFiles files = new SeedFiles(p);
    System.out.println(files.seeds().list().size() + " seeds " + files.problems().size() + " " + files.seeds().digest() + " ms " + (System.nanoTime() - t0) / 1000000);
    files.problems().stream().limit(10).forEach(System.out::println);
    SeededModels models = new SeededModels(ModelOptions.STANDARD, files.seeds(), 1);
    int n = 2000;
    int made = 0;
    long nodes = 0;
    TreeMap<String, Integer> why = new TreeMap<>();
    t0 = System.nanoTime();
    for (int k = 0; k < n; k++) {
      Optional<Model> m = models.seeded(Choices.of(k));
      if (m.isPresent()) {
        made++;
        nodes += m.get().graph().nodes().size();
        ShapeReading.of(m.get().graph());
        if (k < 3) System.out.println(m.get().graph());
      }
    }
    System.out.println(made + " of " + n + " nodes " + nodes + " ms " + (System.nanoTime() - t0) / 1000000);
    System.out.println(SeededModels.WHY);
  }
}
