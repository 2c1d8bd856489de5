package dev.assay.verify.image;

/**
 * What came of the regions at one layer.
 *
 * @param value the name of its last value
 * @param patches how many patches were tried there
 * @param safe how many of them keep the label on all of their region there
 * @param obligations how many ends of units hold what the layers before make of the images
 * @param discharged how many of these Z3 proves over the reals; bounds prove all
 */
public record LayerAnswer(
    int layer, String value, int patches, int safe, long obligations, long discharged) {

  LayerAnswer plus(LayerAnswer o) {
    return new LayerAnswer(
        layer,
        value,
        patches + o.patches,
        safe + o.safe,
        obligations + o.obligations,
        discharged + o.discharged);
  }
}
