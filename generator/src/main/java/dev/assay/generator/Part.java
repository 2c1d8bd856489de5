package dev.assay.generator;

import dev.assay.core.expr.Dim;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a node must read and hold, for the part that it plays among others.
 *
 * @param places the values of its first inputs; null where any will do
 * @param fed a value that it reads at the first place that fits; null where there is none
 * @param attributes the answers of some attributes, as words
 * @param demand what else it must keep
 */
record Part(
    List<@Nullable DraftValue> places,
    @Nullable DraftValue fed,
    Map<String, String> attributes,
    Demand demand) {

  /**
   * What a node must keep beside its own rules.
   *
   * @param given attributes that it has
   * @param rules on its sizes and integers
   */
  record Demand(Set<String> given, Function<DraftNode, List<Dim.Rule>> rules) {
    static final Demand NONE = new Demand(Set.of(), node -> List.of());
  }

  /** That of a node that may be anything. */
  static final Part NONE = reading(null);

  static Part reading(@Nullable DraftValue fed) {
    return new Part(List.of(), fed, Map.of(), Demand.NONE);
  }

  /** Whether anything plays it. */
  boolean isAny() {
    return places.isEmpty() && fed == null && attributes.isEmpty() && demand.equals(Demand.NONE);
  }

  /** The value of a place; null where any will do. */
  @Nullable DraftValue at(int place) {
    return place < places.size() ? places.get(place) : null;
  }

  /** Whether a node reads what it must. */
  boolean isPlayedBy(DraftNode node) {
    for (int k = 0; k < places.size(); k++) {
      DraftValue due = places.get(k);
      if (due != null && node.input(k) != due) {
        return false;
      }
    }
    for (int k = 0; fed != null && k < node.inputs().size(); k++) {
      if (node.input(k) == fed) {
        return true;
      }
    }
    return fed == null;
  }

  /** The type of the first value that it must read; null where there is none. */
  @Nullable DType type() {
    return fed != null
        ? fed.type()
        : places.stream().filter(Objects::nonNull).map(DraftValue::type).findFirst().orElse(null);
  }
}
