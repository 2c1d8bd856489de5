package dev.assay.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/** The test cases in a folder or a zip, at any depth, in the order of their paths. */
public final class Cases {
  private Cases() {}

  /**
   * A case, or why it cannot be read.
   *
   * @param problem empty where there is a case
   */
  public record Entry(String name, Optional<TestCase> test, String problem) {}

  /**
   * Hands over each case.
   *
   * @return how many there are
   * @throws IllegalArgumentException if the path is a file and no zip
   */
  public static int each(Path path, Consumer<Entry> action) {
    try {
      if (Files.isDirectory(path)) {
        return walk(path, action);
      }
      try (FileSystem zip = FileSystems.newFileSystem(path)) {
        return walk(zip.getPath("/"), action);
      }
    } catch (ZipException | ProviderNotFoundException e) {
      throw new IllegalArgumentException(
          "a file holds no test cases\n  required : a zip of cases, a folder of cases, or one .onnx\n  but      : "
              + path,
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  private static int walk(Path root, Consumer<Entry> action) throws IOException {
    List<Path> folders;
    try (Stream<Path> files = Files.walk(root)) {
      folders =
          files
              .filter(f -> f.endsWith(CaseFolder.MODEL))
              .map(Path::getParent)
              .filter(f -> !CaseFolder.isUnfinished(f))
              .sorted()
              .toList();
    }
    folders.forEach(f -> action.accept(entry(f, root.relativize(f).toString())));
    return folders.size();
  }

  private static Entry entry(Path folder, String name) {
    try {
      return new Entry(name, Optional.of(CaseFolder.read(folder)), "");
    } catch (IllegalArgumentException | UncheckedIOException e) {
      return new Entry(name, Optional.empty(), String.valueOf(e.getMessage()));
    }
  }
}
