package dev.assay.core.operator;

import static dev.assay.core.expr.Dim.dim;
import static dev.assay.core.expr.Dim.element;
import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Expr.sum;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.tensor.DType.FLOATS;
import static dev.assay.core.tensor.DType.INT32;
import static dev.assay.core.tensor.DType.INT64;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Loop;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * What the recurrent operators share: their inputs, the order of time in each direction, the gates'
 * sums, and how the states of all directions become outputs.
 *
 * <p>Within, a state is read at (step, batch, unit); step t is the t-th that the direction takes.
 */
final class Recurrence {
  private final Draft op;
  private final boolean batchFirst;
  private final Stage x;
  private final Stage w;
  private final Stage r;
  private final Optional<Stage> bias;
  private final Optional<Stage> lengths;
  private final String direction;
  private final double clip;
  private final List<UnaryOperator<Expr>> activations;
  private final int perDirection;
  private final int gates;
  final DType type;
  final Dim steps;
  final Dim batch;
  final Dim hidden;
  final int directions;

  /**
   * Asks for the common inputs.
   *
   * @param gates how many matrices are stacked in W and R
   * @param activations the functions of one direction where the node names none
   */
  Recurrence(Draft op, int gates, String... activations) {
    this.op = op;
    this.gates = gates;
    batchFirst = op.opset() >= 14 && op.flag("layout", false);
    direction = op.word("direction", "forward", "reverse", "bidirectional");
    directions = direction.equals("bidirectional") ? 2 : 1;
    perDirection = activations.length;
    this.activations = CellFunction.of(op, directions, activations);
    clip = op.real("clip", Double.POSITIVE_INFINITY, Float.MIN_VALUE, Float.MAX_VALUE);
    op.any("an output is asked for", "Y", "Y_h", "Y_c");
    x = op.input("X", FLOATS, 3, 3);
    type = x.type();
    steps = x.dim(batchFirst ? 1 : 0);
    batch = x.dim(batchFirst ? 0 : 1);
    op.require(steps.atLeast(1), "there is a last step");
    w = op.input("W", Set.of(type), 3, 3);
    op.usual("hidden_size"); // runtimes insist on it
    hidden = op.number("hidden_size", w.dim(1).over(gates), Range.from(1));
    Dim ways = dim(directions);
    op.require(hidden.atLeast(1), "there are units");
    op.require(
        w.shape(), Dims.of(ways, hidden.times(gates), x.dim(2)), "W maps the inputs to the gates");
    r =
        op.input(
            "R", type, Dims.of(ways, hidden.times(gates), hidden), "R maps the units to the gates");
    bias =
        op.optional("B", type, Dims.of(ways, hidden.times(2L * gates)), "two biases for each gate");
    lengths = op.optional("sequence_lens", INT32, Dims.of(batch), "one length for each sequence");
    lengths.ifPresent(
        l -> op.within(l, dim(1), steps.plus(1), "a sequence is no longer than the input"));
  }

  /** The function number {@code k} of a direction, after the clip. */
  UnaryOperator<Expr> activation(int way, int k) {
    UnaryOperator<Expr> f = activations.get(way * perDirection + k);
    return Double.isInfinite(clip) ? f : v -> f.apply(v.max(-clip).min(clip));
  }

  /** That the clip leaves a state alone: ONNX Runtime clips what goes into gates, but no states. */
  void expectHeld(Stage state) {
    if (!Double.isInfinite(clip)) {
      op.expect(
          Behaviour.TEXTS_DIFFER,
          stage(state.shape(), i -> Expr.abs(state.at(i)).atMost(clip)),
          "a cell lies within the clip, or else implementations differ");
    }
  }

  /** What an optional state is at the beginning: 0 unless given. */
  Optional<Stage> initial(String port) {
    return op.optional(
        port, type, ordered(dim(directions), batch, hidden), "one state for each unit");
  }

  private Expr start(Optional<Stage> initial, int way, Dim sequence, Dim unit) {
    return initial.map(s -> s.at(ordered(dim(way), sequence, unit))).orElse(number(type, 0L));
  }

  /** The state one step before a point. */
  Function<Dims, Expr> before(Loop loop, Stage state, Optional<Stage> initial, int way) {
    return i -> loop.before(state, i, start(initial, way, i.get(1), i.get(2)));
  }

  private Dims ordered(Dim way, Dim sequence, Dim unit) {
    return batchFirst ? Dims.of(sequence, way, unit) : Dims.of(way, sequence, unit);
  }

  /** A state of each unit of each sequence. */
  Stage state(Loop loop) {
    return loop.state(type, Dims.of(batch, hidden));
  }

  /** What a step makes of each unit besides its states. */
  Stage within(Loop loop, Function<Dims, Expr> formula) {
    return loop.stage(type, Dims.of(batch, hidden), formula);
  }

  /** The formula of a state, which stands still once a sequence has ended. */
  void next(Loop loop, Stage state, Function<Dims, Expr> value, Function<Dims, Expr> before) {
    loop.next(
        state,
        i ->
            lengths
                .map(l -> running(l, i).then(value.apply(i), before.apply(i)))
                .orElseGet(() -> value.apply(i)));
  }

  private static Expr running(Stage lengths, Dims i) {
    return number(INT32, i.get(0)).lessThan(lengths.at(i.get(1)));
  }

  /** A gate's part that needs no state: the input through W, with the biases. */
  Expr fromInput(int way, int gate, Dims i, boolean withBiasOfState) {
    Dim unit = hidden.times(gate).plus(i.get(2));
    Dim time = time(way, i.get(0), i.get(1));
    Expr y =
        sum(
            x.dim(2),
            k ->
                x.at(batchFirst ? Dims.of(i.get(1), time, k) : Dims.of(time, i.get(1), k))
                    .times(w.at(dim(way), unit, k)));
    Expr own = bias.map(b -> y.plus(b.at(dim(way), unit))).orElse(y);
    return withBiasOfState ? own.plus(biasOfState(way, gate, i.get(2))) : own;
  }

  /** The bias that goes with R. */
  Expr biasOfState(int way, int gate, Dim unit) {
    return bias.map(b -> b.at(dim(way), hidden.times(gates + gate).plus(unit)))
        .orElse(number(type, 0L));
  }

  /** A gate's part from all units of the same sequence, through R. */
  Expr fromState(int way, int gate, Dims i, Function<Dims, Expr> state) {
    Dim unit = hidden.times(gate).plus(i.get(2));
    return sum(hidden, k -> state.apply(i.with(2, k)).times(r.at(dim(way), unit, k)));
  }

  /**
   * The input's position at a step, or the step that is at a position: reversal is its own inverse.
   */
  private Dim time(int way, Dim step, Dim sequence) {
    boolean backwards = direction.equals("reverse") || way == 1;
    if (!backwards) {
      return step;
    }
    Dim last = lengths.map(l -> element(l.at(sequence))).orElse(steps).minus(1);
    Dim turned = last.minus(step);
    return lengths.isEmpty() ? turned : turned.mod(steps);
  }

  /** All states of a stage for each direction, zero where a sequence has ended. */
  void outputAll(String port, List<Stage> states) {
    if (!op.has(port)) {
      return;
    }
    Dim ways = dim(directions);
    Dims shape =
        batchFirst ? Dims.of(batch, steps, ways, hidden) : Dims.of(steps, ways, batch, hidden);
    op.output(
        port,
        stage(
            shape,
            i -> {
              Dim step = i.get(batchFirst ? 1 : 0);
              Dim sequence = i.get(batchFirst ? 0 : 2);
              Dim way = i.get(batchFirst ? 2 : 1);
              Expr y =
                  choose(way, d -> states.get(d).at(time(d, step, sequence), sequence, i.get(3)));
              return lengths
                  .map(l -> running(l, Dims.of(step, sequence)).then(y, y.like(0)))
                  .orElse(y);
            }));
  }

  /** The last state of each direction. */
  void outputLast(String port, List<Stage> states, Optional<Stage> initial) {
    if (!op.has(port)) {
      return;
    }
    op.output(
        port,
        stage(
            ordered(dim(directions), batch, hidden),
            i -> {
              Dim way = i.get(batchFirst ? 1 : 0);
              Dim sequence = i.get(batchFirst ? 0 : 1);
              return choose(
                  way,
                  d ->
                      states
                          .get(d)
                          .at(
                              Dims.of(steps.minus(1), sequence, i.get(2)),
                              start(initial, d, sequence, i.get(2))));
            }));
  }

  private Expr choose(Dim way, IntFunction<Expr> value) {
    return directions == 1
        ? value.apply(0)
        : number(INT64, way).is(0).then(value.apply(0), value.apply(1));
  }

  /** A list of one entry for each direction. */
  List<Stage> each(IntFunction<Stage> state) {
    return IntStream.range(0, directions).mapToObj(state).toList();
  }
}
