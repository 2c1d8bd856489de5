package dev.assay.corpus;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What came of one test.
 *
 * @param valid whether the model is one that Assay reads back and accepts
 * @param failed whether Assay itself failed on it
 * @param operators how often the model uses each
 * @param pairs the operators that it uses, each with a type
 * @param behaviours those among the targets of the campaign that the test meets
 * @param elements of the outputs, over all backends
 * @param indecisive the elements among them of which the reference says nothing
 * @param policy what the floats of the test are, in a word; empty where it could not be made
 * @param way how its inputs were found, in a word; empty where it could not be made
 * @param outputs the elements of the outputs, once
 * @param points the elements among them where the reference demands equality
 * @param nanos time spent, by phase
 * @param verdicts one for each backend; none where Assay itself failed
 */
public record TestResult(
    long test,
    boolean valid,
    boolean failed,
    Map<String, Integer> operators,
    Set<String> pairs,
    Set<String> behaviours,
    long elements,
    long indecisive,
    String policy,
    String way,
    long outputs,
    long points,
    Map<Phase, Long> nanos,
    List<BackendVerdict> verdicts) {

  public TestResult {
    operators = Map.copyOf(operators);
    pairs = Set.copyOf(pairs);
    behaviours = Set.copyOf(behaviours);
    nanos = Map.copyOf(nanos);
    verdicts = List.copyOf(verdicts);
  }

  /**
   * What one backend did.
   *
   * @param grade of a mismatch: how much it proves; else empty
   * @param finding whether a person should look at it
   * @param known the {@link KnownBug#id} of what it did; empty where that is not known
   * @param signature what it shares with others of the same bug; empty where nobody can tell
   * @param grounds the behaviours that a finding rests on
   * @param nanos how long the backend took
   * @param folder of the saved case, from the campaign's folder; empty where none is saved
   */
  public record BackendVerdict(
      String backend,
      String version,
      String verdict,
      String grade,
      boolean finding,
      String known,
      String signature,
      List<String> grounds,
      String detail,
      String folder,
      long nanos) {

    public BackendVerdict {
      grounds = List.copyOf(grounds);
    }

    /** The same, with a case saved in a folder. */
    public BackendVerdict in(String folder) {
      return new BackendVerdict(
          backend, version, verdict, grade, finding, known, signature, grounds, detail, folder,
          nanos);
    }

    /** The same where another finding of its bug has been told. */
    public BackendVerdict again() {
      return new BackendVerdict(
          backend, version, verdict, grade, false, known, signature, grounds, detail, folder,
          nanos);
    }
  }
}
