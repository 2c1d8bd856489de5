package dev.assay.core;

import java.util.List;
import java.util.function.UnaryOperator;

/** Random edits of recordings, by which what a generator made becomes something near to it. */
public final class Mutation {
  private Mutation() {}

  /** A recording with one edit: a number drawn anew, or a fork left out, repeated or moved. */
  public static Recording of(Recording recording, Choices choices) {
    List<List<Integer>> paths = recording.paths();
    List<Integer> path = choices.of(paths);
    return recording.editedAt(path, edit(recording.at(path), choices));
  }

  private static UnaryOperator<Recording> edit(Recording part, Choices choices) {
    boolean onForks = !part.forks().isEmpty() && (part.draws() == 0 || choices.flag());
    if (onForks) {
      int from = choices.between(0, part.forks().size() - 1);
      int to = choices.between(0, part.forks().size() - 1);
      return switch (choices.between(0, 2)) {
        case 0 -> r -> r.withoutForks(from, from + 1);
        case 1 -> r -> r.insertingFork(to, r.forks().get(from));
        default -> r -> r.withoutForks(from, from + 1).insertingFork(to, r.forks().get(from));
      };
    }
    if (part.draws() == 0) {
      return r -> r;
    }
    int k = choices.between(0, part.draws() - 1);
    long anew = choices.between(0L, Math.min(Integer.MAX_VALUE, 2 * Math.min(part.draw(k), 1 << 30) + 1));
    return choices.flag()
        ? r -> r.without(k, k + 1)
        : r -> r.with(k, anew);
  }
}
