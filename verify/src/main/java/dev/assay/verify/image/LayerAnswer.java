package dev.assay.verify.image;

/**
 * What came of a region at one layer.
 *
 * @param obligations how many ends of units hold what the layers before make of the image's region
 * @param discharged how many of these Z3 proves over the reals; bounds prove all
 * @param isSafe whether the label stays on all of it
 */
public record LayerAnswer(
    int layer, String value, long obligations, long discharged, boolean isSafe, Searched searched) {}
