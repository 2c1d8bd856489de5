package dev.assay.corpus;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The sums over the tests of a campaign so far. */
public final class Totals {
  private long tests;
  private long valid;
  private long elements;
  private long indecisive;
  private long findings;
  private long failures;
  private final Map<String, OfPolicy> policies = new TreeMap<>();
  private final Map<String, Long> ways = new TreeMap<>();
  private final Map<String, Known> known = new TreeMap<>();
  private final Map<String, Known> signatures = new TreeMap<>();
  private final Map<String, Long> models = new TreeMap<>();
  private final Map<String, Long> pairs = new TreeMap<>();
  private final Map<String, Long> behaviours = new TreeMap<>();
  private final Map<String, Long> grounds = new TreeMap<>();
  private final Map<Phase, Long> nanos = new EnumMap<>(Phase.class);
  private final Map<String, Long> backendNanos = new TreeMap<>();
  private final Map<String, Map<String, Long>> verdicts = new TreeMap<>();

  /**
   * How often a bug was met.
   *
   * @param folder of the case that was kept of it
   */
  public record Known(long count, String folder) {
    private Known and(Known more) {
      return new Known(count + more.count, folder.isEmpty() ? more.folder : folder);
    }
  }

  /**
   * The tests of one policy.
   *
   * @param elements judged, over all backends
   * @param indecisive those among them of which the reference says nothing
   * @param outputs the elements of the outputs, once
   * @param points those among them where the reference demands equality
   */
  public record OfPolicy(long tests, long elements, long indecisive, long outputs, long points) {
    private OfPolicy and(OfPolicy more) {
      return new OfPolicy(
          tests + more.tests,
          elements + more.elements,
          indecisive + more.indecisive,
          outputs + more.outputs,
          points + more.points);
    }

    /** Which part of the outputs must be equal; 0 where there are none. */
    public double pointFraction() {
      return outputs == 0 ? 0 : (double) points / outputs;
    }
  }

  Totals() {}

  void add(TestResult r) {
    add(1, r.valid() ? 1 : 0, r.failed() ? 1 : 0, r.elements(), r.indecisive());
    addPolicy(r.policy(), new OfPolicy(1, r.elements(), r.indecisive(), r.outputs(), r.points()));
    addWay(r.way(), 1);
    r.operators().keySet().forEach(o -> addModels(o, 1));
    r.pairs().forEach(p -> addPairs(p, 1));
    r.behaviours().forEach(b -> addBehaviours(b, 1));
    r.nanos().forEach(this::addNanos);
    for (TestResult.BackendVerdict v : r.verdicts()) {
      addVerdicts(v.backend(), v.verdict(), 1, v.finding(), v.nanos());
      if (v.finding()) {
        addGrounds(v.grounds(), 1);
      }
      if (!v.signature().isEmpty()) {
        addSignature(v.signature(), 1, v.folder());
      }
      if (!v.known().isEmpty()) {
        addKnown(v.known(), 1, v.folder());
      }
    }
  }

  void add(
      long moreTests, long moreValid, long moreFailures, long moreElements, long moreIndecisive) {
    tests += moreTests;
    valid += moreValid;
    failures += moreFailures;
    elements += moreElements;
    indecisive += moreIndecisive;
  }

  void addPolicy(String policy, OfPolicy more) {
    if (!policy.isEmpty()) {
      policies.merge(policy, more, OfPolicy::and);
    }
  }

  void addWay(String way, long count) {
    if (!way.isEmpty()) {
      ways.merge(way, count, Long::sum);
    }
  }

  void addKnown(String bug, long count, String folder) {
    known.merge(bug, new Known(count, folder), Known::and);
  }

  void addSignature(String signature, long count, String folder) {
    signatures.merge(signature, new Known(count, folder), Known::and);
  }

  void addModels(String operator, long count) {
    models.merge(operator, count, Long::sum);
  }

  void addPairs(String pair, long count) {
    pairs.merge(pair, count, Long::sum);
  }

  void addBehaviours(String behaviour, long count) {
    behaviours.merge(behaviour, count, Long::sum);
  }

  void addGrounds(List<String> behavioursOfFinding, long count) {
    behavioursOfFinding.forEach(b -> grounds.merge(b, count, Long::sum));
  }

  void addNanos(Phase phase, long count) {
    nanos.merge(phase, count, Long::sum);
  }

  void addVerdicts(String backend, String verdict, long count, boolean finding, long took) {
    verdicts.computeIfAbsent(backend, b -> new TreeMap<>()).merge(verdict, count, Long::sum);
    findings += finding ? count : 0;
    backendNanos.merge(backend, took, Long::sum);
  }

  public long tests() {
    return tests;
  }

  /** The tests whose model Assay reads back and accepts. */
  public long valid() {
    return valid;
  }

  /** The elements judged, over all backends. */
  public long elements() {
    return elements;
  }

  /** The elements of which the reference says nothing. */
  public long indecisive() {
    return indecisive;
  }

  /** The tests by what their floats are. */
  public Map<String, OfPolicy> policies() {
    return new TreeMap<>(policies);
  }

  /** The tests by how their inputs were found. */
  public Map<String, Long> ways() {
    return new TreeMap<>(ways);
  }

  /** The verdicts that a person should look at. */
  public long findings() {
    return findings;
  }

  /** The verdicts against a backend that are no findings since their bug is known, by its id. */
  public Map<String, Known> known() {
    return new TreeMap<>(known);
  }

  /** How often each bug was met that is not known, by the signature of its findings. */
  public Map<String, Known> signatures() {
    return new TreeMap<>(signatures);
  }

  /** How many the known ones are. */
  public long knownCount() {
    return known.values().stream().mapToLong(Known::count).sum();
  }

  /** The tests on which Assay itself failed. */
  public long failures() {
    return failures;
  }

  /** How many models use each operator. */
  public Map<String, Long> models() {
    return new TreeMap<>(models);
  }

  /** How many tests use each pair of an operator's definition and a type. */
  public Map<String, Long> pairs() {
    return new TreeMap<>(pairs);
  }

  /** How many tests meet each of the behaviours that are targets. */
  public Map<String, Long> behaviours() {
    return new TreeMap<>(behaviours);
  }

  /** How many of the findings rest on each behaviour; on plain data rest the others. */
  public Map<String, Long> grounds() {
    return new TreeMap<>(grounds);
  }

  /** Time spent by phase, summed over threads. */
  public Map<Phase, Long> nanos() {
    return new EnumMap<>(nanos);
  }

  /** How long each backend worked. */
  public Map<String, Long> backendNanos() {
    return new TreeMap<>(backendNanos);
  }

  /** How often each backend had each verdict. */
  public Map<String, Map<String, Long>> verdicts() {
    return new TreeMap<>(verdicts);
  }
}
