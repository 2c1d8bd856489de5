package dev.assay.core.operator;

import static dev.assay.core.expr.Dim.dim;
import static dev.assay.core.operator.Operator.operator;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Loop;
import dev.assay.core.expr.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Operators that carry a state from step to step of a sequence. */
final class Recurrences {
  private Recurrences() {}

  /** A layer of units, each a function of the input and of all units one step earlier. */
  static final Operator RNN =
      operator(
          "RNN",
          13,
          "X W R B? sequence_lens? initial_h? -> Y? Y_h?",
          op -> {
            Recurrence net = new Recurrence(op, 1, "Tanh");
            Optional<Stage> initial = net.initial("initial_h");
            List<Stage> states =
                net.each(
                    way -> {
                      Loop loop = Loop.over(net.steps);
                      Stage h = net.state(loop);
                      Function<Dims, Expr> before = net.before(loop, h, initial, way);
                      UnaryOperator<Expr> f = net.activation(way, 0);
                      net.next(
                          loop,
                          h,
                          i ->
                              f.apply(
                                  net.fromInput(way, 0, i, true)
                                      .plus(net.fromState(way, 0, i, before))),
                          before);
                      return h;
                    });
            net.outputAll("Y", states);
            net.outputLast("Y_h", states, initial);
          });

  /** Units that an update gate holds still and a reset gate hides from the others. */
  static final Operator GRU =
      operator(
          "GRU",
          13,
          "X W R B? sequence_lens? initial_h? -> Y? Y_h?",
          op -> {
            boolean linear = op.flag("linear_before_reset", false);
            Recurrence net = new Recurrence(op, 3, "Sigmoid", "Tanh");
            Optional<Stage> initial = net.initial("initial_h");
            List<Stage> states =
                net.each(
                    way -> {
                      Loop loop = Loop.over(net.steps);
                      Stage h = net.state(loop);
                      Function<Dims, Expr> before = net.before(loop, h, initial, way);
                      UnaryOperator<Expr> f = net.activation(way, 0);
                      UnaryOperator<Expr> g = net.activation(way, 1);
                      Stage update = gate(net, loop, way, 0, f, before);
                      Stage reset = gate(net, loop, way, 1, f, before);
                      Function<Dims, Expr> seen = i -> reset.at(i).times(before.apply(i));
                      Stage made =
                          net.within(
                              loop,
                              i -> {
                                Expr fromState =
                                    linear
                                        ? reset
                                            .at(i)
                                            .times(
                                                net.fromState(way, 2, i, before)
                                                    .plus(net.biasOfState(way, 2, i.get(2))))
                                        : net.fromState(way, 2, i, seen);
                                return g.apply(net.fromInput(way, 2, i, !linear).plus(fromState));
                              });
                      net.next(
                          loop,
                          h,
                          i -> {
                            Expr z = update.at(i);
                            return z.negated()
                                .plus(1)
                                .times(made.at(i))
                                .plus(z.times(before.apply(i)));
                          },
                          before);
                      return h;
                    });
            net.outputAll("Y", states);
            net.outputLast("Y_h", states, initial);
          });

  private static Stage gate(
      Recurrence net,
      Loop loop,
      int way,
      int gate,
      UnaryOperator<Expr> f,
      Function<Dims, Expr> before) {
    return net.within(
        loop,
        i -> f.apply(net.fromInput(way, gate, i, true).plus(net.fromState(way, gate, i, before))));
  }

  /** Units with a cell each, which gates let in, keep and let out. */
  static final Operator LSTM =
      operator(
          "LSTM",
          13,
          "X W R B? sequence_lens? initial_h? initial_c? P? -> Y? Y_h? Y_c?",
          op -> {
            boolean coupled = op.flag("input_forget", false);
            Recurrence net = new Recurrence(op, 4, "Sigmoid", "Tanh", "Tanh");
            Optional<Stage> firstUnits = net.initial("initial_h");
            Optional<Stage> firstCells = net.initial("initial_c");
            Optional<Stage> peepholes =
                op.optional(
                    "P",
                    net.type,
                    Dims.of(dim(net.directions), net.hidden.times(3)),
                    "three peepholes for each unit");
            List<Stage> cells = new ArrayList<>();
            List<Stage> units =
                net.each(
                    way -> {
                      Loop loop = Loop.over(net.steps);
                      Stage h = net.state(loop);
                      Stage c = net.state(loop);
                      Function<Dims, Expr> before = net.before(loop, h, firstUnits, way);
                      Function<Dims, Expr> kept = net.before(loop, c, firstCells, way);
                      Peephole peephole = new Peephole(net, peepholes, way);
                      Stage in = peephole.gate(loop, 0, before, kept);
                      Stage forget =
                          coupled
                              ? net.within(loop, i -> in.at(i).negated().plus(1))
                              : peephole.gate(loop, 2, before, kept);
                      Stage made = gate(net, loop, way, 3, net.activation(way, 1), before);
                      net.next(
                          loop,
                          c,
                          i -> forget.at(i).times(kept.apply(i)).plus(in.at(i).times(made.at(i))),
                          kept);
                      Stage out = peephole.gate(loop, 1, before, c::at);
                      UnaryOperator<Expr> shown = net.activation(way, 2);
                      net.next(loop, h, i -> out.at(i).times(shown.apply(c.at(i))), before);
                      net.expectHeld(c);
                      cells.add(c);
                      return h;
                    });
            net.outputAll("Y", units);
            net.outputLast("Y_h", units, firstUnits);
            net.outputLast("Y_c", cells, firstCells);
          });

  /** How the gates of one direction see the cells. */
  private record Peephole(Recurrence net, Optional<Stage> weights, int way) {

    Stage gate(Loop loop, int gate, Function<Dims, Expr> before, Function<Dims, Expr> cell) {
      UnaryOperator<Expr> f = net.activation(way, 0);
      return net.within(
          loop,
          i -> {
            Expr y = net.fromInput(way, gate, i, true).plus(net.fromState(way, gate, i, before));
            Dim unit = net.hidden.times(gate).plus(i.get(2));
            return f.apply(
                weights.map(p -> y.plus(p.at(dim(way), unit).times(cell.apply(i)))).orElse(y));
          });
    }
  }

  static final List<Operator> ALL = List.of(RNN, GRU, LSTM);
}
