package dev.assay.backends.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.operator.Catalogue;
import org.junit.jupiter.api.Test;

class TorchOperatorsTest {

  @Test
  void theCatalogueHasEachOfThem() {
    assertThat(TorchOperators.ALL.keySet())
        .allMatch(name -> Catalogue.find("", name, 26).isPresent());
  }
}
