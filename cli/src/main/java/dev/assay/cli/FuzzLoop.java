package dev.assay.cli;

import dev.assay.core.backend.Runner;
import dev.assay.corpus.Campaign;
import dev.assay.corpus.TestResult;
import dev.assay.corpus.TestResult.BackendVerdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The loop of a campaign.
 *
 * <pre>{@code
 * for (long k = campaign.next(); !stop.before(k); k++) {
 *   MadeTest made = source.make(k);                         // a valid model and its inputs
 *   outcomes = runners(k).map(r -> r.start(made.trial()));  // each backend in its own process
 *   reading = GraphReading.of(graph, made.inputs());        // meanwhile: values and enclosures
 *   verdicts = outcomes.map(o -> Judge.judge(graph, reading, o));
 *   findings += rewritten(graph).map(r -> Twin.judge(...));   // with --rewrites
 *   findings.filter(isKnown().negate());                    // what is known is counted only
 *   findings.filter(runAgain()).forEach(CaseFolder::write); // one of each signature
 *   campaign.add(result);                                   // committed, in the order of k
 * }
 * }</pre>
 *
 * <p>The body for one k is {@link TestRun}. Each {@link Lane} has a thread that runs it for the
 * next number; what test k is depends on k alone.
 */
final class FuzzLoop {
  private static final int TOP_OPERATORS = 4;

  private final Campaign campaign;
  private final List<Lane> lanes;
  private final BlockingQueue<Lane> free;
  private final double rewrites;
  private final Stop stop;
  private final Report report;
  private final Duration interval;
  private volatile Report.Progress progress;

  /**
   * @param lanes one for each thread; all for the same backends
   * @param rewrites how many rewritten forms of a test are run, on average
   * @param interval between two words of progress
   */
  FuzzLoop(
      Campaign campaign,
      List<Lane> lanes,
      double rewrites,
      Stop stop,
      Report report,
      Duration interval) {
    this.campaign = campaign;
    this.lanes = List.copyOf(lanes);
    this.free = new LinkedBlockingQueue<>(lanes);
    this.rewrites = rewrites;
    this.stop = stop;
    this.report = report;
    this.interval = interval;
    this.progress = progressAfter(0);
  }

  /** Runs tests until it is time to stop; gives the exit code of the command. */
  int run() throws InterruptedException {
    Map<String, String> versions = new LinkedHashMap<>();
    lanes.get(0).aims().runners().forEach(r -> versions.put(r.spec().toString(), r.version()));
    report.start(campaign, versions);
    ExecutorService pool = Executors.newFixedThreadPool(lanes.size());
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    try {
      var unused =
          clock.scheduleAtFixedRate(
              () -> report.progress(progress.at(stop.elapsed())),
              interval.toMillis(),
              interval.toMillis(),
              TimeUnit.MILLISECONDS);
      long done = tests(pool);
      clock.shutdown();
      clock.awaitTermination(1, TimeUnit.MINUTES);
      int code = exitCode();
      report.summary(
          new Report.Summary(
              campaign.recipe(),
              campaign.folder(),
              campaign.totals(),
              done,
              restarts(),
              stop.elapsed(),
              code));
      return code;
    } finally {
      clock.shutdownNow();
      pool.shutdownNow();
      // A test that is still running must not write into a campaign that is closed.
      pool.awaitTermination(1, TimeUnit.MINUTES);
    }
  }

  private Map<String, Long> restarts() {
    Map<String, Long> restarts = new TreeMap<>();
    lanes.stream()
        .flatMap(lane -> lane.aims().runners().stream())
        .distinct()
        .forEach(r -> restarts.merge(r.spec().toString(), r.restarts(), Long::sum));
    return restarts;
  }

  private long tests(ExecutorService pool) throws InterruptedException {
    Deque<Future<TestRun>> inFlight = new ArrayDeque<>();
    long begun = campaign.next();
    long done = 0;
    while (true) {
      while (inFlight.size() < 2 * lanes.size() && !stop.before(begun)) {
        long k = begun++;
        inFlight.add(pool.submit(() -> run(k)));
      }
      if (inFlight.isEmpty()) {
        return done;
      }
      TestRun run = get(inFlight.remove());
      if (run.isSpoilt(stop)) {
        inFlight.forEach(f -> f.cancel(false));
        return done;
      }
      keep(run);
      done++;
      progress = progressAfter(done);
    }
  }

  private TestRun run(long k) throws InterruptedException {
    Lane lane = free.take();
    try {
      List<Runner> runners = lane.aims().runners(k);
      TestRun run = new TestRun(k, campaign.recipe(), campaign.findings(), runners, rewrites, stop);
      run.run(lane.source());
      return run;
    } finally {
      free.add(lane);
    }
  }

  private static TestRun get(Future<TestRun> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a test could not be run", e.getCause());
    }
  }

  private void keep(TestRun run) {
    Set<String> met = new HashSet<>(campaign.totals().known().keySet());
    met.addAll(campaign.totals().signatures().keySet());
    run.keepFirst(met);
    TestResult result = run.result();
    campaign.add(result);
    for (BackendVerdict v : result.verdicts()) {
      if (v.finding()) {
        report.finding(result.test(), v, run.cases().command(v));
      }
    }
    run.failure()
        .ifPresent(
            f ->
                report.failure(
                    result.test(), f.toString(), run.cases().folder(), run.ownCommand()));
  }

  private Report.Progress progressAfter(long done) {
    var totals = campaign.totals();
    List<Map.Entry<String, Long>> top =
        totals.models().entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(TOP_OPERATORS)
            .toList();
    String goal =
        stop.time()
            .map(t -> " of " + Durations.clock(t))
            .or(() -> stop.tests().map(n -> String.format(" of %,d tests", n)))
            .orElse("");
    return new Report.Progress(
        totals.tests(), done, totals.findings(), totals.knownCount(), top, stop.elapsed(), goal);
  }

  private int exitCode() {
    var totals = campaign.totals();
    return totals.failures() > 0
        ? Main.FAILURE
        : totals.findings() > 0 ? Main.FINDINGS : Main.CLEAN;
  }
}
