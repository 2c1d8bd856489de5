package dev.assay.oracle.reduce;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Sections of a list to do without, large ones first: all halves, then quarters, down to one. */
record Sections(int from, int to) {

  /** The sections of a list of so many, from the back; none is the whole list. */
  static Stream<Sections> of(int count) {
    return of(count, 1);
  }

  /** The same, down to a least length. */
  static Stream<Sections> of(int count, int least) {
    List<Sections> all = new ArrayList<>();
    for (int size = count / 2; size >= least && size > 0; size /= 2) {
      for (int to = count; to > 0; to -= size) {
        all.add(new Sections(Math.max(0, to - size), to));
      }
    }
    return all.stream();
  }

  <T> List<T> without(List<T> list) {
    List<T> fewer = new ArrayList<>(list);
    fewer.subList(from, to).clear();
    return fewer;
  }
}
