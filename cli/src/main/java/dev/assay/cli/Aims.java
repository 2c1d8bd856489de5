package dev.assay.cli;

import dev.assay.core.backend.Runner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * For which backends the tests of a campaign are made: a test for those of one name and release, at
 * all their levels, and the next test for the next. So each has models of what it supports, however
 * little that is.
 *
 * <p>A test also runs on the backends that it is not made for, unless they are slow: these would
 * hold up every test of the others.
 *
 * @param targets the runners of each name and release, in the order of their first; one target
 *     without runners where there are none
 */
record Aims(List<List<Runner>> targets, Predicate<Runner> slow) {

  static Aims of(List<Runner> runners, Predicate<Runner> slow) {
    Map<String, List<Runner>> targets = new LinkedHashMap<>();
    for (Runner r : runners) {
      String release = r.spec().name() + r.spec().version().map(v -> "@" + v).orElse("");
      targets.computeIfAbsent(release, name -> new ArrayList<>()).add(r);
    }
    return new Aims(targets.isEmpty() ? List.of(List.of()) : List.copyOf(targets.values()), slow);
  }

  /** All runners. */
  List<Runner> runners() {
    return targets.stream().flatMap(List::stream).toList();
  }

  /** The place of the target of a test. */
  int target(long test) {
    return (int) (test % targets.size());
  }

  /** How many tests before this one were made for its target. */
  long turn(long test) {
    return test / targets.size();
  }

  /** The runners that run a test. */
  List<Runner> runners(long test) {
    List<Runner> aimedAt = targets.get(target(test));
    return runners().stream().filter(r -> aimedAt.contains(r) || !slow.test(r)).toList();
  }
}
