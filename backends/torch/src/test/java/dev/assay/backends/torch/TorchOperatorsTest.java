package dev.assay.backends.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.operator.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TorchOperatorsTest {

  @Test
  void theCatalogueHasEachOfThem() {
    assertThat(TorchOperators.ALL.keySet())
        .allMatch(name -> Catalogue.find("", name, 26).isPresent());
  }

  @Test
  void thePageNamesThem() throws IOException {
    assertThat(Files.readString(Path.of("../../docs/backends/torch.md")))
        .contains("\n" + String.join(", ", TorchOperators.ALL.keySet()) + "\n");
  }
}
