package dev.assay.cli;

import dev.assay.core.backend.Trial;
import dev.assay.corpus.CaseFolder;
import dev.assay.corpus.DataSet;
import dev.assay.corpus.TestCase;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.KnownCalls;
import dev.assay.generator.records.Recorded;
import dev.assay.generator.records.RecordsFromText;
import dev.assay.generator.records.RecordsText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records of a backend's operators, a file for each of its versions. Those of all versions are
 * known to an inference, which asks them anew; what it adds is of the version that was asked.
 */
final class RecordsFolder {
  private static final String ENDING = ".records";

  /** The folder of the calls that ended the backend. */
  private static final String FATAL = "fatal";

  private final KnownCalls known = new KnownCalls();
  private final @Nullable Path file;

  private RecordsFolder(@Nullable Path file) {
    this.file = file;
  }

  /** Records that last as long as this process. */
  static RecordsFolder none() {
    return new RecordsFolder(null);
  }

  /**
   * The folder, made where there is none.
   *
   * @throws IllegalArgumentException if a file in it cannot be read
   */
  static RecordsFolder open(Path folder, String backend, String version) throws IOException {
    Files.createDirectories(folder);
    RecordsFolder records = new RecordsFolder(folder.resolve(backend + "-" + version + ENDING));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path p : files.sorted().toList()) {
        String name = p.getFileName().toString();
        if (name.startsWith(backend + "-") && name.endsWith(ENDING)) {
          RecordsFromText.of(Files.readAllLines(p)).forEach(records.known::add);
        }
      }
    }
    return records;
  }

  KnownCalls known() {
    return known;
  }

  /** Keeps a test that ended the backend as a case, which {@code assay replay} runs. */
  void keep(String name, Trial trial) {
    if (file != null) {
      CaseFolder.write(
          file.resolveSibling(FATAL).resolve(name),
          new TestCase(
              name,
              trial.model(),
              List.of(DataSet.of(new TreeMap<>(trial.inputs()), Map.of())),
              Optional.empty()));
    }
  }

  /** Keeps records of an operator, those that were not known yet. */
  void add(Declaration operator, List<Recorded> records) throws IOException {
    List<Recorded> fresh = known.add(operator.toString(), records);
    if (file == null || fresh.isEmpty()) {
      return;
    }
    if (!Files.exists(file)) {
      Files.write(file, List.of(RecordsText.HEAD));
    }
    Files.write(file, RecordsText.of(operator, fresh), StandardOpenOption.APPEND);
  }
}
