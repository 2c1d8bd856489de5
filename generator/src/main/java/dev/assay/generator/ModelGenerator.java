package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.operator.Operator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Draws models that are valid by construction.
 *
 * <p>A model depends on the options and on its choices alone, so any one can be drawn again without
 * its forerunners. Variety is therefore drawn as well, and not counted over models: each model
 * likes some operators more than others, draws some of its nodes in {@link Motifs}, and has a
 * {@link Taste} for sizes.
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

  /** How many of the models are aimed at a target, where there are some. */
  private static final double AIMED = 0.8;

  private static final int AIMS = 80;

  /** How many consecutive models share a structure. */
  private static final int GROUP = 4;

  /** Parts of the choices of a model or a campaign; those from 0 on are its steps or models. */
  private static final int GEAR = -11;

  private static final int GROUPS = -12;

  private final ModelOptions options;
  private final Targets targets;
  private final Map<Integer, Repertoire> repertoires = new HashMap<>();
  private final Tally tally = new Tally();
  private @Nullable Structure latest;

  public ModelGenerator(ModelOptions options) {
    this.options = options;
    this.targets = new Targets(options.targets());
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
    return options.gear().isSymbolic(choices.fork(GEAR))
        ? model(structure(choices, 1).numbered(0), choices)
        : model(grown(choices, null), choices);
  }

  /**
   * Draws model k of a campaign, which depends on the campaign's choices and on k alone. Symbolic
   * models come in groups of consecutive numbers, with one structure and different sizes.
   */
  public Model at(Choices campaign, long k) {
    Choices group = campaign.fork(GROUPS).fork(k / GROUP);
    Choices own = campaign.fork(k);
    return options.gear().isSymbolic(group.fork(GEAR))
        ? model(shared(group).numbered((int) (k % GROUP)), own)
        : model(grown(own, null), own);
  }

  /** The structure of a group, kept for the next of its models. */
  private Structure shared(Choices group) {
    Structure known = latest;
    if (known == null || known.seed() != group.seed()) {
      known = structure(group, GROUP);
      latest = known;
    }
    return known;
  }

  private Structure structure(Choices choices, int count) {
    try (SizeSolver solver = new SizeSolver()) {
      Structure s = Structure.of(grown(choices, solver), choices, solver, count);
      tally.solved(solver.checks(), solver.refuted());
      return s;
    }
  }

  /**
   * @param solver of sizes that stay open; null where they become numbers at once
   */
  private Sketch grown(Choices choices, @Nullable SizeSolver solver) {
    int opset = choices.between(options.leastOpset(), options.mostOpset());
    Repertoire repertoire = repertoires.computeIfAbsent(opset, o -> Repertoire.of(options, o));
    boolean aimed = !targets.isEmpty() && choices.chance(AIMED);
    Taste usual = Taste.of(choices, options.zeros());
    Taste taste = aimed && targets.needZeros() ? usual.withZeros() : usual;
    Sketch sketch = new Sketch(options, opset, repertoire::version, taste, solver);
    if (aimed) {
      aim(sketch, repertoire, choices);
    }
    grow(sketch, repertoire, taste, choices);
    return sketch;
  }

  private Model model(Sketch sketch, Choices choices) {
    Model model = ModelFromSketch.of(sketch, choices, opsets(sketch));
    tally.drawn(model);
    return model;
  }

  /** Begins with a node that may meet a target. */
  private void aim(Sketch sketch, Repertoire repertoire, Choices choices) {
    List<Operator> operators = targets.among(repertoire.operators(), sketch.opset());
    Choices own = choices.fork(AIMS);
    for (int k = 0; k < AIMS && !operators.isEmpty() && sketch.nodes().isEmpty(); k++) {
      Operator operator = own.of(operators);
      tried(operator, sketch.growAimed(operator, own.fork(k)));
    }
  }

  private void grow(Sketch sketch, Repertoire repertoire, Taste taste, Choices choices) {
    Swarm swarm = new Swarm(repertoire.operators(), choices);
    int attempts = ATTEMPTS * options.nodes();
    for (int k = 0;
        k < attempts && hasRoom(sketch) || k < MOST_ATTEMPTS && sketch.nodes().isEmpty();
        k++) {
      Choices own = choices.fork(k);
      if (!own.more() && !sketch.nodes().isEmpty()) {
        return;
      }
      Optional<Motif> motif =
          own.chance(taste.motifs()) ? repertoire.motifs().draw(own) : Optional.empty();
      if (motif.isPresent()) {
        new MotifDraw(
                sketch, options.nodes(), swarm::draw, repertoire.motifs()::operator, this::tried)
            .grow(motif.get(), own);
      } else {
        Operator operator = swarm.draw(own);
        swarm.tried(tried(operator, sketch.grow(operator, own)));
      }
    }
  }

  private boolean hasRoom(Sketch sketch) {
    return sketch.nodes().size() < options.nodes();
  }

  private boolean tried(Operator operator, boolean grown) {
    tally.tried(operator, grown);
    return grown;
  }

  private static Map<String, Integer> opsets(Sketch sketch) {
    Map<String, Integer> opsets = new HashMap<>(Map.of("", sketch.opset()));
    for (DraftNode n : sketch.nodes()) {
      opsets.put(n.operator().domain(), sketch.version(n.operator()));
    }
    return opsets;
  }
}
