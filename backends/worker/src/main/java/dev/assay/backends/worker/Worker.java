package dev.assay.backends.worker;

import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.onnx.Schema;
import dev.assay.core.onnx.SchemaText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A runner that gives its trials to a process, one after the other, and starts another process
 * where one has died, hung, or served long enough.
 *
 * <p>The first trial, {@link #version} or {@link #missing} starts the process.
 */
public final class Worker implements Runner {
  /** The option that leaves out passes of the optimiser, named with ';' between. */
  public static final String DISABLE = "disable";

  private static final Duration DYING = Duration.ofSeconds(30);

  private final BackendSpec spec;
  private final Launch launch;
  private final Limits limits;
  private final boolean unoptimised;
  private final Path folder;
  private final ExecutorService queue;
  private final AtomicLong processes = new AtomicLong();
  private volatile @Nullable Child child;
  private volatile Message.@Nullable Ready said;
  private volatile boolean closed;

  private Worker(BackendSpec spec, Launch launch, Limits limits, boolean unoptimised, Path folder) {
    this.spec = spec;
    this.launch = launch;
    this.limits = limits;
    this.unoptimised = unoptimised;
    this.folder = folder;
    this.queue =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "worker " + spec);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** A worker whose process is started so. */
  public static Worker of(BackendSpec spec, Launch launch, Limits limits) {
    return of(spec, launch, limits, false);
  }

  /**
   * A worker whose process is started so.
   *
   * @param unoptimised whether that makes it run models as they are
   */
  public static Worker of(BackendSpec spec, Launch launch, Limits limits, boolean unoptimised) {
    return new Worker(spec, launch, limits, unoptimised, newFolder());
  }

  /** A worker that is a program of any kind which speaks {@code docs/worker-protocol.md}. */
  public static Worker ofProgram(BackendSpec spec, List<String> command, Limits limits) {
    return of(spec, Launch.ofProgram(command), limits);
  }

  /** A worker that is a JVM with {@link WorkerMain} and a backend on its class path. */
  public static Worker ofClassPath(BackendSpec spec, String classPath, Limits limits) {
    return of(spec, Launch.ofClassPath(classPath, List.of()), limits);
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

  @Override
  public boolean isUnoptimised() {
    return unoptimised;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the process does not come up
   */
  @Override
  public String version() {
    Message.Ready before = said;
    return before != null ? before.version() : now(this::ready).version();
  }

  /**
   * Each option with what it may be, one line each.
   *
   * @throws IllegalStateException if the process does not come up
   */
  @Override
  public Map<String, String> options() {
    Message.Ready before = said;
    return before != null ? before.options() : now(this::ready).options();
  }

  private Message.Ready ready() throws IOException {
    Child up = usable();
    return up.ready().orElseThrow(() -> new IllegalStateException(notUp(up)));
  }

  /** Why the backend cannot run as asked, and how to make it; empty when it can. */
  public Optional<String> missing() {
    return missing(spec.options());
  }

  /** Why it cannot run with other options than it was opened for. */
  public Optional<String> missing(Map<String, String> options) {
    return now(
        () -> {
          Child up = usable();
          return up.ready().isEmpty()
              ? Optional.of(notUp(up))
              : up.missing(options, limits.start());
        });
  }

  /**
   * The passes of the optimiser that may change the model of a trial, each with the lowest level
   * that runs it; empty where the backend names none, or died when it was asked.
   */
  public Map<String, String> passes(Trial trial, Map<String, String> options) {
    if (!options().containsKey(DISABLE)) {
      return Map.of();
    }
    return now(() -> usable().passes(trial, options, limits.trial())).orElse(Map.of());
  }

  /**
   * The schemas of operators of the backend's own, which are not ONNX's; there may be none.
   *
   * @throws IllegalStateException if the backend does not answer that question
   */
  public List<Schema> schemas() {
    return SchemaText.read(now(() -> usable().schemas(limits.start())));
  }

  @Override
  public long restarts() {
    return Math.max(0, processes.get() - 1);
  }

  @Override
  public Future<Outcome> start(Trial trial) {
    return start(trial, spec.options());
  }

  /** Starts a trial in the same process with other options than it was opened for. */
  @Override
  public Future<Outcome> start(Trial trial, Map<String, String> options) {
    return queue.submit(() -> run(trial, options));
  }

  private Outcome run(Trial trial, Map<String, String> options) {
    long start = System.nanoTime();
    try {
      Child up = usable();
      if (up.ready().isPresent()) {
        Outcome outcome = up.run(trial, options, limits.trial());
        if (up.tookTheLast() || closed) {
          return outcome;
        }
        up = usable(); // the process had died between two trials
      }
      return up.ready().isPresent()
          ? up.run(trial, options, limits.trial())
          : Outcome.failed(Status.CRASH, Phase.START, notUp(up), System.nanoTime() - start);
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
    Child fresh = Child.start(launch.command(folder, limits), launch.environment(folder), folder);
    child = fresh;
    processes.incrementAndGet();
    if (closed) {
      fresh.kill();
    }
    fresh.greet(spec.name(), limits.start());
    fresh.ready().ifPresent(r -> said = r);
    return fresh;
  }

  private String notUp(Child failed) {
    return "the worker of " + spec + " does not come up: " + failed.startFailure();
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
    if (closed) {
      return;
    }
    closed = true;
    for (Runnable waiting : queue.shutdownNow()) {
      ((Future<?>) waiting).cancel(false);
    }
    Child last = child;
    if (last != null) {
      last.kill();
    }
    awaitTheTrialInHand();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      folder.toFile().deleteOnExit();
    }
  }

  /** What it still writes would be left behind. */
  private void awaitTheTrialInHand() {
    try {
      boolean unused = queue.awaitTermination(DYING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
