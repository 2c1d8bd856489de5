package dev.assay.oracle.reduce;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.SequenceType;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.graph.ValueType;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.reading.Kernels;
import dev.assay.core.reading.Occurrences;
import dev.assay.core.tensor.Datum;
import dev.assay.core.tensor.Sequence;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A valid model with inputs, and the reference's value of all that is in it.
 *
 * @param draft with nothing in it on which no output hangs, and with the shapes that its values
 *     have
 * @param sites its graphs
 */
record Specimen(Draft draft, GraphReading reading, List<Site> sites, Size size) {

  /**
   * Reads a draft.
   *
   * @param kernels run the nodes of a system's own operators
   * @throws IllegalArgumentException if it breaks a rule
   */
  static Specimen of(Draft made, Kernels kernels) {
    Draft pruned = made.pruned();
    if (pruned.graph().nodes().isEmpty() || pruned.graph().outputs().isEmpty()) {
      throw new IllegalArgumentException("nothing is left");
    }
    GraphReading reading = GraphReading.values(pruned.graph(), pruned.inputs(), kernels);
    if (!reading.results().stream().allMatch(Tensor.class::isInstance)) {
      throw new IllegalArgumentException("no backend gives what is no tensor");
    }
    Graph g = pruned.graph();
    List<Site> sites = Site.all(reading);
    Graph declared = g;
    for (Site site : sites) {
      SchemaRules.require(site.reading());
      declared =
          site.way()
              .with(
                  declared,
                  b ->
                      b.withInputs(declared(b.inputs(), site.reading()))
                          .withOutputs(declared(b.outputs(), site.reading())));
    }
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (Value v : g.inputs()) {
      Tensor given = pruned.inputs().get(v.name());
      if (given != null) {
        inputs.put(v.name(), given);
      }
    }
    Draft draft = new Draft(declared, inputs);
    return new Specimen(draft, reading, sites, Size.of(draft, sites));
  }

  /**
   * Reads a draft in which each tensor that nobody reads is an output, so that no node is left out.
   *
   * @throws IllegalArgumentException if it breaks a rule
   */
  static Specimen whole(Draft made, Kernels kernels) {
    GraphReading reading = GraphReading.values(made.graph(), made.inputs(), kernels);
    List<Value> outputs = new ArrayList<>(made.graph().outputs());
    for (String name : made.deadEnds()) {
      if (reading.datum(name) instanceof Tensor t) {
        outputs.add(new Value(name, TensorType.of(t)));
      }
    }
    return of(made.withOutputs(outputs), kernels);
  }

  /** The model after an edit; empty unless that is valid and smaller. */
  Optional<Specimen> smaller(Edit edit) {
    Specimen made;
    try {
      made = of(edit.in(draft), reading.kernels());
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      return Optional.empty();
    }
    // a body that nobody reads any more may be valid no longer
    return made.unread() > unread() || made.size.compareTo(size) >= 0
        ? Optional.empty()
        : Optional.of(made);
  }

  Graph graph() {
    return draft.graph();
  }

  Graph graph(Site site) {
    return site.way().in(draft.graph());
  }

  /** The bodies that have no turn, which nobody can read. */
  long unread() {
    return Way.all(draft.graph()).size() - (long) sites.size();
  }

  /** The behaviours that some node meets; what comes out counts as what goes in. */
  Set<Behaviour> behaviours() {
    Set<Behaviour> met = EnumSet.noneOf(Behaviour.class);
    Occurrences.of(reading, b -> true).forEach(o -> met.add(o.behaviour()));
    if (graph().outputs().stream().anyMatch(v -> isSpecial(reading.datum(v.name())))) {
      met.add(Behaviour.SPECIAL_FLOATS);
    }
    return met;
  }

  private static boolean isSpecial(Datum datum) {
    return datum instanceof Tensor t
        && t.type().isFloat()
        && !Arrays.stream(t.reals()).allMatch(Double::isFinite);
  }

  /** The name, with the type that its value has; sizes that were left open stay so. */
  private static List<Value> declared(List<Value> values, GraphReading reading) {
    return values.stream()
        .map(v -> new Value(v.name(), declared(v.type(), reading.datum(v.name()))))
        .toList();
  }

  private static ValueType declared(ValueType type, Datum datum) {
    if (datum instanceof Sequence s && s.type() != type.element()) {
      return new SequenceType(TensorType.ofUnknownRank(s.type()));
    }
    if (!(datum instanceof Tensor t)) {
      return type;
    }
    if (type.shape().isEmpty()) {
      return TensorType.ofUnknownRank(t.type());
    }
    Dims before = type.shape().get();
    Dims now = Dims.ofNumbers(t.shape());
    return before.rank() != now.rank()
        ? TensorType.of(t)
        : TensorType.of(
            t.type(), Dims.each(now.rank(), k -> open(before.get(k)) ? before.get(k) : now.get(k)));
  }

  private static boolean open(Dim size) {
    return !size.isNumber();
  }
}
