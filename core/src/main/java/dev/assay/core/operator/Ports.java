package dev.assay.core.operator;

import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The inputs or the outputs of an operator, found by name at once. */
final class Ports extends AbstractList<Port> {
  private final List<Port> list;
  private final Map<String, Integer> places = new HashMap<>();

  private Ports(List<Port> list) {
    this.list = list;
    for (int k = 0; k < list.size(); k++) {
      places.putIfAbsent(list.get(k).name(), k);
    }
  }

  static Ports of(List<Port> list) {
    return list instanceof Ports known ? known : new Ports(list);
  }

  /** The place of a port, or -1. */
  int place(String name) {
    Integer place = places.get(name);
    return place == null ? -1 : place;
  }

  @Override
  public Port get(int place) {
    return list.get(place);
  }

  @Override
  public int size() {
    return list.size();
  }
}
