package dev.assay.cli;

import dev.assay.core.backend.Runner;
import dev.assay.corpus.Recipe;
import java.util.ArrayList;
import java.util.List;

/**
 * What one thread of a campaign works with: a source of tests, and the runners that it shares with
 * one other thread, so that one makes a test while the backends are at that of the other. All lanes
 * make the same test of a number.
 */
record Lane(TestSource source, Aims aims) implements AutoCloseable {

  /**
   * Two lanes for each job.
   *
   * @param first the runners of the first job; those of the others start when first needed
   */
  static List<Lane> of(int jobs, Recipe recipe, List<Runner> first) {
    List<TestSource> sources = GeneratedTests.of(recipe, Backends.aims(first), 2 * jobs);
    List<Lane> lanes = new ArrayList<>();
    for (int job = 0; job < jobs; job++) {
      List<Runner> runners = job == 0 ? first : Backends.more(recipe.backends());
      lanes.add(new Lane(sources.get(2 * job), Backends.aims(runners)));
      lanes.add(new Lane(sources.get(2 * job + 1), Backends.aims(runners)));
    }
    return lanes;
  }

  @Override
  public void close() {
    source.close();
    Backends.close(aims.runners());
  }
}
