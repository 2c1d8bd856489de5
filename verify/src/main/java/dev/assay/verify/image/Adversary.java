package dev.assay.verify.image;

import dev.assay.core.tensor.Tensor;

/**
 * A manipulated image that the model takes for something else.
 *
 * @param manipulation what was done
 * @param parameters how much of it
 * @param isOnGrid whether these are a point of the grid
 * @param image as a picture
 * @param tensor what the model is given
 * @param label what the model takes it for
 */
@SuppressWarnings("ArrayRecordComponent")
public record Adversary(
    String manipulation,
    double[] parameters,
    boolean isOnGrid,
    Image image,
    Tensor tensor,
    int label) {}
