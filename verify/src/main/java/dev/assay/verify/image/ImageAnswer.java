package dev.assay.verify.image;

import dev.assay.verify.robustness.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * What came of an image and a family of manipulations.
 *
 * @param label the class that must stay
 * @param onGrid whether it does on all points of the grid
 * @param inRegion whether it does on all images between them
 * @param layers what was claimed of layers, the last one first
 * @param patches the parts that the region has
 * @param isContinuous whether there are images between the points of the grid
 * @param reason why something is not known; empty where all is
 */
public record ImageAnswer(
    int label,
    Verdict onGrid,
    Verdict inRegion,
    Optional<Adversary> adversary,
    List<LayerAnswer> layers,
    Searched searched,
    int patches,
    boolean isContinuous,
    String reason) {

  /** Safe only where the whole region is. */
  public Verdict verdict() {
    return onGrid == Verdict.VIOLATED ? Verdict.VIOLATED : inRegion;
  }
}
