package dev.assay.backends.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Trial;
import dev.assay.core.tensor.Tensor;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 10, unit = TimeUnit.MINUTES)
class WorkerTest {
  /** No trial is to end here for being slow. */
  private static final Limits LIMITS = Limits.USUAL.withTrial(Duration.ofMinutes(5));

  private static final Tensor INPUT = Tensor.list(1, 2, 3);

  @TempDir Path folder;

  private Worker worker = worker("unruly", LIMITS);

  @AfterEach
  void close() {
    worker.close();
  }

  @Test
  void aTrialComesBackWithItsOutputs() throws Exception {
    assertThat(worker.version()).isEqualTo("7.1");
    assertThat(worker.missing()).isEmpty();
    assertThat(run("echo")).isEqualTo(Outcome.ok(List.of(INPUT), 1));
  }

  @ParameterizedTest
  @CsvSource({
    "halt, CRASH, exit 42",
    "abort, CRASH, SIGABRT",
    "throw, ERROR, java.lang.IllegalStateException: boo",
    "overflow, ERROR, java.lang.StackOverflowError",
  })
  void whatEndsBadlyIsAnOutcomeAndTheNextTrialRuns(String model, Status status, String detail)
      throws Exception {
    Outcome outcome = run(model);
    assertThat(outcome.status()).isEqualTo(status);
    assertThat(outcome.phase()).isEqualTo(Phase.RUN);
    assertThat(outcome.detail()).startsWith(detail);
    assertThat(run("echo").isOk()).isTrue();
  }

  @Test
  void aHangEndsAtTheLimit() throws Exception {
    worker.close();
    Duration limit = Duration.ofSeconds(1);
    worker = worker("unruly", LIMITS.withTrial(limit));
    Outcome outcome = run("hang");
    assertThat(outcome.status()).isEqualTo(Status.TIMEOUT);
    assertThat(outcome.nanos()).isGreaterThanOrEqualTo(limit.toNanos());
    assertThat(worker.missing()).isEmpty();
  }

  @Test
  void librariesAreToldToUseOneThread() throws Exception {
    assertThat(run("variable OMP_NUM_THREADS").detail()).isEqualTo("1");
  }

  @Test
  void theLastWordsAreThoseOfTheTrial() throws Exception {
    assertThat(run("halt").detail()).isEqualTo("exit 42\n  my last words");
    assertThat(run("abort").detail()).isEqualTo("SIGABRT");
  }

  @Test
  void whatIsPrintedDoesNoHarm() throws Exception {
    assertThat(run("print").isOk()).isTrue();
    assertThat(run("print").isOk()).isTrue();
  }

  @Test
  void aKillInFlightIsACrash() throws Exception {
    ProcessHandle process = process();
    Future<Outcome> outcome = hang();
    process.destroyForcibly();
    assertThat(outcome.get().status()).isEqualTo(Status.CRASH);
    assertThat(outcome.get().phase()).isEqualTo(Phase.RUN);
    assertThat(outcome.get().detail()).isEqualTo("SIGKILL");
    assertThat(run("echo").isOk()).isTrue();
  }

  @Test
  void aKillBetweenTrialsIsNotHeldAgainstTheNext() throws Exception {
    ProcessHandle process = process();
    process.destroyForcibly();
    process.onExit().get();
    assertThat(run("echo").isOk()).isTrue();
  }

  @Test
  void anInterruptFromTheTerminalIsLeftToTheParent() throws Exception {
    ProcessHandle process = process();
    Future<Outcome> inFlight = hang();
    Process kill = new ProcessBuilder("kill", "-INT", "" + process.pid()).start();
    assertThat(kill.waitFor()).isZero();
    assertThat(process.isAlive()).isTrue();
    process.destroyForcibly();
    assertThat(inFlight.get().detail()).isEqualTo("SIGKILL");
  }

  @Test
  void aProcessServesOnlySoManyTrials() throws Exception {
    worker.close();
    worker = worker("unruly", LIMITS.withTrials(2));
    String first = run("pid").detail();
    assertThat(run("pid").detail()).isEqualTo(first);
    assertThat(run("pid").detail()).isNotEqualTo(first);
  }

  @Test
  void closingEndsTheProcessTheTrialInHandAndThoseThatWait() throws Exception {
    ProcessHandle process = process();
    Future<Outcome> inHand = hang();
    Future<Outcome> waiting = worker.start(trial("echo"));
    worker.close();
    assertThat(inHand.get().detail()).isEqualTo("SIGKILL");
    assertThat(waiting.isCancelled()).isTrue();
    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void closingEndsAProcessThatDoesNotComeUp() throws Exception {
    worker.close();
    Path socket = folder.resolve("socket");
    List<String> silent = java(Unruly.class.getName(), socket.toString());
    Limits patient =
        new Limits(
            Duration.ofDays(1), LIMITS.trial(), LIMITS.trials(), LIMITS.heap(), LIMITS.addresses());
    worker = Worker.ofProgram(BackendSpec.parse("silent"), silent, patient);
    Future<Outcome> outcome = called(socket, () -> worker.start(trial("echo")));
    worker.close();
    assertThat(outcome.get().phase()).isEqualTo(Phase.START);
    assertThat(outcome.get().detail()).contains("does not come up: SIGKILL");
  }

  @Test
  void theVersionIsKnownWhenTheProcessIsGone() throws Exception {
    assertThat(worker.version()).isEqualTo("7.1");
    worker.close();
    assertThat(worker.version()).isEqualTo("7.1");
  }

  @Test
  void optionsReachTheBackend() {
    worker.close();
    worker = worker("unruly:mood=bad", LIMITS);
    assertThat(worker.missing()).contains("no, since bad");
  }

  @Test
  void whatDoesNotComeUpSaysWhy() throws Exception {
    worker.close();
    worker = worker("gone", LIMITS);
    Outcome outcome = run("echo");
    assertThat(outcome.status()).isEqualTo(Status.CRASH);
    assertThat(outcome.phase()).isEqualTo(Phase.START);
    assertThat(outcome.detail()).contains("but      : [unruly, unruly-library]");
    assertThat(worker.missing().orElseThrow()).contains("does not come up");
    assertThatThrownBy(worker::version).hasMessageContaining("does not come up");
  }

  @Test
  void aProgramIsNamedAsToAShell() throws Exception {
    worker.close();
    String line = String.join(" ", java(WorkerMain.class.getName())) + " 'and words'";
    worker = Worker.of(BackendSpec.parse("unruly"), Launch.ofShell(line), LIMITS);
    assertThat(run("echo").isOk()).isTrue();
    assertThat(worker.version()).isEqualTo("7.1");
  }

  @Test
  void aProgramThatIsNotThereSaysSo() throws Exception {
    worker.close();
    worker = Worker.ofProgram(BackendSpec.parse("none"), List.of("/no/such/program"), LIMITS);
    assertThat(run("echo").detail()).contains("/no/such/program");
  }

  static List<String> java(String... words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(words));
    return command;
  }

  private ProcessHandle process() throws Exception {
    long pid = Long.parseLong(run("pid").detail());
    return ProcessHandle.of(pid).orElseThrow();
  }

  private Outcome run(String model) throws Exception {
    return worker.start(trial(model)).get();
  }

  /** Starts a trial that hangs, and waits until it does. */
  private Future<Outcome> hang() throws Exception {
    Path socket = folder.resolve("socket");
    return called(socket, () -> worker.start(trial("call-and-hang " + socket)));
  }

  /** Starts something that calls at a socket, and waits for the call. */
  private static Future<Outcome> called(Path socket, Supplier<Future<Outcome>> start)
      throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      Future<Outcome> started = start.get();
      server.accept().close();
      return started;
    }
  }

  private static Trial trial(String model) {
    return new Trial(model.getBytes(UTF_8), Map.of("x", INPUT));
  }

  private static Worker worker(String spec, Limits limits) {
    return Worker.ofClassPath(
        BackendSpec.parse(spec), System.getProperty("java.class.path"), limits);
  }
}
