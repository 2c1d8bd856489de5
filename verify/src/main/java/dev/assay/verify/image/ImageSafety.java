package dev.assay.verify.image;

import dev.assay.core.graph.Graph;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import dev.assay.verify.robustness.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Safety of an image under a family of manipulations (Huang, Kwiatkowska, Wang and Wu, Safety
 * Verification of Deep Neural Networks, CAV 2017): either a manipulated image that the model takes
 * for something else is found, or there is none on the grid, or none in the whole region.
 *
 * <p>The claim may be tried at a layer first: on a region around its activation that holds whatever
 * the family can bring about there. What holds there holds of the image; what does not may be a
 * false alarm, so the layer before it is next, and the image itself is last.
 */
public final class ImageSafety {
  /** Steps of a search in a layer: there a proof comes soon or not at all. */
  private static final int STEPS_IN_LAYER = 500;

  private final Subject subject;
  private final List<Patch> patches;
  private final int layer;
  private final int threads;

  /**
   * A claim.
   *
   * @param white what the model takes for white
   * @param label the class that must stay; below 0, that of the image
   * @param layer at which the claim is tried first
   * @throws IllegalArgumentException if these do not fit
   */
  public ImageSafety(
      Graph model,
      Image image,
      double white,
      Manipulation manipulation,
      int label,
      int layer,
      int threads) {
    this.subject = Subject.of(model, image, white, label);
    this.patches = Patches.of(subject, manipulation);
    this.layer = layer;
    this.threads = threads;
    if (layer != 0) {
      requireLayer(layers().count());
    }
  }

  private void requireLayer(int count) {
    if (layer < 0 || layer > count) {
      throw new IllegalArgumentException(
          "the model has no such layer\n  required : 0, the image, to "
              + count
              + ", the last that bends\n  but      : "
              + layer);
    }
  }

  private Layers layers() {
    return Layers.of(
        GraphReading.values(subject.model().graph(), subject.tensors(subject.pixels())));
  }

  /** Looks for an answer until the time is up. */
  public ImageAnswer answer(BooleanSupplier isOver) throws InterruptedException {
    List<LayerAnswer> tried = new ArrayList<>();
    for (int k = layer; k > 0; k--) {
      LayerAnswer answer = atLayer(k, isOver);
      tried.add(answer);
      if (answer.isSafe()) {
        return new ImageAnswer(
            subject.label(),
            Verdict.HOLDS,
            Verdict.HOLDS,
            Optional.empty(),
            tried,
            answer.searched(),
            patches.size(),
            "");
      }
    }
    return atImage(tried, isOver);
  }

  private LayerAnswer atLayer(int at, BooleanSupplier isOver) {
    Layers layers = layers();
    Searched searched = Searched.NOTHING;
    long obligations = 0;
    long discharged = 0;
    boolean isSafe = true;
    for (Patch patch : patches) {
      Refinement refinement =
          new Refinement(layers, Space.of(patch, subject), subject.type());
      Space region = refinement.at(at);
      obligations += refinement.obligations();
      discharged += refinement.discharged();
      int[] steps = new int[1];
      Exhaustion.Result result =
          new Exhaustion(region, () -> ++steps[0] > STEPS_IN_LAYER || isOver.getAsBoolean()).run();
      searched = searched.plus(result.searched().times(1.0 / patches.size()));
      isSafe &= result.isSafe();
      if (!isSafe) {
        break;
      }
    }
    String value = layers.get(at).value();
    return new LayerAnswer(at, value, obligations, discharged, isSafe, searched);
  }

  private ImageAnswer atImage(List<LayerAnswer> tried, BooleanSupplier isOver)
      throws InterruptedException {
    List<Exhaustion.Result> results = results(isOver);
    Searched searched = Searched.NOTHING;
    boolean isGridDone = results.size() == patches.size();
    boolean isRegionDone = isGridDone;
    Optional<Adversary> adversary = Optional.empty();
    for (int k = 0; k < results.size(); k++) {
      Exhaustion.Result r = results.get(k);
      searched = searched.plus(r.searched().times(1.0 / patches.size()));
      isGridDone &= r.isGridDone();
      isRegionDone &= r.isSafe();
      if (r.found().isPresent() && (adversary.isEmpty() || r.isFoundOnGrid())) {
        adversary = Optional.of(adversary(patches.get(k), r));
      }
    }
    boolean isFound = adversary.isPresent();
    boolean isOnGrid = adversary.filter(Adversary::isOnGrid).isPresent();
    Verdict onGrid = isOnGrid ? Verdict.VIOLATED : isGridDone ? Verdict.HOLDS : Verdict.UNKNOWN;
    Verdict inRegion = isFound ? Verdict.VIOLATED : isRegionDone ? Verdict.HOLDS : Verdict.UNKNOWN;
    String reason =
        onGrid == Verdict.UNKNOWN
            ? "the time is up"
            : inRegion == Verdict.UNKNOWN
                ? searched.open() + " steps of the grid may leave the class and come back"
                : "";
    return new ImageAnswer(
        subject.label(), onGrid, inRegion, adversary, tried, searched, patches.size(), reason);
  }

  /** What came of each patch, up to the first with an adversary on the grid. */
  private List<Exhaustion.Result> results(BooleanSupplier isOver) throws InterruptedException {
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      AtomicInteger first = new AtomicInteger(patches.size());
      List<Future<Exhaustion.Result>> pending = new ArrayList<>();
      for (int k = 0; k < patches.size(); k++) {
        int number = k;
        pending.add(workers.submit(() -> result(number, first, isOver)));
      }
      List<Exhaustion.Result> results = new ArrayList<>();
      for (int k = 0; k < pending.size() && k <= first.get(); k++) {
        results.add(pending.get(k).get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a search failed", e.getCause());
    } finally {
      workers.shutdownNow();
    }
  }

  private Exhaustion.Result result(int number, AtomicInteger first, BooleanSupplier isOver) {
    Exhaustion.Result result =
        new Exhaustion(
                Space.of(patches.get(number), subject),
                () -> isOver.getAsBoolean() || first.get() < number)
            .run();
    if (result.found().isPresent() && result.isFoundOnGrid()) {
      first.accumulateAndGet(number, Math::min);
    }
    return result;
  }

  private Adversary adversary(Patch patch, Exhaustion.Result result) {
    double[] point = result.found().orElseThrow();
    GraphReading reading = Space.of(patch, subject).at(point);
    Tensor tensor = reading.value(PatchGraph.IMAGE);
    double[] scores = reading.outputs().get(0).reals().clone();
    scores[subject.label()] = Double.NEGATIVE_INFINITY;
    return new Adversary(
        patch.name(),
        point,
        result.isFoundOnGrid(),
        subject.picture(tensor.reals()),
        tensor,
        Subject.greatest(scores));
  }
}
