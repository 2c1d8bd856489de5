package dev.assay.backends.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuTest {
  @TempDir Path folder;

  @Test
  void whatIsMissingIsSaidExactly() {
    Path driver = folder.resolve("version");
    Gpu gpu = new Gpu(driver, folder);
    assertThat(gpu.missing().orElseThrow())
        .contains("but      : no driver, since " + driver + " is not there");
    Registry.write(driver, "NVRM version: 1");
    Registry.write(folder.resolve("nvidiactl"), "");
    assertThat(gpu.missing().orElseThrow())
        .contains("but      : a driver, and no device " + folder.resolve("nvidia0"));
    Registry.write(folder.resolve("nvidia3"), "");
    assertThat(gpu.missing()).isEmpty();
  }
}
