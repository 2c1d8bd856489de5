package dev.assay.oracle.metamorphic;

import dev.assay.core.Choices;
import dev.assay.core.graph.Attribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** An order of axes; one that is drawn is not the one that they have. */
record Order(List<Integer> axes) {
  Order {
    axes = List.copyOf(axes);
  }

  /** An order of at least two axes. */
  static Order drawn(int rank, Choices choices) {
    List<Integer> axes = new ArrayList<>();
    for (int a = 0; a < rank; a++) {
      axes.add(choices.between(0, a), a);
    }
    boolean same = axes.stream().sorted().toList().equals(axes);
    return new Order(same ? swapped(rank) : axes);
  }

  /** The last two axes the other way round. */
  static Order ofMatrix(int rank) {
    return new Order(swapped(rank));
  }

  private static List<Integer> swapped(int rank) {
    List<Integer> axes = new ArrayList<>();
    for (int a = 0; a < rank; a++) {
      axes.add(a < rank - 2 ? a : 2 * rank - 3 - a);
    }
    return axes;
  }

  /** This order, and then another one of what it gave. */
  Order then(Order next) {
    return new Order(next.axes.stream().map(axes::get).toList());
  }

  Order inverse() {
    Integer[] back = new Integer[axes.size()];
    for (int k = 0; k < back.length; k++) {
      back[axes.get(k)] = k;
    }
    return new Order(Arrays.asList(back));
  }

  /** A value with its axes in this order. */
  String of(Surgery s, String x) {
    List<Long> order = axes.stream().map(Integer::longValue).toList();
    return s.call("Transpose", Map.of("perm", Attribute.ofInts(order)), x);
  }
}
