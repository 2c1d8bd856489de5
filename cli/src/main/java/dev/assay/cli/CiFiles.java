package dev.assay.cli;

import dev.assay.cli.report.CaseResult;
import dev.assay.cli.report.JUnitXml;
import dev.assay.cli.report.SarifLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a command tells continuous integration what came of it. */
final class CiFiles {
  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write the results as JUnit's XML, for build servers.")
  private @Nullable Path junit;

  @Option(
      names = "--sarif",
      paramLabel = "FILE",
      description = "Write the findings as SARIF 2.1.0, for code hosts.")
  private @Nullable Path sarif;

  boolean areWanted() {
    return junit != null || sarif != null;
  }

  void write(List<CaseResult> results) {
    if (junit != null) {
      write(junit, JUnitXml.of(results));
    }
    if (sarif != null) {
      write(sarif, SarifLog.of(results, Main.version()));
    }
  }

  /** Writes a file, with the folders above it. */
  static void write(Path file, String text) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
