package dev.assay.corpus;

import java.util.Arrays;
import java.util.Optional;

/**
 * The releases from one to another, both of them included.
 *
 * @param last empty for all that follow
 */
public record Releases(String first, Optional<String> last) {

  /**
   * Reads {@code 1.20.0}, {@code 1.20.0..1.29.0} or {@code 1.20.0..}.
   *
   * @throws IllegalArgumentException if there is no number to begin with
   */
  public static Releases parse(String text) {
    String[] ends = text.split("\\.\\.", -1);
    if (ends.length > 2 || !ends[0].matches("\\d.*")) {
      throw new IllegalArgumentException(
          "releases are said in another form\n  required : 1.20.0, 1.20.0..1.29.0 or 1.20.0..\n  but      : "
              + text);
    }
    String last = ends[ends.length - 1];
    return new Releases(ends[0], last.isEmpty() ? Optional.empty() : Optional.of(last));
  }

  /** Whether a release is one of them; number by number, a missing one being 0. */
  public boolean contain(String release) {
    return compare(first, release) <= 0 && last.map(l -> compare(release, l) <= 0).orElse(true);
  }

  @Override
  public String toString() {
    return last.map(l -> l.equals(first) ? first : first + ".." + l).orElse(first + "..");
  }

  private static int compare(String a, String b) {
    return Arrays.compare(numbers(a), numbers(b));
  }

  private static int[] numbers(String release) {
    int[] numbers =
        Arrays.stream(release.split("\\D+"))
            .filter(n -> !n.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    int length = numbers.length;
    while (length > 0 && numbers[length - 1] == 0) {
      length--;
    }
    return Arrays.copyOf(numbers, length);
  }
}
