package dev.assay.cli.report;

import dev.assay.core.backend.Outcome;
import dev.assay.core.graph.Node;
import dev.assay.core.tensor.DType;
import dev.assay.oracle.Symptom;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What to search a tracker for, before a finding is reported a second time. */
final class Duplicates {
  private static final int MOST_WORDS = 8;

  private Duplicates() {}

  /** Words, the most telling first: passes, operators, the message. */
  static List<String> searches(Evidence evidence) {
    Set<String> searches = new LinkedHashSet<>(Title.passes(evidence));
    List<Node> guilty = evidence.guilty();
    String operators =
        guilty.stream().map(Node::operator).distinct().collect(Collectors.joining(" "));
    searches.add(operators + " " + type(evidence, guilty.get(0)) + word(evidence));
    message(evidence).ifPresent(searches::add);
    return List.copyOf(searches);
  }

  /** The type of what is gone wrong with, where it is not the usual one. */
  private static String type(Evidence evidence, Node first) {
    return first.inputs().stream()
        .filter(name -> !name.isEmpty())
        .map(name -> evidence.reading().value(name).type())
        .filter(t -> t != DType.FLOAT32)
        .findFirst()
        .map(t -> t.label() + " ")
        .orElse("");
  }

  private static String word(Evidence evidence) {
    return switch (evidence.shown().judgement().verdict()) {
      case MISMATCH -> "wrong";
      case CRASH -> "crash";
      case TIMEOUT -> "hang";
      case UNSTABLE -> "nondeterministic";
      default -> "error";
    };
  }

  /** What the backend said, without names and numbers. */
  private static Optional<String> message(Evidence evidence) {
    Outcome outcome = evidence.shown().outcome();
    if (outcome.isOk()) {
      return Optional.empty();
    }
    Symptom symptom = Symptom.of(evidence.shown().judgement(), outcome, Optional.empty());
    String words =
        List.of(symptom.words().split("[^A-Za-z_]+")).stream()
            .filter(w -> w.length() > 2)
            .limit(MOST_WORDS)
            .collect(Collectors.joining(" "));
    return words.isEmpty() ? Optional.empty() : Optional.of(words);
  }

  /** A list of links, where the tracker is known. */
  static String text(Evidence evidence) {
    Optional<Tracker> tracker = Tracker.of(evidence.backend().name());
    return searches(evidence).stream()
        .map(
            words ->
                "- "
                    + tracker
                        .map(t -> "[`" + words + "`](" + t.search(words) + ")")
                        .orElse("`" + words + "`")
                    + "\n")
        .collect(Collectors.joining());
  }
}
