package dev.assay.backends.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class ArchiveTest {
  private static final Script SCRIPT =
      new Script(
          List.of("x0"),
          List.of("v0 = torch.add(x0, CONSTANTS.c0)"),
          List.of("v0"),
          List.of(Tensor.of(DType.FLOAT32, new int[] {2}, 1.0, 2)));

  @Test
  void theTextIsAClassWithOneMethod() throws IOException {
    assertThat(new String(files().get("model/code/__torch__.py"), StandardCharsets.UTF_8))
        .endsWith(
            "  def forward(self: __torch__.Model, x0: Tensor) -> List[Tensor]:\n"
                + "    v0 = torch.add(x0, CONSTANTS.c0)\n"
                + "    return [v0]\n");
  }

  @Test
  void theElementsOfConstantsAreInFilesOfTheirOwn() throws IOException {
    Map<String, byte[]> files = files();
    assertThat(files.get("model/constants/0")).containsExactly(0, 0, 0x80, 0x3f, 0, 0, 0, 0x40);
    assertThat(new String(files.get("model/constants.pkl"), StandardCharsets.ISO_8859_1))
        .contains("torch\nFloatStorage\n")
        .endsWith(".");
  }

  private static Map<String, byte[]> files() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(Archive.of(SCRIPT)))) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        assertThat(e.getMethod()).isEqualTo(ZipEntry.STORED);
        files.put(e.getName(), zip.readAllBytes());
      }
    }
    return files;
  }
}
