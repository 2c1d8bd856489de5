package dev.assay.cli;

import dev.assay.core.graph.Graph;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import dev.assay.oracle.reduce.Interest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A user's program that says whether a case is interesting: it is called with the folder, and ends
 * with 0 where it is and 1 where it is not. One that takes far longer than the first time is
 * stopped, and then the case is not.
 */
final class ScriptTest implements Interest, AutoCloseable {
  private static final Duration LEAST = Duration.ofSeconds(5);
  private static final int TIMES_AS_LONG = 20;

  private final Path script;
  private final Path folder;
  private final AtomicLong number = new AtomicLong();
  private volatile Duration limit = Duration.ofHours(1);

  ScriptTest(Path script) {
    this.script = script.toAbsolutePath();
    if (!Files.isExecutable(this.script)) {
      throw new IllegalArgumentException(
          "the script cannot be run\n  required : a file that may be executed\n  but      : "
              + script
              + "\n  way out  : chmod +x "
              + script);
    }
    try {
      folder = Files.createTempDirectory("assay-reduce");
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for temporary files", e);
    }
  }

  @Override
  public boolean isIn(Graph graph, Map<String, Tensor> inputs) throws InterruptedException {
    long mine = number.getAndIncrement();
    Path place = folder.resolve("trial-" + mine);
    GraphReading reading = GraphReading.values(graph, inputs);
    WrittenCase.write(place, reading, OnnxFromGraph.of(graph), inputs, Optional.empty());
    long start = System.nanoTime();
    boolean interesting = run(place);
    if (mine == 0) {
      Duration times = Duration.ofNanos((System.nanoTime() - start) * TIMES_AS_LONG);
      limit = times.compareTo(LEAST) > 0 ? times : LEAST;
    }
    delete(place);
    return interesting;
  }

  private boolean run(Path place) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(script.toString(), place.toString())
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        return false;
      }
      return switch (process.exitValue()) {
        case 0 -> true;
        case 1 -> false;
        default -> throw odd(process.exitValue(), place);
      };
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + script, e);
    }
  }

  private IllegalArgumentException odd(int exit, Path place) {
    return new IllegalArgumentException(
        "the script says neither yes nor no\n  required : exit code 0 (still interesting) or 1 (not)\n"
            + "  but      : "
            + exit
            + "\n  way out  : try "
            + ShellWord.of(script.toString())
            + " on a case; the last was "
            + place);
  }

  private static void delete(Path place) {
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + place, e);
    }
  }

  @Override
  public void close() {
    delete(folder);
  }
}
