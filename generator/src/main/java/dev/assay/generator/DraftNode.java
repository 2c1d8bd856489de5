package dev.assay.generator;

import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Stage;
import dev.assay.core.operator.Operator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A node of a graph under construction. Known by identity.
 *
 * @param inputs by port; null is an absent one
 * @param outputs by port; null is one that is not asked for
 * @param formulas what it means
 * @param options by which it was drawn
 */
record DraftNode(
    Operator operator,
    List<@Nullable Answer> inputs,
    Map<String, Answer> attributes,
    List<@Nullable DraftValue> outputs,
    Formulas formulas,
    ModelOptions options) {

  /**
   * The meaning of each output that is asked for.
   *
   * @param given the stages that stand for inputs, with the place of each
   * @param sizes what the sizes in them are
   */
  record Formulas(Collection<Stage> outputs, Map<Stage, Integer> given, Sizes sizes) {}

  /** The value that is read at a place; null where none is. */
  @Nullable DraftValue input(int place) {
    return place < inputs.size() && inputs.get(place) instanceof Answer.Data d ? d.value() : null;
  }

  /** The integers of an attribute, or of an input that holds some. */
  Optional<Dims> numbers(String name) {
    int place = operator.input(name);
    Answer a = place < 0 ? attributes.get(name) : place < inputs.size() ? inputs.get(place) : null;
    return a instanceof Answer.Integers i ? Optional.of(i.numbers()) : Optional.empty();
  }

  /** The same with numbers in place of sizes. */
  DraftNode at(Sizes sizes) {
    Map<String, Answer> numbered = new TreeMap<>();
    for (Map.Entry<String, Answer> a : attributes.entrySet()) {
      numbered.put(a.getKey(), at(sizes, a.getValue()));
    }
    List<@Nullable Answer> list = new ArrayList<>(inputs.size());
    for (Answer a : inputs) {
      list.add(a == null ? null : at(sizes, a));
    }
    return new DraftNode(operator, list, numbered, outputs, formulas, options);
  }

  private static Answer at(Sizes sizes, Answer a) {
    return a instanceof Answer.Integers i
        ? new Answer.Integers(sizes.at(i.numbers()), i.single())
        : a;
  }

  @Override
  public boolean equals(Object o) {
    return this == o;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
