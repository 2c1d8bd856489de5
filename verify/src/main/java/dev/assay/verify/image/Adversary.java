package dev.assay.verify.image;

import dev.assay.core.tensor.Tensor;

/**
 * A manipulated image that the model takes for something else.
 *
 * @param manipulation what was done
 * @param parameters how much of it
 * @param isOnGrid whether these are a point of the grid
 * @param image as a picture
 * @param input of the model
 * @param tensor what it is given there
 * @param label what the model takes it for
 * @param staysInPng whether it is taken for something else once its samples are rounded to 8 bits
 */
@SuppressWarnings("ArrayRecordComponent")
public record Adversary(
    String manipulation,
    double[] parameters,
    boolean isOnGrid,
    Image image,
    String input,
    Tensor tensor,
    int label,
    boolean staysInPng) {}
