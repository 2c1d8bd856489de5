package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Draws models that are valid by construction.
 *
 * <p>A model depends on the options and on its choices alone, so any one can be drawn again without
 * its forerunners. Variety is therefore drawn as well, and not counted over models: each model
 * likes some operators more than others (swarm testing: Groce et al., ISSTA 2012), and within a
 * model an operator becomes the less likely the more often it is there.
 *
 * <pre>{@code
 * ModelGenerator models = new ModelGenerator(ModelOptions.STANDARD);
 * Model model = models.next(Choices.of(seed));
 * }</pre>
 */
public final class ModelGenerator {
  private static final int ATTEMPTS = 8;

  /** Until a model has a node at all. */
  private static final int MOST_ATTEMPTS = 400;

  private final ModelOptions options;
  private final Map<Integer, List<Operator>> pools = new HashMap<>();
  private final Tally tally = new Tally();

  public ModelGenerator(ModelOptions options) {
    this.options = options;
  }

  /** What drawing came to so far. */
  public Tally tally() {
    return tally;
  }

  /**
   * Draws a model.
   *
   * @throws IllegalArgumentException if the options leave no operator
   */
  public Model next(Choices choices) {
    int opset = choices.between(options.leastOpset(), options.mostOpset());
    List<Operator> pool = pools.computeIfAbsent(opset, this::pool);
    if (pool.isEmpty()) {
      throw new IllegalArgumentException(
          "the options leave no operator to draw\n  required : one operator at least\n  but      : "
              + options);
    }
    try (SizeSolver solver = new SizeSolver()) {
      Taste taste = Taste.of(choices, options.zeros());
      Sketch sketch = new Sketch(options, opset, this::newest, taste, solver);
      grow(sketch, pool, choices);
      tally.solved(solver.checks(), solver.refuted());
      Model model = ModelFromSketch.of(sketch, choices, opsets(sketch));
      tally.drawn(model);
      return model;
    }
  }

  private void grow(Sketch sketch, List<Operator> pool, Choices choices) {
    double[] weights = new double[pool.size()];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = choices.chance(0.4) ? -StrictMath.log(1 - choices.unit()) + 0.05 : 0.02;
    }
    int attempts = ATTEMPTS * options.nodes();
    for (int k = 0;
        k < attempts && sketch.nodes().size() < options.nodes()
            || k < MOST_ATTEMPTS && sketch.nodes().isEmpty();
        k++) {
      int at = choices.weighted(weights);
      boolean grown = sketch.grow(pool.get(at), choices.fork(k));
      tally.tried(pool.get(at), grown);
      weights[at] *= grown ? 0.4 : 0.8;
    }
  }

  /** The definitions that hold in a version and can be drawn, in the order of the catalogue. */
  private List<Operator> pool(int opset) {
    Map<String, Operator> pool = new LinkedHashMap<>();
    for (Operator o : Catalogue.drawn()) {
      int version = o.domain().isEmpty() ? opset : newest(o.domain());
      Optional<Operator> holds = Catalogue.find(o.domain(), o.name(), version);
      holds.filter(options.operators()).ifPresent(h -> pool.put(h.domain() + ":" + h.name(), h));
    }
    return new ArrayList<>(pool.values());
  }

  /** The version of another domain than ONNX's own: the newest that an allowed operator needs. */
  private int newest(String domain) {
    return Catalogue.drawn().stream()
        .filter(o -> o.domain().equals(domain))
        .filter(options.operators())
        .mapToInt(Operator::since)
        .max()
        .orElse(1);
  }

  private Map<String, Integer> opsets(Sketch sketch) {
    Map<String, Integer> opsets = new HashMap<>(Map.of("", sketch.opset()));
    for (DraftNode n : sketch.nodes()) {
      String domain = n.operator().domain();
      opsets.putIfAbsent(domain, newest(domain));
    }
    return opsets;
  }
}
