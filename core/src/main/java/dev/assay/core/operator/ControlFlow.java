package dev.assay.core.operator;

import static dev.assay.core.operator.Structure.structure;

import dev.assay.core.expr.Dim;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.ValueType;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Structures that run sub-graphs: by a condition, again and again, or for each slice. */
final class ControlFlow {
  private ControlFlow() {}

  /** One of two sub-graphs. */
  static final Structure IF =
      structure(
          "If",
          13,
          "cond -> outputs*",
          op -> {
            String branch = op.truth(op.input("cond")) ? "then_branch" : "else_branch";
            op.give(op.run(op.attribute(branch).graph(), List.of()));
          });

  /**
   * A sub-graph again and again, each time on what the last one gave: at most M times, and as long
   * as a condition holds. Where no condition is given, ONNX ignores the one that the body gives.
   */
  static final Structure LOOP =
      structure(
          "Loop",
          13,
          "M? cond? v_initial* -> v_final_and_scan_outputs*",
          op -> {
            Graph body = op.attribute("body").graph();
            List<String> state = op.members("v_initial");
            Outputs outputs = new Outputs(op, body, 1 + state.size());
            op.require(
                body.inputs().size() == 2 + state.size(),
                "the body takes the number of the iteration, the condition and the state");
            long most = op.has("M") ? op.number(op.input("M")) : Long.MAX_VALUE;
            boolean watched = op.has("cond");
            String condition =
                watched ? op.input("cond") : op.constant(Tensor.of(DType.BOOL, new int[0], 1));
            for (long k = 0; k < most && (!watched || op.truth(condition)); k++) {
              List<String> given = new ArrayList<>();
              given.add(op.constant(Tensor.scalar(k)));
              given.add(condition);
              given.addAll(state);
              List<String> made = op.run(body, given);
              condition = made.get(0);
              state = made.subList(1, 1 + state.size());
              outputs.add(made);
            }
            List<String> results = new ArrayList<>(state);
            for (int k = 0; k < outputs.count(); k++) {
              results.add(outputs.stacked(k, 0, false));
            }
            op.give(results);
          });

  /**
   * A sub-graph for each slice of some tensors, with a state that goes from one slice to the next.
   */
  static final Structure SCAN =
      structure(
          "Scan",
          13,
          "initial_state_and_scan_inputs* -> final_state_and_scan_outputs*",
          op -> {
            Graph body = op.attribute("body").graph();
            List<String> given = op.members("initial_state_and_scan_inputs");
            int taken = (int) op.attribute("num_scan_inputs").integer();
            int states = given.size() - taken;
            op.require(taken >= 1 && states >= 0, "one input at least is scanned");
            op.require(
                body.inputs().size() == given.size(), "the body takes the state and the slices");
            Outputs outputs = new Outputs(op, body, states);
            List<Scanned> scanned = new ArrayList<>();
            for (int k = 0; k < taken; k++) {
              scanned.add(Scanned.of(op, given.get(states + k), k, taken));
            }
            int length = scanned.get(0).length();
            op.require(
                scanned.stream().allMatch(s -> s.length() == length),
                "all that is scanned has the same length");
            List<String> state = given.subList(0, states);
            for (int t = 0; t < length; t++) {
              List<String> inputs = new ArrayList<>(state);
              for (Scanned s : scanned) {
                inputs.add(s.at(t));
              }
              List<String> made = op.run(body, inputs);
              for (int k = 0; k < states; k++) {
                op.require(
                    Arrays.equals(op.shape(state.get(k)), op.shape(made.get(k))),
                    "a state keeps its shape");
              }
              state = made.subList(0, states);
              outputs.add(made);
            }
            List<String> results = new ArrayList<>(state);
            List<Long> none = Collections.nCopies(outputs.count(), 0L);
            List<Long> axes = op.integers("scan_output_axes", none);
            List<Long> directions = op.integers("scan_output_directions", none);
            op.require(
                axes.size() == outputs.count() && directions.size() == outputs.count(),
                "there is an axis and a direction for each scan output");
            for (int k = 0; k < outputs.count(); k++) {
              results.add(outputs.stacked(k, axes.get(k), directions.get(k) == 1));
            }
            op.give(results);
          });

  /** A tensor that a scan takes apart along an axis, from either end. */
  private record Scanned(Unrolling op, String tensor, long axis, boolean backwards, int length) {

    static Scanned of(Unrolling op, String tensor, int k, int count) {
      List<Long> none = Collections.nCopies(count, 0L);
      List<Long> axes = op.integers("scan_input_axes", none);
      List<Long> directions = op.integers("scan_input_directions", none);
      op.require(
          axes.size() == count && directions.size() == count,
          "there is an axis and a direction for each scan input");
      int[] shape = op.shape(tensor);
      long axis = axes.get(k) < 0 ? axes.get(k) + shape.length : axes.get(k);
      op.require(axis >= 0 && axis < shape.length, "what is scanned has the axis");
      return new Scanned(op, tensor, axis, directions.get(k) == 1, shape[(int) axis]);
    }

    String at(int t) {
      String place = op.constant(Tensor.scalar(backwards ? length - 1 - t : t));
      Map<String, Attribute> along = Map.of("axis", Attribute.of(axis));
      return op.node("Gather", List.of(tensor, place), 1, along).get(0);
    }
  }

  /** What a body gives in each iteration beside its state: tensors to be stacked. */
  private static final class Outputs {
    private final Unrolling op;
    private final Graph body;
    private final int before;
    private final List<List<String>> slices = new ArrayList<>();

    Outputs(Unrolling op, Graph body, int before) {
      this.op = op;
      this.body = body;
      this.before = before;
      op.require(body.outputs().size() >= before, "the body gives the next state");
      for (int k = before; k < body.outputs().size(); k++) {
        slices.add(new ArrayList<>());
      }
    }

    int count() {
      return slices.size();
    }

    void add(List<String> made) {
      for (int k = 0; k < slices.size(); k++) {
        slices.get(k).add(made.get(before + k));
      }
    }

    String stacked(int k, long axis, boolean backwards) {
      List<String> list = new ArrayList<>(slices.get(k));
      if (list.isEmpty()) {
        return op.constant(nothing(body.outputs().get(before + k).type(), axis));
      }
      if (backwards) {
        Collections.reverse(list);
      }
      return op.stacked(list, axis);
    }

    /** No slices, of the shape that the body declares for each. */
    private Tensor nothing(ValueType slice, long axis) {
      if (!slice.isConcrete()) {
        op.unsure("nothing is stacked, and the body does not say of what shape");
      }
      List<Dim> sizes = new ArrayList<>(slice.shape().map(s -> s.list()).orElse(List.of()));
      int place = (int) (axis < 0 ? axis + sizes.size() + 1 : axis);
      op.require(place >= 0 && place <= sizes.size(), "what is stacked has the axis");
      sizes.add(place, Dim.dim(0));
      return Tensor.zeros(
          slice.element(),
          sizes.stream().mapToInt(d -> d.isNumber() ? Math.toIntExact(d.number()) : 0).toArray());
    }
  }

  static final List<Structure> ALL = List.of(IF, LOOP, SCAN);
}
