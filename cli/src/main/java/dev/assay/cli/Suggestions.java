package dev.assay.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The known words that someone may have meant who wrote an unknown one. */
final class Suggestions {
  private Suggestions() {}

  /** The nearest words, best first; empty where none is near. */
  static List<String> near(String word, Collection<String> known) {
    String wanted = word.toLowerCase(Locale.ROOT);
    int most = Math.max(1, word.length() / 3);
    return known.stream()
        .filter(k -> distance(wanted, k.toLowerCase(Locale.ROOT)) <= most)
        .sorted(
            Comparator.<String>comparingInt(k -> distance(wanted, k.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()))
        .limit(3)
        .toList();
  }

  /**
   * Facts about an unknown word.
   *
   * @param kind of the word, such as {@code operator}
   * @param list how to see all known words
   */
  static IllegalArgumentException unknown(
      String kind, String word, Collection<String> known, String list) {
    List<String> near = near(word, known);
    return new IllegalArgumentException(
        "unknown "
            + kind
            + " "
            + word
            + (near.isEmpty() ? "" : "\n  did you mean : " + String.join(", ", near))
            + "\n  known        : "
            + list);
  }

  /**
   * How many letters must be put in, left out, replaced or swapped with their neighbour.
   *
   * <p>The optimal string alignment distance; see Boytsov, "Indexing methods for approximate
   * dictionary searching", 2011.
   */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
