package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.expr.Behaviour;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds inputs on which a model computes numbers: no NaN and no infinity anywhere, and no result
 * that ONNX leaves open.
 *
 * <pre>
 *   draw every free tensor
 *   while a node is at fault, rounds are left and the last one led on
 *     some times: {@link Redraw} one free tensor that the first such node hangs on, or a part of it
 *     some times: {@link Descent} from there against the gradient of that node's loss
 *     keep what is no worse: at fault later, or at fewer elements
 *   while a node is at fault still: {@link Mending}, and the same from there
 *   some times: redraw what makes outputs indecisive; keep what is still good and makes fewer so
 * </pre>
 *
 * <p>Bounded by a number of readings and by the work in them, never by time.
 */
public final class InputSearch {
  /** Elements evaluated, the steps of folds counted: some 20 ms. */
  private static final long WORK = 500_000;

  /** The same on each way to mend a node. */
  private static final long WORK_ON_A_WAY = WORK / 10;

  /** Rounds in a row that may lead nowhere. */
  private static final int PATIENCE = 1;

  private final int rounds;
  private final int redraws;
  private final int steps;
  private final int mends;
  private final int decisions;

  private InputSearch(int rounds, int redraws, int steps, int mends, int decisions) {
    this.rounds = rounds;
    this.redraws = redraws;
    this.steps = steps;
    this.mends = mends;
    this.decisions = decisions;
  }

  /** A search with bounds of its own and no fallback; zeros leave the first draw as it is. */
  public static InputSearch of(int rounds, int redraws, int steps) {
    return new InputSearch(rounds, redraws, steps, 0, 0);
  }

  /** With the fallback, and away from what makes results indecisive. */
  public static InputSearch standard() {
    return new InputSearch(4, 8, 12, 12, 4);
  }

  /**
   * The standard search; before a {@link Provocation} one that leaves behaviours where they are.
   */
  public static InputSearch before(Set<Behaviour> targets) {
    return targets.isEmpty() ? standard() : of(4, 8, 12);
  }

  /**
   * Searches inputs for a model; its free constants may change, and where it is mended its nodes.
   */
  public Found find(Model model, Choices choices) {
    Run run = new Run(model, Trial.of(model, draw(model, choices)), choices, WORK);
    Found.How how = run.best.isGood() ? Found.How.DRAWN : run.search();
    if (how == Found.How.NONE && mends > 0 && run.mend()) {
      how = Found.How.MENDED;
    }
    Optional<GraphReading> enclosed = run.best.isGood() ? run.decide() : Optional.empty();
    return run.best.found(how, run.readings, enclosed);
  }

  /** One search: the best data so far, and what they cost. */
  private final class Run {
    private final Choices choices;
    private Model model;
    private Trial best;
    private final long limit;
    private int readings = 1;
    private long work;

    Run(Model model, Trial first, Choices choices, long limit) {
      this.model = model;
      this.best = first;
      this.choices = choices;
      this.limit = limit;
      this.work = first.work();
    }

    /** Redraws and descends in turns; says which was the last of use. */
    Found.How search() {
      int stale = 0;
      for (int round = 0; round < rounds; round++) {
        Trial before = best;
        if (redraw()) {
          return Found.How.REDRAWN;
        }
        if (descend()) {
          return Found.How.DESCENDED;
        }
        stale = before.isWorseThan(best) ? 0 : stale + 1;
        if (work >= limit || stale > PATIENCE) {
          break;
        }
      }
      return Found.How.NONE;
    }

    private boolean redraw() {
      Redraw redraw = new Redraw(model, choices);
      for (int k = 0; k < redraws && work < limit && !best.isGood(); k++) {
        take(best.with(redraw.of(best, best.fault())));
      }
      return best.isGood();
    }

    private boolean descend() {
      Descent descent = new Descent(model);
      Trial at = best;
      for (int k = 0; k < steps && work < limit && !best.isGood(); k++) {
        Map<String, Tensor> moved = descent.step(at);
        if (moved == null) {
          break;
        }
        at = at.with(moved);
        take(at);
      }
      return best.isGood();
    }

    /**
     * Draws again what makes outputs indecisive, as long as that is of use; gives the best data
     * with their enclosures, where these were asked for.
     */
    Optional<GraphReading> decide() {
      if (decisions == 0) {
        return Optional.empty();
      }
      Redraw redraw = new Redraw(model, choices);
      Indecision left = Indecision.of(best);
      for (int k = 0; k < decisions && left.cause().isPresent() && work < limit; k++) {
        Trial next = best.with(redraw.of(best, left.cause().get()));
        readings++;
        work += next.work();
        Indecision there = next.isGood() ? left.after(next) : left;
        if (there.elements() < left.elements()) {
          best = next;
          left = there;
        }
      }
      return Optional.of(left.reading());
    }

    private void take(Trial next) {
      readings++;
      work += next.work();
      best = next.isWorseThan(best) ? best : next;
    }

    /** Mends one node at fault after the other; says whether no node is any more. */
    boolean mend() {
      boolean led = true;
      for (int k = 0; k < mends && led && !best.isGood(); k++) {
        led = mendOne();
      }
      return best.isGood();
    }

    /** Takes the first way that leads past the node at fault; says whether one does. */
    private boolean mendOne() {
      int rest = best.rest();
      for (Mending.Mended way : new Mending(model, best).ways(choices)) {
        Optional<Run> led = within(way).filter(r -> r.best.rest() < rest);
        if (led.isPresent()) {
          model = led.get().model;
          best = led.get().best;
          return true;
        }
      }
      return false;
    }

    /** A search of the mended model; empty where the node has no such form. */
    private Optional<Run> within(Mending.Mended way) {
      try {
        Run run = new Run(way.model(), Trial.of(way.model(), way.data()), choices, WORK_ON_A_WAY);
        run.search();
        readings += run.readings;
        return Optional.of(run);
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
  }

  private static Map<String, Tensor> draw(Model model, Choices choices) {
    Map<String, Tensor> data = new LinkedHashMap<>();
    model
        .graph()
        .feeds()
        .forEach(
            v ->
                data.put(
                    v.name(),
                    model
                        .policy()
                        .draw(choices, v.type().element(), model.free(v.name()))
                        .draw(
                            choices,
                            v.type().element(),
                            model.free(v.name()),
                            v.type().shape().orElseThrow().numbers())));
    model
        .data()
        .keySet()
        .forEach(
            name -> {
              Tensor constant = model.graph().constants().get(name);
              if (constant != null) {
                data.put(name, constant);
              }
            });
    return data;
  }
}
