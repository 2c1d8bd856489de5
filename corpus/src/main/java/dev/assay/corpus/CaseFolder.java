package dev.assay.corpus;

import dev.assay.core.onnx.OnnxFromDatum;
import dev.assay.core.onnx.TensorFromOnnx;
import dev.assay.core.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A test case on disk, in the layout of ONNX's backend tests.
 *
 * <pre>{@code
 * model.onnx
 * test_data_set_0/input_0.pb
 * test_data_set_0/output_0.pb
 * got/onnxruntime-opt-all/output_0.pb
 * assay.json
 * }</pre>
 *
 * <p>What backends gave is there of cases that a campaign found, so that a report needs none of
 * them.
 */
public final class CaseFolder {
  static final String MODEL = "model.onnx";

  /** How the name of a folder begins that is not yet whole. */
  private static final String UNFINISHED = ".unfinished-";

  private static final String GOT = "got";

  private CaseFolder() {}

  /**
   * Writes a case beside its place and moves it there when it is whole. A case that is there
   * already is replaced.
   */
  public static void write(Path folder, TestCase test) {
    write(folder, test, Map.of());
  }

  /**
   * The same with what backends gave.
   *
   * @param got the outputs by the backend's name with its options
   */
  public static void write(Path folder, TestCase test, Map<String, List<Tensor>> got) {
    Path name = folder.getFileName();
    Path draft = folder.resolveSibling(UNFINISHED + name);
    try {
      delete(draft);
      Files.createDirectories(draft);
      if (test.model().length > 0) {
        Files.write(draft.resolve(MODEL), test.model());
      }
      for (int k = 0; k < test.data().size(); k++) {
        Path set = Files.createDirectory(draft.resolve("test_data_set_" + k));
        write(set, "input_", test.data().get(k).inputFiles());
        write(set, "output_", test.data().get(k).outputFiles());
      }
      for (Map.Entry<String, List<Tensor>> outputs : got.entrySet()) {
        Path set = draft.resolve(GOT).resolve(word(outputs.getKey()));
        Files.createDirectories(set);
        write(
            set, "output_", outputs.getValue().stream().map(t -> OnnxFromDatum.of("", t)).toList());
      }
      if (test.note().isPresent()) {
        Files.writeString(draft.resolve(CaseNote.FILE), test.note().get().toJson());
      }
      delete(folder);
      Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the test case " + folder, e);
    }
  }

  private static void write(Path set, String prefix, List<byte[]> files) throws IOException {
    for (int k = 0; k < files.size(); k++) {
      Files.write(set.resolve(prefix + k + ".pb"), files.get(k));
    }
  }

  /**
   * What a backend gave on the first data set when the case was kept; empty where it gave nothing,
   * or the case was not kept by a campaign.
   */
  public static List<Tensor> got(Path folder, String backend) {
    Path set = folder.resolve(GOT).resolve(word(backend));
    try {
      return read(set, "output_").stream().map(TensorFromOnnx::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read what a backend gave, in " + set, e);
    }
  }

  /** A name with its options as part of the name of a folder. */
  public static String word(String backend) {
    return backend.replaceAll("[^A-Za-z0-9.]+", "-");
  }

  /** Whether a folder holds a test case. */
  public static boolean is(Path folder) {
    return Files.isRegularFile(folder.resolve(MODEL));
  }

  /**
   * Reads a case with all its data sets.
   *
   * @throws IllegalArgumentException if {@code assay.json} is broken
   */
  public static TestCase read(Path folder) {
    try {
      List<DataSet> data = new ArrayList<>();
      Path set = folder.resolve("test_data_set_0");
      while (Files.isDirectory(set)) {
        data.add(new DataSet(read(set, "input_"), read(set, "output_")));
        set = folder.resolve("test_data_set_" + data.size());
      }
      Path note = folder.resolve(CaseNote.FILE);
      return new TestCase(
          String.valueOf(folder.getFileName()),
          Files.readAllBytes(folder.resolve(MODEL)),
          data,
          Files.exists(note)
              ? Optional.of(CaseNote.parse(Files.readString(note, StandardCharsets.UTF_8)))
              : Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the test case " + folder, e);
    }
  }

  private static List<byte[]> read(Path set, String prefix) throws IOException {
    List<byte[]> files = new ArrayList<>();
    Path file = set.resolve(prefix + 0 + ".pb");
    while (Files.exists(file)) {
      files.add(Files.readAllBytes(file));
      file = set.resolve(prefix + files.size() + ".pb");
    }
    return files;
  }

  static boolean isUnfinished(Path folder) {
    return String.valueOf(folder.getFileName()).startsWith(UNFINISHED);
  }

  /** Removes what a killed process left half written in a folder of cases. */
  static void tidy(Path cases) throws IOException {
    List<Path> unfinished;
    try (var list = Files.list(cases)) {
      unfinished = list.filter(CaseFolder::isUnfinished).toList();
    }
    for (Path p : unfinished) {
      delete(p);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e)
              throws IOException {
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
