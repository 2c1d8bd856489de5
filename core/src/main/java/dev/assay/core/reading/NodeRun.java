package dev.assay.core.reading;

import dev.assay.core.expr.Expectation;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** One node being run in one domain. */
final class NodeRun {
  private final NodeReading reading;
  private final Machine machine;

  /** For derived conditions: outputs round what they store, and must compute it themselves. */
  private final Machine beside;

  /**
   * @param inputs the elements of the node's inputs, by place
   */
  NodeRun(NodeReading reading, Domain domain, Texts texts, IntFunction<Array> inputs) {
    this.reading = reading;
    this.machine = new Machine(domain, texts);
    this.beside = new Machine(domain, texts);
    reading
        .given()
        .forEach(
            (stage, place) -> {
              Array input = inputs.apply(place);
              machine.give(stage, input);
              beside.give(stage, input);
            });
  }

  /** The elements of each output, by place, as they are stored. */
  Map<Integer, Array> outputs() {
    Map<Integer, Array> results = new LinkedHashMap<>();
    reading
        .outputs()
        .forEach(
            (place, stage) -> {
              Array a = machine.run(stage);
              if (stage.body() != null) {
                machine.domain().store(a.lane(), a.size());
                reading.asMeasured().ifPresent(o -> machine.domain().err(o, a.lane(), a.size()));
              }
              results.put(place, a);
            });
    return results;
  }

  /** See {@link Machine#work}. */
  long work() {
    return machine.work() + beside.work();
  }

  /** Why the results are unspecified: the conditions on data that are not surely true. */
  List<Expectation> broken() {
    return reading.expectations().stream().filter(e -> !breaches(e).isEmpty()).toList();
  }

  /** The points at which a condition on data is not surely true. */
  BitSet breaches(Expectation e) {
    Machine own = reading.stated().contains(e) ? machine : beside;
    Array truth = own.run(e.truth());
    BitSet breaches = new BitSet();
    for (int k = 0; k < truth.size(); k++) {
      breaches.set(k, truth.lane().integer[k] == 0);
    }
    return breaches;
  }

  /** A column of values as a tensor. */
  static Tensor tensor(Array a, Texts texts) {
    Lane lane = a.lane();
    if (lane.type.isFloat()) {
      return Tensor.of(lane.type, a.shape(), lane.real);
    }
    if (lane.type != DType.STRING) {
      return Tensor.of(lane.type, a.shape(), lane.integer);
    }
    String[] strings = new String[a.size()];
    for (int k = 0; k < strings.length; k++) {
      strings[k] = texts.text(lane.integer[k]);
    }
    return Tensor.of(a.shape(), strings);
  }

  /** A tensor as a column of a domain. */
  static Array array(Tensor t, Domain domain, Texts texts) {
    if (t.type() != DType.STRING) {
      return new Array(t.shape(), domain.load(t));
    }
    long[] numbers = new long[t.size()];
    for (int k = 0; k < numbers.length; k++) {
      numbers[k] = texts.number(t.texts()[k]);
    }
    Lane lane = domain.lane(DType.STRING, numbers.length);
    System.arraycopy(numbers, 0, lane.integer, 0, numbers.length);
    System.arraycopy(numbers, 0, lane.integerHigh, 0, lane.integerHigh.length);
    return new Array(t.shape(), lane);
  }
}
