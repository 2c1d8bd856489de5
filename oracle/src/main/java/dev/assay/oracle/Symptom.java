package dev.assay.oracle;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a finding looks like, whatever model shows it.
 *
 * @param kind what is wrong, as in {@code the shape is wrong} or {@code NaN for a number}; of a
 *     wrong number also how wrong
 * @param words what a failure says, without what is made up for the one model: names, numbers and
 *     addresses; of a crash the signal and the frame
 * @param shownBy which levels of the backend show it
 * @param behaviours the labels of what it rests on, in order
 */
public record Symptom(
    Verdict verdict,
    Phase phase,
    String kind,
    String words,
    ShownBy shownBy,
    List<String> behaviours) {

  /** Which levels of a backend show a symptom. */
  public enum ShownBy {
    /** Nobody ran the model unoptimised. */
    UNKNOWN,
    /** It runs unoptimised without the symptom: the bug is the optimiser's. */
    OPTIMISED_ONLY,
    /** It has the symptom unoptimised too: the bug is a kernel's, or the front end's. */
    UNOPTIMISED_TOO
  }

  private static final String NEARLY = ", nearly right";

  /** What a message says of a node beside its operator: names that the optimiser makes up. */
  private static final Pattern NAME = Pattern.compile("Name:'[^']*'|[Nn]ode ?\\([^)]*\\)");

  private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");
  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]+");
  private static final Pattern LIST =
      Pattern.compile("[\\[({]\\s*-?\\d+(\\s*[,x]\\s*-?\\d+)*,?\\s*[\\])}]|[{\\[(][\\])}]");
  private static final Pattern WORD_WITH_NUMBER =
      Pattern.compile("\\b(?!(?:u?int|b?float)\\d+\\w*\\b)[A-Za-z_./]*\\d[\\w.]*");

  public Symptom {
    behaviours = List.copyOf(behaviours);
  }

  /**
   * The symptom of a finding.
   *
   * @param outcome the one that was judged
   * @param plain the symptom of the same backend without optimisation, where that was run
   */
  public static Symptom of(Judgement judgement, Outcome outcome, Optional<Symptom> plain) {
    Symptom alone =
        new Symptom(
            judgement.verdict(),
            outcome.phase(),
            kind(judgement),
            words(outcome),
            ShownBy.UNKNOWN,
            List.copyOf(new TreeSet<>(judgement.grounds().labels())));
    return plain.map(alone::beside).orElse(alone);
  }

  private Symptom beside(Symptom plain) {
    boolean both =
        verdict == plain.verdict
            && phase == plain.phase
            && grave(kind).equals(grave(plain.kind))
            && words.equals(plain.words);
    return new Symptom(
        verdict,
        phase,
        kind,
        words,
        both ? ShownBy.UNOPTIMISED_TOO : ShownBy.OPTIMISED_ONLY,
        behaviours);
  }

  /**
   * Whether another finding has this symptom: all is the same, but it may rest on less. It is then
   * as good an example of the same bug. So it is where a refusal turns out to be one of a model
   * that the unoptimised level runs, which something else kept it from.
   */
  public boolean isKeptIn(Symptom other) {
    return verdict == other.verdict
        && phase == other.phase
        && (kind.equals(other.kind)
            || kind.equals(Judge.REFUSED) && other.kind.equals(Judge.FAILS_OPTIMISED))
        && words.equals(other.words)
        && shownBy == other.shownBy
        && behaviours.containsAll(other.behaviours);
  }

  /** Whether two outcomes fail in the same way, with the same words. */
  static boolean isSameFailure(Outcome one, Outcome other) {
    return one.status() == other.status()
        && one.phase() == other.phase()
        && words(one).equals(words(other));
  }

  /**
   * Whether a failure may be that of a node inside of what failed: in the same phase, with words
   * that the other passes on.
   */
  static boolean isPassedOn(Outcome inner, Outcome outer) {
    return inner.status() == outer.status()
        && inner.phase() == outer.phase()
        && words(outer).contains(withoutCode(words(inner)));
  }

  /** A message without the code before it. */
  private static String withoutCode(String words) {
    return words.substring(words.indexOf(':') + 1).strip();
  }

  private static String words(Outcome outcome) {
    if (outcome.isOk() || outcome.status() == Status.TIMEOUT) {
      return "";
    }
    return outcome.status() == Status.CRASH
        ? outcome.detail().lines().findFirst().orElse("")
        : plain(outcome.detail());
  }

  /** A message without names, numbers and addresses. */
  static String plain(String message) {
    String words = NAME.matcher(message).replaceAll("");
    for (Pattern madeUp : List.of(QUOTED, ADDRESS, LIST, WORD_WITH_NUMBER)) {
      words = madeUp.matcher(words).replaceAll("#");
    }
    return words.replaceAll("\\s+", " ").strip();
  }

  private static String kind(Judgement judgement) {
    boolean nearly = judgement.grade().filter(Grade.NUMERIC::equals).isPresent();
    return judgement.kind() + (nearly ? NEARLY : "");
  }

  private static String grave(String kind) {
    return kind.endsWith(NEARLY) ? kind.substring(0, kind.length() - NEARLY.length()) : kind;
  }
}
