package dev.assay.verify.image;

import dev.assay.core.graph.Graph;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import dev.assay.verify.robustness.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
  private final Layers layers;
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
    GraphReading reading =
        GraphReading.values(subject.model().graph(), subject.tensors(subject.pixels()));
    this.layers = layer == 0 ? Layers.none(reading) : Layers.of(reading);
    if (layer < 0 || layer > layers.count()) {
      throw new IllegalArgumentException(
          "the model has no such layer\n  required : 0, the image, to "
              + layers.count()
              + ", the last that bends\n  but      : "
              + layer);
    }
  }

  /** What came of one patch, and of its regions at layers. */
  private record PatchAnswer(Exhaustion.Result result, List<LayerAnswer> layers) {}

  /** Looks for an answer until the time is up. */
  public ImageAnswer answer(BooleanSupplier isOver) throws InterruptedException {
    List<PatchAnswer> answers = answers(isOver);
    Searched searched = Searched.NOTHING;
    boolean isGridDone = answers.size() == patches.size();
    boolean isRegionDone = isGridDone;
    Optional<Adversary> adversary = Optional.empty();
    Map<Integer, LayerAnswer> tried = new TreeMap<>(Comparator.reverseOrder());
    for (int k = 0; k < answers.size(); k++) {
      Exhaustion.Result r = answers.get(k).result;
      answers.get(k).layers.forEach(a -> tried.merge(a.layer(), a, LayerAnswer::plus));
      searched = searched.plus(r.searched().times(1.0 / patches.size()));
      isGridDone &= r.isGridDone();
      isRegionDone &= r.isSafe();
      if (r.found().isPresent() && (adversary.isEmpty() || r.isFoundOnGrid())) {
        adversary = Optional.of(adversary(patches.get(k), r));
      }
    }
    boolean isOnGrid = adversary.filter(Adversary::isOnGrid).isPresent();
    Verdict onGrid = isOnGrid ? Verdict.VIOLATED : isGridDone ? Verdict.HOLDS : Verdict.UNKNOWN;
    Verdict inRegion =
        adversary.isPresent() ? Verdict.VIOLATED : isRegionDone ? Verdict.HOLDS : Verdict.UNKNOWN;
    return new ImageAnswer(
        subject.label(),
        onGrid,
        inRegion,
        adversary,
        List.copyOf(tried.values()),
        searched,
        patches.size(),
        isContinuous(),
        reason(onGrid, inRegion, searched));
  }

  private static String reason(Verdict onGrid, Verdict inRegion, Searched searched) {
    if (onGrid == Verdict.UNKNOWN) {
      return "the time is up";
    }
    return inRegion == Verdict.UNKNOWN
        ? searched.open() + " steps of the grid may leave the class and come back"
        : "";
  }

  private boolean isContinuous() {
    return patches.stream().allMatch(Patch::isContinuous);
  }

  /** What came of each patch, up to the first with an adversary on the grid. */
  private List<PatchAnswer> answers(BooleanSupplier isOver) throws InterruptedException {
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      AtomicInteger first = new AtomicInteger(patches.size());
      List<Future<PatchAnswer>> pending = new ArrayList<>();
      for (int k = 0; k < patches.size(); k++) {
        int number = k;
        pending.add(workers.submit(() -> answer(number, first, isOver)));
      }
      List<PatchAnswer> answers = new ArrayList<>();
      for (int k = 0; k < pending.size() && k <= first.get(); k++) {
        answers.add(pending.get(k).get());
      }
      return answers;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a search failed", e.getCause());
    } finally {
      workers.shutdownNow();
    }
  }

  private PatchAnswer answer(int number, AtomicInteger first, BooleanSupplier isOver) {
    Space space = Space.of(patches.get(number), subject);
    BooleanSupplier isEnd = () -> isOver.getAsBoolean() || first.get() < number;
    List<LayerAnswer> tried = new ArrayList<>();
    for (int k = layer; k > 0 && !isEnd.getAsBoolean(); k--) {
      Refinement refinement = new Refinement(layers, space, subject.type());
      int[] steps = new int[1];
      boolean isSafe =
          new Exhaustion(
                  refinement.at(k), () -> ++steps[0] > STEPS_IN_LAYER || isEnd.getAsBoolean())
              .run()
              .isSafe();
      tried.add(refinement.answer(k, isSafe));
      if (isSafe) {
        return new PatchAnswer(Exhaustion.Result.proved(space), tried);
      }
    }
    Exhaustion.Result result = new Exhaustion(space, isEnd).run();
    if (result.isFoundOnGrid()) {
      first.accumulateAndGet(number, Math::min);
    }
    return new PatchAnswer(result, tried);
  }

  private Adversary adversary(Patch patch, Exhaustion.Result result) {
    double[] point = result.found().orElseThrow();
    GraphReading reading = Space.of(patch, subject).at(point);
    Tensor tensor = reading.value(PatchGraph.IMAGE);
    double[] scores = reading.outputs().get(0).reals().clone();
    scores[subject.label()] = Double.NEGATIVE_INFINITY;
    Image picture = subject.picture(tensor.reals());
    return new Adversary(
        patch.name(),
        point,
        result.isFoundOnGrid(),
        picture,
        subject.model().graph().feeds().get(0).name(),
        tensor,
        Subject.greatest(scores),
        subject.isLostAs(Image.of(picture.png())));
  }
}
