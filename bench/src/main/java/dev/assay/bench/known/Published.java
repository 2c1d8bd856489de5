package dev.assay.bench.known;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The releases of a system that Maven has. */
record Published(List<String> releases) {

  /**
   * The release that stands in for another: itself, or else the nearest with the same first two
   * numbers, the older of two.
   */
  Optional<String> nearest(String wanted) {
    int[] numbers = numbers(wanted);
    return releases.stream()
        .filter(r -> Arrays.equals(Arrays.copyOf(numbers(r), 2), Arrays.copyOf(numbers, 2)))
        .min(
            Comparator.comparingInt((String r) -> Math.abs(last(r) - last(wanted)))
                .thenComparingInt(Published::last));
  }

  private static int last(String release) {
    int[] numbers = numbers(release);
    return numbers.length > 2 ? numbers[2] : 0;
  }

  private static int[] numbers(String release) {
    return Arrays.stream(release.split("\\D+")).mapToInt(Integer::parseInt).toArray();
  }
}
