package dev.assay.verify.image;

/**
 * A part of a space between two points of its grid.
 *
 * @param volume its part of the space
 */
@SuppressWarnings("ArrayRecordComponent")
record Cell(int[] from, int[] to, double volume) {

  static Cell whole(Space space) {
    int[] to = new int[space.dimension()];
    for (int j = 0; j < to.length; j++) {
      to[j] = space.grid().get(j).length - 1;
    }
    return new Cell(new int[to.length], to, 1);
  }

  int steps(int dimension) {
    return to[dimension] - from[dimension];
  }

  /** Whether there is no point of the grid between its corners. */
  boolean isRung() {
    for (int j = 0; j < to.length; j++) {
      if (steps(j) > 1) {
        return false;
      }
    }
    return true;
  }

  boolean isPoint() {
    for (int j = 0; j < to.length; j++) {
      if (steps(j) > 0) {
        return false;
      }
    }
    return true;
  }

  /** The lower or the upper part along a dimension, up to a place of the grid or from it on. */
  Cell part(int dimension, boolean upper, int place, double share) {
    int[] f = from.clone();
    int[] t = to.clone();
    if (upper) {
      f[dimension] = place;
    } else {
      t[dimension] = place;
    }
    return new Cell(f, t, volume * share);
  }
}
