package dev.assay.generator.seeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The seeds that Assay brings are those that the program makes. {@code -Dassay.write=DIR} writes
 * them there.
 */
class ShippedSeedsTest {

  @Test
  void eachIsWhatTheProgramMakes() throws IOException {
    Map<String, byte[]> made = MadeSeeds.all();
    assertThat(ShippedSeeds.NAMES).containsExactlyElementsOf(made.keySet());
    String folder = System.getProperty("assay.write");
    for (Map.Entry<String, byte[]> e : made.entrySet()) {
      if (folder != null) {
        Files.write(Path.of(folder, e.getKey() + ".onnx"), e.getValue());
      } else {
        assertThat(ShippedSeeds.model(e.getKey())).as(e.getKey()).isEqualTo(e.getValue());
      }
    }
  }

  @Test
  void eachIsSmallAndAllButBodiesIsUnderstood() {
    for (String name : ShippedSeeds.NAMES) {
      assertThat(ShippedSeeds.model(name).length).as(name).isLessThan(12_000);
    }
    for (Seed seed : ShippedSeeds.all().list()) {
      int beyond = seed.graph().nodes().size() - seed.nodes().size();
      assertThat(beyond).as(seed.graph().name()).isLessThanOrEqualTo(2);
    }
    assertThat(ShippedSeeds.all().list()).hasSize(ShippedSeeds.NAMES.size());
  }
}
