package dev.assay.oracle.blame;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The passes of an optimiser that a finding comes from, by delta debugging over sets of them
 * (Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", 2002).
 *
 * <pre>{@code
 * parts = 2
 * while the set has two passes or more:
 *   a part that suffices alone          becomes the set, in two parts
 *   or else the set without a part that may go     becomes the set, in a part less
 *   or else more parts, until each is one pass
 * }</pre>
 *
 * <p>What suffices is a set without which the finding is gone. The law: the result suffices, and it
 * suffices no longer once any one pass of it runs. So two passes that do the same harm one after
 * the other, of which either alone keeps the finding, are both in it.
 */
public final class Passes {
  private final Without without;
  private final Map<Set<String>, Boolean> tried = new HashMap<>();

  /** Whether the finding is gone when some passes are left out. */
  public interface Without {
    boolean isGone(Set<String> passes) throws InterruptedException;
  }

  public Passes(Without without) {
    this.without = without;
  }

  /** A least set of these that suffices; empty where not even all of them do. */
  public List<String> least(List<String> all) throws InterruptedException {
    List<String> set = List.copyOf(all);
    if (set.isEmpty() || !suffices(set)) {
      return List.of();
    }
    for (int parts = 2; set.size() > 1; ) {
      List<List<String>> split = split(set, parts);
      List<String> smaller = sufficing(split);
      List<String> fewer = smaller.isEmpty() ? sufficing(complements(set, split)) : List.of();
      if (!smaller.isEmpty()) {
        set = smaller;
        parts = 2;
      } else if (!fewer.isEmpty()) {
        set = fewer;
        parts = Math.min(set.size(), Math.max(2, parts - 1));
      } else if (parts < set.size()) {
        parts = Math.min(set.size(), 2 * parts);
      } else {
        return set;
      }
    }
    return set;
  }

  /** Those of which each suffices by itself. */
  public List<String> single(List<String> all) throws InterruptedException {
    List<String> single = new ArrayList<>();
    for (String pass : all) {
      if (suffices(List.of(pass))) {
        single.add(pass);
      }
    }
    return single;
  }

  private List<String> sufficing(List<List<String>> sets) throws InterruptedException {
    for (List<String> set : sets) {
      if (suffices(set)) {
        return set;
      }
    }
    return List.of();
  }

  private boolean suffices(List<String> passes) throws InterruptedException {
    Set<String> set = new LinkedHashSet<>(passes);
    Boolean known = tried.get(set);
    if (known == null) {
      known = without.isGone(set);
      tried.put(set, known);
    }
    return known;
  }

  private static List<List<String>> split(List<String> set, int parts) {
    List<List<String>> split = new ArrayList<>();
    for (int p = 0; p < parts; p++) {
      split.add(set.subList(p * set.size() / parts, (p + 1) * set.size() / parts));
    }
    return split;
  }

  private static List<List<String>> complements(List<String> set, List<List<String>> parts) {
    List<List<String>> complements = new ArrayList<>();
    for (List<String> part : parts) {
      List<String> rest = new ArrayList<>(set);
      rest.removeAll(part);
      if (!rest.isEmpty()) {
        complements.add(rest);
      }
    }
    return complements;
  }
}
