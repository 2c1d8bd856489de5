package dev.assay.verify.layer;

import dev.assay.core.Choices;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import dev.assay.verify.robustness.Replay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Runs of a layer that may break a fact, on the reference and on a backend. */
final class LayerRuns {
  /** How many points the backend is given that the reference does well on, or that it does not. */
  private static final int ON_BACKEND = 24;

  private final Layer layer;
  private final Fact fact;
  private final Replay replay;

  LayerRuns(Layer layer, Fact fact, Replay replay) {
    this.layer = layer;
    this.fact = fact;
    this.replay = replay;
  }

  /** The best counterexample among points that are tried: one on which both break. */
  Optional<Counterexample> attack(BooleanSupplier isOver) {
    Choices choices = Choices.of(1);
    List<List<Map<String, Tensor>>> tried = new ArrayList<>();
    for (Map<String, Tensor> point : Points.of(layer, choices)) {
      tried.add(
          fact.runs() == 1 ? List.of(point) : List.of(point, fact.partner(layer, point, choices)));
    }
    List<List<Map<String, Tensor>>> broken =
        tried.stream().filter(p -> !isOver.getAsBoolean() && breaksReference(p)).toList();
    return best(broken.isEmpty() ? tried : broken, isOver);
  }

  private Optional<Counterexample> best(
      List<List<Map<String, Tensor>>> points, BooleanSupplier isOver) {
    Optional<Counterexample> best = Optional.empty();
    for (List<Map<String, Tensor>> p : points.subList(0, Math.min(ON_BACKEND, points.size()))) {
      if (isOver.getAsBoolean()) {
        break;
      }
      Counterexample c = run(p);
      if (c.breaksReference() && c.breaksBackend()) {
        return Optional.of(c);
      }
      if (c.isReal() && best.isEmpty()) {
        best = Optional.of(c);
      }
    }
    return best;
  }

  private boolean breaksReference(List<Map<String, Tensor>> points) {
    return fact.isBroken(layer, points.stream().map(p -> Seen.of(values(p))).toList());
  }

  private Map<String, Tensor> values(Map<String, Tensor> point) {
    GraphReading reading = layer.reading(point);
    return reading.values();
  }

  /** What some points give. */
  Counterexample run(List<Map<String, Tensor>> points) {
    List<List<Tensor>> onBackend = new ArrayList<>();
    List<Seen> seen = new ArrayList<>();
    for (Map<String, Tensor> point : points) {
      Optional<List<Tensor>> outputs = replay.run(point);
      if (outputs.isPresent()) {
        onBackend.add(outputs.get());
        Map<String, Tensor> values = new LinkedHashMap<>(point);
        for (int k = 0; k < outputs.get().size(); k++) {
          values.put(layer.outputs().get(k), outputs.get().get(k));
        }
        seen.add(Seen.of(values));
      }
    }
    boolean isRun = seen.size() == points.size();
    return new Counterexample(
        points,
        points.stream().map(this::outputs).toList(),
        breaksReference(points),
        isRun ? onBackend : List.of(),
        isRun && fact.isBroken(layer, seen));
  }

  private Map<String, Tensor> outputs(Map<String, Tensor> point) {
    Map<String, Tensor> values = values(point);
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    layer.outputs().forEach(y -> outputs.put(y, Objects.requireNonNull(values.get(y))));
    return outputs;
  }
}
