package dev.assay.core.operator;

/** Broadcasting of tensors that are there, for results that no formula says. */
final class Spread {
  private Spread() {}

  /** The shape that two shapes broadcast to. */
  static int[] shape(int[] a, int[] b) {
    int[] whole = a.length < b.length ? b.clone() : a.clone();
    int[] other = a.length < b.length ? a : b;
    int more = whole.length - other.length;
    for (int axis = 0; axis < other.length; axis++) {
      whole[axis + more] = whole[axis + more] == 1 ? other[axis] : whole[axis + more];
    }
    return whole;
  }

  /** Where in a tensor, spread over a whole, element k of the whole comes from. */
  static int place(int k, int[] whole, int[] small) {
    int more = whole.length - small.length;
    int rest = k;
    int place = 0;
    int step = 1;
    for (int axis = whole.length - 1; axis >= more; axis--) {
      int at = rest % whole[axis];
      rest /= whole[axis];
      place += small[axis - more] == 1 ? 0 : at * step;
      step *= small[axis - more];
    }
    return place;
  }
}
