package dev.assay.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CasesTest {
  @TempDir Path folder;

  private static List<String> names(Path path) {
    List<String> names = new ArrayList<>();
    int count = Cases.each(path, entry -> names.add(entry.name()));
    assertThat(names).hasSize(count);
    return names;
  }

  @Test
  void casesAreFoundAtAnyDepthInOrder() {
    CaseFolder.write(folder.resolve("b"), CaseFolderTest.test("b"));
    CaseFolder.write(folder.resolve("a/deep/c"), CaseFolderTest.test("c"));
    assertThat(names(folder)).containsExactly("a/deep/c", "b");
  }

  @Test
  void aZipIsReadLikeAFolder() throws IOException {
    Path zip = folder.resolve("cases.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("one/model.onnx"));
      out.write(5);
      out.putNextEntry(new ZipEntry("one/test_data_set_0/input_0.pb"));
      out.write(6);
    }
    List<Cases.Entry> entries = new ArrayList<>();
    Cases.each(zip, entries::add);
    assertThat(entries).hasSize(1);
    TestCase test = entries.get(0).test().orElseThrow();
    assertThat(test.model()).containsExactly(5);
    assertThat(test.data().get(0).inputFiles().get(0)).containsExactly(6);
    assertThat(test.data().get(0).outputFiles()).isEmpty();
  }

  @Test
  void anUnfinishedCaseIsNone() throws IOException {
    Files.createDirectories(folder.resolve(".unfinished-b"));
    Files.write(folder.resolve(".unfinished-b/model.onnx"), new byte[] {1});
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void aBrokenNoteIsToldWithItsCase() throws IOException {
    CaseFolder.write(folder.resolve("a"), CaseFolderTest.test("a"));
    Files.writeString(folder.resolve("a/assay.json"), "{");
    List<Cases.Entry> entries = new ArrayList<>();
    Cases.each(folder, entries::add);
    assertThat(entries.get(0).test()).isEmpty();
    assertThat(entries.get(0).problem()).contains("assay.json");
  }

  @Test
  void aFileThatIsNoZipIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("text.zip"), "no zip at all");
    assertThatThrownBy(() -> names(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("holds no test cases");
  }
}
