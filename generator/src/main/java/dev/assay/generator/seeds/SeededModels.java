package dev.assay.generator.seeds;

import dev.assay.core.Choices;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.onnx.Schema;
import dev.assay.core.onnx.Schemas;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.KnownOperators;
import dev.assay.core.reading.Kernels;
import dev.assay.generator.Binding;
import dev.assay.generator.Model;
import dev.assay.generator.ModelFromGraph;
import dev.assay.generator.ModelGenerator;
import dev.assay.generator.ModelOptions;
import dev.assay.generator.Policy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Models with parts of seeds: some are drawn, some are drawn with parts of seeds spliced in, some
 * are parts of seeds alone, and those with parts are mutated.
 *
 * <pre>
 *   draw a small model, or cut a part of a seed
 *   some times: cut a part of a seed, open its sizes, splice it to what is there
 *   some times: mutate it, where that keeps it valid
 * </pre>
 *
 * <p>Those with parts have only operators of the catalogue. What any of these steps breaks is not
 * taken. A model is a function of the options, the seeds and its choices.
 */
public final class SeededModels {
  /** The part of the choices of a model that says what it has of seeds; others draw it. */
  private static final int SEEDED = 100_003;

  private static final int ATTEMPTS = 6;
  private static final int STEPS = 12;
  private static final int MOST_MUTATIONS = 4;
  private static final double ALONE = 0.4;

  private final ModelOptions options;
  private final ModelGenerator drawn;
  private final Seeds seeds;
  private final double share;
  private final Map<Integer, ModelGenerator> bases = new HashMap<>();

  /**
   * @param share how many of the models have parts of seeds
   */
  public SeededModels(ModelOptions options, Seeds seeds, double share) {
    this.options = options;
    this.drawn = new ModelGenerator(options);
    this.seeds = seeds;
    this.share = share;
  }

  /** Draws a model. */
  public Model next(Choices choices) {
    return someTimesSeeded(choices).orElseGet(() -> drawn.next(choices));
  }

  /** Draws model k of a campaign; see {@link ModelGenerator#at}. */
  public Model at(Choices campaign, long k) {
    return someTimesSeeded(campaign.fork(k)).orElseGet(() -> drawn.at(campaign, k));
  }

  /** What the drawn models have in turn. */
  public Set<Binding> bindings() {
    return drawn.bindings();
  }

  private Optional<Model> someTimesSeeded(Choices choices) {
    Choices own = choices.fork(SEEDED);
    if (seeds.list().isEmpty() || !own.chance(share)) {
      return Optional.empty();
    }
    return Stream.iterate(0, k -> k < ATTEMPTS, k -> k + 1)
        .flatMap(k -> seeded(own.fork(k)).stream())
        .findFirst();
  }

  /** A model with parts of seeds; empty where none came of these choices. */
  Optional<Model> seeded(Choices choices) {
    try {
      Seed seed = choices.of(seeds.list());
      int opset =
          Math.max(options.leastOpset(), Math.min(options.mostOpset(), seed.graph().opset()));
      Mixture mixture = nothing(opset);
      Policy policy = choices.flag() ? Policy.EXACT : Policy.REAL;
      if (!choices.chance(ALONE)) {
        Model base = base(opset).next(choices.fork(0));
        mixture = Mixture.of(base);
        policy = base.policy();
      }
      int parts = choices.between(1, 2);
      for (int k = 0; k < parts; k++) {
        Choices own = choices.fork(1L + k);
        Optional<Mixture> more = spliced(mixture, k == 0 ? seed : own.of(seeds.list()), own);
        mixture = more.orElse(mixture);
      }
      if (mixture.graph().nodes().isEmpty()) {
        return Optional.empty();
      }
      mixture = mutated(mixture, choices);
      return Optional.of(
          ModelFromGraph.of(
              mixture.graph(), mixture.free(), mixture.drawn(), policy, options, choices));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private ModelGenerator base(int opset) {
    int nodes = Math.max(1, options.nodes() / 2);
    return bases.computeIfAbsent(
        opset,
        o ->
            new ModelGenerator(
                options
                    .withNodes(nodes)
                    .withOpsets(o, o)
                    .withKnown(KnownOperators.CATALOGUE, Kernels.NONE)));
  }

  private static Mixture nothing(int opset) {
    Graph empty = new Graph("assay", Map.of("", opset), List.of(), Map.of(), List.of(), List.of());
    return new Mixture(empty, Map.of(), Set.of());
  }

  private Optional<Mixture> spliced(Mixture mixture, Seed seed, Choices choices) {
    int room = options.nodes() - mixture.graph().nodes().size();
    if (room < 1) {
      return Optional.empty();
    }
    try {
      Optional<Graph> cut =
          Cut.of(
              seed,
              choices.between(Math.min(2, room), room),
              n -> isUsable(n, seed.graph()),
              choices);
      if (cut.isEmpty()) {
        return Optional.empty();
      }
      OpenGraph open = new OpenGraph(cut.get(), options.elements());
      return Optional.of(Splice.of(mixture, cut.get(), open, STEPS, choices));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether the options have the node's operator, ONNX does not deprecate it, and its results are
   * no random numbers.
   */
  private boolean isUsable(Node node, Graph graph) {
    int version = graph.opsets().getOrDefault(node.domain(), 1);
    if (Schemas.find(node.domain(), node.operator(), version)
        .filter(Schema::deprecated)
        .isPresent()) {
      return false;
    }
    return Catalogue.find(node.domain(), node.operator(), version)
        .filter(options.operators())
        .filter(o -> !Catalogue.random().contains(o))
        .isPresent();
  }

  private Mixture mutated(Mixture mixture, Choices choices) {
    Mixture now = mixture;
    int count = choices.between(0, MOST_MUTATIONS);
    for (int k = 0; k < count; k++) {
      try {
        Mixture other = Mutation.any(choices).of(now, options, choices);
        if (other.graph().nodes().stream().allMatch(n -> isUsable(n, other.graph()))) {
          now = other;
        }
      } catch (IllegalArgumentException e) {
        continue; // not valid there
      }
    }
    return now;
  }
}
