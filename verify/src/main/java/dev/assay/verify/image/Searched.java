package dev.assay.verify.image;

/**
 * How much of a region was searched.
 *
 * @param points of the grid, all together
 * @param tried of these on their own; the others lie in boxes that are proved
 * @param boxes that were bounded
 * @param volume the part of the region that boxes prove
 * @param solved the part besides that Z3 proves, over the reals
 * @param asked how often Z3 was asked
 * @param open steps of the grid that may leave the class and come back, for all that is known
 */
public record Searched(
    double points, long tried, long boxes, double volume, double solved, long asked, long open) {
  static final Searched NOTHING = new Searched(0, 0, 0, 0, 0, 0, 0);

  /** Both, of spaces that are each a part of a region. */
  Searched plus(Searched o) {
    return new Searched(
        points + o.points,
        tried + o.tried,
        boxes + o.boxes,
        volume + o.volume,
        solved + o.solved,
        asked + o.asked,
        open + o.open);
  }

  Searched times(double share) {
    return new Searched(points, tried, boxes, volume * share, solved * share, asked, open);
  }
}
