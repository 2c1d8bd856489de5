package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.operator.Operator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Draws models that are valid by construction.
 *
 * <p>A model depends on the options and on its choices alone, so any one can be drawn again without
 * its forerunners. Variety is therefore drawn as well, and not counted over models: each model owes
 * some bindings of operators to types by its turn in the {@link Agenda}, likes some operators more
 * than others, draws some of its nodes in {@link Motifs}, and has a {@link Taste} for sizes.
 *
 * <pre>{@code
 * ModelGenerator models = new ModelGenerator(ModelOptions.STANDARD);
 * Model model = models.next(Choices.of(seed));
 * }</pre>
 */
public final class ModelGenerator {
  /** For each node; what is owed is tried as often for each attribute that the operator has. */
  private static final int ATTEMPTS = 8;

  /** For the reader of what is owed. */
  private static final int READINGS = 3;

  /** Until a model has a node at all. */
  private static final int MOST_ATTEMPTS = 400;

  /** How many of the models are aimed at a target, or begin with what is asked for. */
  private static final double AIMED = 0.8;

  private static final int AIMS = 80;

  /** Parts of the choices of a model or a campaign; those from 0 on are its steps or models. */
  private static final int GEAR = -11;

  private static final int TURN = -13;

  private static final int OWED = -14;

  private static final int ASKED = -15;

  private static final int READER = -16;

  private static final long MOST_TURN = 1L << 40;

  private final ModelOptions options;
  private final Targets targets;
  private final Map<Integer, Repertoire> repertoires = new HashMap<>();
  private final Tally tally = new Tally();
  private @Nullable Batch latest;
  private List<Structure> structures = List.of();
  private @Nullable Agenda agenda;

  public ModelGenerator(ModelOptions options) {
    this.options = options;
    this.targets = new Targets(options.targets());
  }

  private Agenda agenda() {
    if (agenda == null) {
      agenda = Agenda.of(options, this::repertoire);
    }
    return agenda;
  }

  private Repertoire repertoire(int opset) {
    return repertoires.computeIfAbsent(opset, o -> Repertoire.of(options, o));
  }

  /**
   * The bindings of operators to types that models owe, each in its turn.
   *
   * @throws IllegalArgumentException if the options leave no operator
   */
  public Set<Binding> bindings() {
    return agenda().bindings();
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
    long turn = turn(choices);
    if (!options.gear().isSymbolic(choices.fork(GEAR))) {
      return model(grown(choices, turn, null), choices);
    }
    try (SizeSolver solver = new SizeSolver(tally)) {
      return model(structure(choices, turn, solver, 1).numbered(0), choices);
    }
  }

  /**
   * Draws model k of a campaign, which depends on the campaign's choices and on k alone. Symbolic
   * models come in batches. A model owes what comes next after those before it.
   */
  public Model at(Choices campaign, long k) {
    Choices own = campaign.fork(k);
    long turn = turn(campaign);
    Optional<Batch> batch = options.gear().batch(campaign, k);
    return model(
        batch.isPresent()
            ? structures(batch.get(), turn)
                .get(batch.get().structure(k))
                .numbered(batch.get().set(k))
            : grown(own, turn + k, null),
        own);
  }

  /** Where in the agenda a model stands, or where a campaign begins. */
  private static long turn(Choices choices) {
    return choices.fork(TURN).between(0, MOST_TURN);
  }

  /**
   * The structures of a batch, kept for the next of its models.
   *
   * @param turn where the campaign begins in the agenda
   */
  private List<Structure> structures(Batch batch, long turn) {
    if (latest == null || !latest.isSame(batch)) {
      List<Structure> made = new ArrayList<>();
      try (SizeSolver solver = new SizeSolver(tally)) {
        for (int k = 0; k < Batch.STRUCTURES; k++) {
          Choices choices = batch.choices().fork(k);
          made.add(structure(choices, turn + batch.beginning(k), solver, Batch.SETS));
        }
      }
      latest = batch;
      structures = made;
    }
    return structures;
  }

  private Structure structure(Choices choices, long turn, SizeSolver solver, int sets) {
    return Structure.of(grown(choices, turn, solver), choices, solver, sets);
  }

  /**
   * @param solver of sizes that stay open; null where they become numbers at once
   */
  private Sketch grown(Choices choices, long turn, @Nullable SizeSolver solver) {
    List<Agenda.Owed> owed = agenda().owed(turn);
    boolean asked = !options.motifs().isEmpty() && choices.chance(AIMED);
    int opset = choices.of(asked ? asking() : agenda().opsets(owed));
    Repertoire repertoire = repertoire(opset);
    boolean aimed = !targets.isEmpty() && choices.chance(AIMED);
    Taste usual = Taste.of(choices, options.zeros());
    Taste taste = aimed && targets.needZeros() ? usual.withZeros() : usual;
    Supplier<Sketch> blank = () -> new Sketch(options, opset, repertoire::version, taste, solver);
    Sketch sketch = asked ? begun(blank, repertoire, choices.fork(ASKED)) : blank.get();
    if (aimed) {
      aim(sketch, repertoire, choices);
    }
    grow(sketch, repertoire, owed, taste, choices);
    return sketch;
  }

  private Model model(Sketch sketch, Choices choices) {
    Model model = ModelFromSketch.of(sketch, choices, opsets(sketch));
    tally.drawn(model);
    return model;
  }

  /** The opsets that form a motif that is asked for. */
  private List<Integer> asking() {
    List<Integer> opsets =
        agenda().opsets(List.of()).stream().filter(o -> !repertoire(o).asked().isEmpty()).toList();
    if (opsets.isEmpty()) {
      throw new IllegalArgumentException(
          "no opset has the operators of a motif\n  required : operators of ONNX that the options allow\n  but      : "
              + String.join("; ", options.motifs()));
    }
    return opsets;
  }

  /** A sketch that begins with what is asked for; a blank one where that does not succeed. */
  private Sketch begun(Supplier<Sketch> blank, Repertoire repertoire, Choices choices) {
    for (int k = 0; k < AIMS; k++) {
      Choices own = choices.fork(k);
      Sketch sketch = blank.get();
      Swarm swarm = new Swarm(repertoire.operators(), own);
      Motifs asked = repertoire.asked();
      MotifDraw draw =
          new MotifDraw(sketch, options.nodes(), swarm::draw, asked::operator, this::tried, true);
      if (draw.grow(asked.draw(own).orElseThrow(), own)) {
        return sketch;
      }
    }
    return blank.get();
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

  private void grow(
      Sketch sketch, Repertoire repertoire, List<Agenda.Owed> owed, Taste taste, Choices choices) {
    int settled = 0;
    Swarm swarm = new Swarm(repertoire.operators(), choices);
    int attempts = ATTEMPTS * options.nodes();
    for (int k = 0;
        k < attempts && hasRoom(sketch) || k < MOST_ATTEMPTS && sketch.nodes().isEmpty();
        k++) {
      if (settled < owed.size() && Agenda.isDue(settled, sketch.nodes().size())) {
        Choices own = choices.fork(OWED - settled);
        if (own.more()) {
          settle(sketch, repertoire, owed.get(settled), taste, own);
        }
        settled++;
        continue;
      }
      Choices own = choices.fork(k);
      if (!own.more() && !sketch.nodes().isEmpty()) {
        return;
      }
      Optional<Motif> motif =
          own.chance(taste.motifs()) ? repertoire.motifs().draw(own) : Optional.empty();
      if (motif.isPresent()) {
        new MotifDraw(
                sketch,
                options.nodes(),
                swarm::draw,
                repertoire.motifs()::operator,
                this::tried,
                false)
            .grow(motif.get(), own);
      } else {
        Operator operator = swarm.draw(own);
        swarm.tried(tried(operator, sketch.grow(operator, own)));
      }
    }
  }

  /** Grows a node that is owed, if the opset has its binding, and one that reads it. */
  private void settle(
      Sketch sketch, Repertoire repertoire, Agenda.Owed owed, Taste taste, Choices choices) {
    Agenda.Debt debt = owed.debt();
    Operator operator = debt.binding().operator();
    boolean met = false;
    if (debt.opsets().contains(sketch.opset())) {
      int attempts = ATTEMPTS * (1 + sketch.signature(operator).attributes().size());
      for (int k = 0; k < attempts && !met; k++) {
        Terms terms = debt.terms(taste, k);
        met = tried(operator, sketch.growOwed(operator, terms, k >= ATTEMPTS / 2, choices.fork(k)));
      }
    }
    tally.owed(debt.binding(), met);
    if (met) {
      read(sketch, repertoire, owed, choices.fork(READER));
    }
  }

  /** Grows a reader of the newest node. */
  private void read(Sketch sketch, Repertoire repertoire, Agenda.Owed owed, Choices choices) {
    DraftValue made = sketch.newest();
    List<Operator> readers = made == null ? List.of() : repertoire.readers(made.type());
    if (readers.isEmpty() || !hasRoom(sketch) || !choices.more()) {
      return;
    }
    boolean met = false;
    for (int k = 0; k < READINGS && !met; k++) {
      Operator reader = owed.reader(readers, (double) k / READINGS);
      met = tried(reader, sketch.growPlaying(reader, Part.reading(made), choices.fork(k)));
    }
    tally.read(met);
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
