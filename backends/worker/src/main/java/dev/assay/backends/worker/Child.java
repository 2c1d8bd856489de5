package dev.assay.backends.worker;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Trial;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One worker process, seen from its parent. It is asked one thing at a time; after a question that
 * it failed it is no longer {@link #isUsable usable}.
 */
final class Child {
  private static final ScheduledThreadPoolExecutor ALARMS = alarms();

  /** Where the standard error has grown beyond this, it is cut between two trials. */
  private static final long LONGEST_WORDS = 1 << 18;

  private static final int LAST_BYTES = 1 << 13;

  private final Process process;
  private final Frames frames;
  private final Path folder;
  private final Path words;
  private Message.@Nullable Ready ready;
  private String startFailure = "";
  private int trials;
  private boolean taken;
  private long wordsBefore;

  /** Which question is in hand; odd between two questions. Guarded by this. */
  private long question = 1;

  private boolean late;
  private boolean killed;

  private Child(Process process, Path folder, Path words) {
    this.process = process;
    this.frames = new Frames(process.getInputStream(), process.getOutputStream());
    this.folder = folder;
    this.words = words;
  }

  /**
   * Starts a process, which is to be greeted next.
   *
   * @param environment variables besides those of this process
   * @param folder where it may leave its last words and HotSpot its report
   */
  static Child start(List<String> command, Map<String, String> environment, Path folder)
      throws IOException {
    Path words = folder.resolve("stderr.txt");
    Files.deleteIfExists(words);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(Redirect.appendTo(words.toFile()));
    builder.environment().putAll(environment);
    return new Child(builder.start(), folder, words);
  }

  /** Names the backend, and waits for the first word. */
  void greet(String backend, Duration limit) {
    Outcome failure =
        ask(
            new Message.Hello(Message.PROTOCOL, backend),
            limit,
            Message.Ready.class,
            r -> ready = r);
    startFailure = failure == null ? "" : failure.detail();
  }

  /** What it said of itself; empty where it did not come up. */
  Optional<Message.Ready> ready() {
    return Optional.ofNullable(ready);
  }

  /** Why it did not come up. */
  String startFailure() {
    return startFailure;
  }

  synchronized boolean isUsable() {
    return ready != null && !killed && process.isAlive();
  }

  /** The number of trials so far. */
  int trials() {
    return trials;
  }

  /** Whether the last question was taken in: where it was not, it had no part in the death. */
  boolean tookTheLast() {
    return taken;
  }

  Outcome run(Trial trial, Map<String, String> options, Duration limit) {
    trials++;
    cutWords();
    Outcome[] outcome = new Outcome[1];
    Outcome failure =
        ask(
            new Message.Run(options, trial),
            limit,
            Message.Ended.class,
            e -> outcome[0] = e.outcome());
    return failure == null ? outcome[0] : failure;
  }

  Optional<String> missing(Map<String, String> options, Duration limit) {
    cutWords();
    Message.Missing[] answer = new Message.Missing[1];
    Outcome failure =
        ask(new Message.ProbeMissing(options), limit, Message.Missing.class, m -> answer[0] = m);
    return failure == null ? answer[0].reason() : Optional.of(failure.detail());
  }

  /** The passes that may change a model; empty where it died, hung or broke the protocol. */
  Optional<Map<String, String>> passes(Trial trial, Map<String, String> options, Duration limit) {
    cutWords();
    Message.Passes[] answer = new Message.Passes[1];
    Outcome failure =
        ask(
            new Message.ListPasses(options, trial),
            limit,
            Message.Passes.class,
            m -> answer[0] = m);
    return failure == null ? Optional.of(answer[0].levels()) : Optional.empty();
  }

  /**
   * The schemas of operators of the backend's own, as text.
   *
   * @throws IllegalStateException if it does not answer that question
   */
  String schemas(Duration limit) {
    cutWords();
    Message.Schemas[] answer = new Message.Schemas[1];
    Outcome failure =
        ask(new Message.ListSchemas(), limit, Message.Schemas.class, m -> answer[0] = m);
    if (failure != null) {
      throw new IllegalStateException(failure.detail());
    }
    return answer[0].text();
  }

  /** Asks one thing; null where the answer came, or else what came instead. */
  private <A extends Message> @Nullable Outcome ask(
      Message request, Duration limit, Class<A> answer, Consumer<A> then) {
    long start = System.nanoTime();
    Phase phase = Phase.START;
    Future<?> alarm = arm(limit);
    taken = false;
    try {
      frames.send(request);
      taken = true;
      while (true) {
        Message m = frames.receive();
        if (m == null) {
          return isLate() ? timeout(phase, limit, start) : death(phase, start);
        }
        if (m instanceof Message.Entered entered) {
          phase = entered.phase();
        } else if (answer.isInstance(m)) {
          then.accept(answer.cast(m));
          return null;
        } else {
          throw new IOException("a frame of the kind " + m.kind() + " out of turn");
        }
      }
    } catch (IOException e) {
      return isLate() ? timeout(phase, limit, start) : broken(phase, e, start);
    } finally {
      disarm(alarm);
    }
  }

  private synchronized Future<?> arm(Duration limit) {
    long mine = ++question;
    return ALARMS.schedule(() -> ring(mine), limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  private synchronized void ring(long about) {
    if (about == question) {
      late = true;
      kill();
    }
  }

  private synchronized void disarm(Future<?> alarm) {
    question++;
    alarm.cancel(false);
  }

  private synchronized boolean isLate() {
    return late;
  }

  private synchronized boolean isKilled() {
    return killed;
  }

  private static Outcome timeout(Phase phase, Duration limit, long start) {
    return Outcome.failed(
        Status.TIMEOUT,
        phase,
        "no answer within " + limit.toMillis() + " ms",
        System.nanoTime() - start);
  }

  private Outcome broken(Phase phase, IOException e, long start) {
    boolean dying = !taken || isKilled();
    if (dying || exited(Duration.ofMillis(500))) {
      return death(phase, start);
    }
    kill();
    return Outcome.failed(
        Status.ERROR,
        phase,
        "the worker does not keep to the protocol: " + e.getMessage(),
        System.nanoTime() - start);
  }

  private Outcome death(Phase phase, long start) {
    if (!exited(Duration.ofSeconds(10))) {
      kill();
      exited(Duration.ofSeconds(60));
    }
    String detail = Death.of(process.exitValue(), report(), words());
    return Outcome.failed(Status.CRASH, phase, detail, System.nanoTime() - start);
  }

  /** Waits for the end of the process, even where the thread is told to stop meanwhile. */
  private boolean exited(Duration within) {
    try {
      process.onExit().orTimeout(within.toMillis(), TimeUnit.MILLISECONDS).join();
      return true;
    } catch (CompletionException e) {
      return false;
    }
  }

  private String report() {
    Path report = folder.resolve("hs_err_" + process.pid() + ".log");
    try {
      if (!Files.exists(report)) {
        return "";
      }
      try (InputStream in = Files.newInputStream(report)) {
        return new String(in.readNBytes(1 << 16), StandardCharsets.UTF_8);
      } finally {
        Files.delete(report);
      }
    } catch (IOException e) {
      return "";
    }
  }

  /** What was printed since the question in hand was asked, or the end of it. */
  private String words() {
    try (RandomAccessFile file = new RandomAccessFile(words.toFile(), "r")) {
      file.seek(Math.max(wordsBefore, file.length() - LAST_BYTES));
      byte[] last = new byte[(int) (file.length() - file.getFilePointer())];
      file.readFully(last);
      return new String(last, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private void cutWords() {
    wordsBefore = words.toFile().length();
    if (wordsBefore > LONGEST_WORDS) {
      try (RandomAccessFile file = new RandomAccessFile(words.toFile(), "rw")) {
        file.setLength(0);
        wordsBefore = 0;
      } catch (IOException e) {
        wordsBefore = words.toFile().length();
      }
    }
  }

  /** Ends the process, and those that it started, at once. */
  synchronized void kill() {
    killed = true;
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static ScheduledThreadPoolExecutor alarms() {
    ScheduledThreadPoolExecutor alarms =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "worker alarms");
              thread.setDaemon(true);
              return thread;
            });
    alarms.setRemoveOnCancelPolicy(true);
    return alarms;
  }
}
