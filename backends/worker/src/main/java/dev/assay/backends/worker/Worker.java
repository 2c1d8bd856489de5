package dev.assay.backends.worker;

import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A runner that gives its trials to a process, one after the other, and starts another process
 * where one has died, hung, or served long enough.
 *
 * <p>The first trial, {@link #version} or {@link #missing} starts the process.
 */
public final class Worker implements Runner {
  private final BackendSpec spec;
  private final List<String> command;
  private final Limits limits;
  private final Path folder;
  private final ExecutorService queue;
  private volatile @Nullable Child child;
  private volatile boolean closed;

  private Worker(BackendSpec spec, List<String> command, Limits limits, Path folder) {
    this.spec = spec;
    this.command = command;
    this.limits = limits;
    this.folder = folder;
    this.queue =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "worker " + spec);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** A worker that is a program of any kind which speaks {@code docs/worker-protocol.md}. */
  public static Worker ofProgram(BackendSpec spec, List<String> command, Limits limits) {
    return new Worker(spec, List.copyOf(command), limits, newFolder());
  }

  /** A worker that is a JVM with {@link WorkerMain} and a backend on its class path. */
  public static Worker ofClassPath(BackendSpec spec, String classPath, Limits limits) {
    Path folder = newFolder();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + limits.megabytes() + "m");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Xshare:auto");
    command.add("-XX:-CreateCoredumpOnCrash");
    command.add("-XX:+DisplayVMOutputToStderr");
    command.add("-XX:ErrorFile=" + folder.resolve("hs_err_%p.log"));
    command.add("-cp");
    command.add(classPath);
    command.add(WorkerMain.class.getName());
    return new Worker(spec, command, limits, folder);
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("assay-worker");
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for temporary files", e);
    }
  }

  @Override
  public BackendSpec spec() {
    return spec;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the process does not come up
   */
  @Override
  public String version() {
    return now(
        () ->
            usable()
                .ready()
                .map(Message.Ready::version)
                .orElseThrow(() -> new IllegalStateException(notUp(child))));
  }

  /** Each option with what it may be, one line each; none where the process does not come up. */
  public Map<String, String> options() {
    return now(() -> usable().ready().map(Message.Ready::options).orElse(Map.of()));
  }

  /** Why the backend cannot run as asked, and how to make it; empty when it can. */
  public Optional<String> missing() {
    return now(
        () -> {
          Child up = usable();
          return up.ready().isEmpty()
              ? Optional.of(notUp(up))
              : up.missing(spec.options(), limits.start());
        });
  }

  @Override
  public Future<Outcome> start(Trial trial) {
    return queue.submit(() -> run(trial));
  }

  private Outcome run(Trial trial) {
    long start = System.nanoTime();
    try {
      Child up = usable();
      return up.ready().isEmpty()
          ? Outcome.failed(Status.CRASH, Phase.START, notUp(up), System.nanoTime() - start)
          : up.run(trial, spec.options(), limits.trial());
    } catch (IOException e) {
      return Outcome.failed(Status.CRASH, Phase.START, e.toString(), System.nanoTime() - start);
    }
  }

  /** The process, or a fresh one where it can serve no longer. */
  private Child usable() throws IOException {
    Child old = child;
    if (old != null && old.isUsable() && old.trials() < limits.trials()) {
      return old;
    }
    if (old != null) {
      old.kill();
    }
    Child fresh = Child.start(command, spec.name(), folder, limits.start());
    child = fresh;
    if (closed) {
      fresh.kill();
    }
    return fresh;
  }

  private String notUp(@Nullable Child failed) {
    return "the worker of "
        + spec
        + " does not come up: "
        + (failed == null ? "closed" : failed.startFailure());
  }

  private <T> T now(Callable<T> question) {
    try {
      return queue.submit(question).get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException(String.valueOf(cause.getMessage()), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the worker of " + spec, e);
    }
  }

  /** Kills the process, whatever it is at, and cancels the trials that wait. */
  @Override
  public void close() {
    closed = true;
    for (Runnable waiting : queue.shutdownNow()) {
      ((Future<?>) waiting).cancel(false);
    }
    Child last = child;
    if (last != null) {
      last.kill();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      folder.toFile().deleteOnExit();
    }
  }
}
