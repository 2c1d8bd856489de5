package dev.assay.backends.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Trial;
import dev.assay.core.tensor.Tensor;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a worker of any kind does, its trial has an outcome, the next trial runs in a fresh
 * process, and no process is left over.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "signals and address spaces are Linux's")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class HostileWorkersTest {
  /** Long enough for all that is no hang: all workers start at the same time. */
  private static final Limits LIMITS =
      Limits.USUAL.withTrial(Duration.ofSeconds(6)).withAddresses(6_000);

  private static final Tensor INPUT = Tensor.list(1, 2, 3);
  private static final String LIMIT_OF_TIME = "no answer within 6000 ms";
  private static final String PROTOCOL = "the worker does not keep to the protocol";

  /** A deed of a worker, what is to come of it, and how many fresh processes that takes. */
  private record Deed(Kind kind, String what, Status status, String detail, int restarts) {}

  private record Started(Worker worker, Future<Outcome> deed, Future<Outcome> next) {}

  private static final Map<Deed, Started> STARTED = new HashMap<>();

  @TempDir Path folder;

  static List<Deed> deeds() {
    return List.of(
        new Deed(Kind.JVM, "segfault", Status.CRASH, "SIGSEGV at ", 1),
        new Deed(Kind.JVM, "hang", Status.TIMEOUT, LIMIT_OF_TIME, 1),
        new Deed(Kind.JVM, "allocate", Status.ERROR, "java.lang.OutOfMemoryError", 0),
        new Deed(Kind.JVM, "garbage", Status.ERROR, PROTOCOL, 1),
        new Deed(Kind.LIBRARY, "segfault", Status.CRASH, "SIGSEGV at ", 1),
        new Deed(Kind.LIBRARY, "abort", Status.CRASH, "SIGABRT", 1),
        new Deed(Kind.LIBRARY, "hang", Status.TIMEOUT, LIMIT_OF_TIME, 1),
        new Deed(Kind.LIBRARY, "allocate", Status.CRASH, "SIGSEGV at ", 1),
        new Deed(Kind.LIBRARY, "garbage", Status.ERROR, PROTOCOL, 1),
        new Deed(Kind.EXAMPLE, "segfault", Status.CRASH, "SIGSEGV", 1),
        new Deed(Kind.EXAMPLE, "hang", Status.TIMEOUT, LIMIT_OF_TIME, 1),
        new Deed(Kind.EXAMPLE, "allocate", Status.ERROR, "MemoryError()", 0),
        new Deed(Kind.EXAMPLE, "garbage", Status.ERROR, PROTOCOL, 1),
        new Deed(Kind.TVM, "segfault", Status.CRASH, "SIGSEGV", 1),
        new Deed(Kind.TVM, "hang", Status.TIMEOUT, LIMIT_OF_TIME, 1),
        new Deed(Kind.TVM, "allocate", Status.ERROR, "MemoryError()", 0),
        new Deed(Kind.TVM, "garbage", Status.ERROR, PROTOCOL, 1));
  }

  @BeforeAll
  static void start() {
    for (Deed deed : deeds()) {
      if (deed.kind.isThere()) {
        Worker worker = deed.kind.worker(LIMITS);
        STARTED.put(
            deed, new Started(worker, worker.start(trial(deed.what)), worker.start(trial("echo"))));
      }
    }
  }

  @AfterAll
  static void nothingIsLeftOver() {
    List<ProcessHandle> all = ProcessHandle.current().descendants().toList();
    STARTED.values().forEach(s -> s.worker.close());
    STARTED.clear();
    assertThat(all).allSatisfy(p -> assertThat(p.onExit().get().isAlive()).isFalse());
  }

  @ParameterizedTest
  @MethodSource("deeds")
  void aDeedIsAnOutcomeAndTheNextTrialRuns(Deed deed) throws Exception {
    assumeTrue(deed.kind.isThere(), "needs Python");
    Started started = Objects.requireNonNull(STARTED.get(deed));
    Outcome outcome = started.deed.get();
    assertThat(outcome.status()).as(outcome.detail()).isEqualTo(deed.status);
    assertThat(outcome.phase()).isEqualTo(Phase.RUN);
    assertThat(outcome.detail()).startsWith(deed.detail);
    assertThat(started.next.get().outputs()).containsExactly(INPUT);
    assertThat(started.worker.restarts()).isEqualTo(deed.restarts);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aHangingWorkerEndsWithItsParent(Kind kind) throws Exception {
    assumeTrue(kind.isThere(), "needs Python");
    Path socket = folder.resolve("socket");
    Process parent;
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      parent =
          new ProcessBuilder(
                  WorkerTest.java(Unruly.Parent.class.getName(), kind.name(), socket.toString()))
              .start();
      server.accept().close();
    }
    List<ProcessHandle> orphans = parent.descendants().toList();
    assertThat(orphans).isNotEmpty();
    parent.destroyForcibly();
    for (ProcessHandle orphan : orphans) {
      assertThat(orphan.onExit().get().isAlive()).isFalse();
    }
  }

  private static Trial trial(String model) {
    return new Trial(model.getBytes(UTF_8), Map.of("x", INPUT));
  }
}
