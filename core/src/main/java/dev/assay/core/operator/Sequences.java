package dev.assay.core.operator;

import static dev.assay.core.operator.Structure.structure;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Structures that put tensors into sequences and take them out again. */
final class Sequences {
  private Sequences() {}

  /** No tensor at all. */
  static final Structure EMPTY =
      structure(
          "SequenceEmpty",
          13,
          " -> output",
          op -> {
            long type = op.integer("dtype", DType.FLOAT32.onnx());
            op.give(List.of(op.sequence(DType.of((int) type), List.of())));
          });

  /** Tensors of one type, in the order in which they are given. */
  static final Structure CONSTRUCT =
      structure(
          "SequenceConstruct",
          13,
          "inputs* -> output_sequence",
          op -> {
            List<String> tensors = op.members("inputs");
            op.require(!tensors.isEmpty(), "there is a tensor");
            op.give(List.of(op.sequence(op.type(tensors.get(0)), tensors)));
          });

  /** A sequence with one tensor more: before a position, or at the end. */
  static final Structure INSERT =
      structure(
          "SequenceInsert",
          13,
          "input_sequence tensor position? -> output_sequence",
          op -> {
            String sequence = op.input("input_sequence");
            List<String> list = new ArrayList<>(op.elements(sequence));
            list.add(position(op, list.size(), list.size()), op.input("tensor"));
            op.give(List.of(op.sequence(op.type(sequence), list)));
          });

  /** A sequence without the tensor at a position, or without the last. */
  static final Structure ERASE =
      structure(
          "SequenceErase",
          13,
          "input_sequence position? -> output_sequence",
          op -> {
            String sequence = op.input("input_sequence");
            List<String> list = new ArrayList<>(op.elements(sequence));
            list.remove(position(op, list.size(), list.size() - 1));
            op.give(List.of(op.sequence(op.type(sequence), list)));
          });

  /** The tensor at a position. */
  static final Structure AT =
      structure(
          "SequenceAt",
          13,
          "input_sequence position -> tensor",
          op -> {
            List<String> list = op.elements(op.input("input_sequence"));
            op.give(List.of(list.get(position(op, list.size(), list.size() - 1))));
          });

  /** A position of which a negative one counts from the back; the last where none is given. */
  private static int position(Unrolling op, int length, int last) {
    long given = op.has("position") ? op.number(op.input("position")) : last;
    long place = given < 0 ? given + length : given;
    op.require(place >= 0 && place <= last, "the position lies in the sequence");
    return (int) place;
  }

  /** How many tensors there are. */
  static final Structure LENGTH =
      structure(
          "SequenceLength",
          13,
          "input_sequence -> length",
          op -> {
            int length = op.elements(op.input("input_sequence")).size();
            op.give(List.of(op.constant(Tensor.scalar(length))));
          });

  /**
   * Pieces along an axis: of given sizes, or all of one size but the last, which may be smaller.
   */
  static final Structure SPLIT =
      structure(
          "SplitToSequence",
          13,
          "input split? -> output_sequence",
          op -> {
            String whole = op.input("input");
            int[] shape = op.shape(whole);
            long given = op.integer("axis", 0);
            int axis = (int) (given < 0 ? given + shape.length : given);
            op.require(axis >= 0 && axis < shape.length, "the input has the axis");
            long[] sizes = sizes(op, shape[axis]);
            Map<String, Attribute> along = Map.of("axis", Attribute.of(axis));
            List<String> pieces =
                sizes.length == 0
                    ? List.of()
                    : op.node(
                        "Split",
                        List.of(whole, op.constant(Tensor.list(sizes))),
                        sizes.length,
                        along);
            if (!op.has("split") && op.integer("keepdims", 1) == 0) {
              String axes = op.constant(Tensor.list(axis));
              pieces =
                  pieces.stream()
                      .map(p -> op.node("Squeeze", List.of(p, axes), 1, Map.of()).get(0))
                      .toList();
            }
            op.give(List.of(op.sequence(op.type(whole), pieces)));
          });

  private static long[] sizes(Unrolling op, int whole) {
    boolean even = !op.has("split") || op.shape(op.input("split")).length == 0;
    if (!even) {
      return op.numbers(op.input("split"));
    }
    long size = op.has("split") ? op.number(op.input("split")) : 1;
    op.require(size > 0, "the size of a piece is positive");
    List<Long> sizes = new ArrayList<>();
    for (long rest = whole; rest > 0; rest -= size) {
      sizes.add(Math.min(size, rest));
    }
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }

  /** The tensors of a sequence one behind the other along an axis, or side by side along a new. */
  static final Structure CONCAT =
      structure(
          "ConcatFromSequence",
          13,
          "input_sequence -> concat_result",
          op -> {
            List<String> parts = op.elements(op.input("input_sequence"));
            long axis = op.attribute("axis").integer();
            op.require(!parts.isEmpty(), "there is a tensor");
            op.give(
                List.of(
                    op.integer("new_axis", 0) == 1
                        ? op.stacked(parts, axis)
                        : op.joined(parts, axis)));
          });

  /** A sub-graph for each element of a sequence, beside those of others and whole tensors. */
  static final Structure MAP =
      structure(
          "SequenceMap",
          17,
          "input_sequence additional_inputs* -> out_sequence*",
          op -> {
            Graph body = op.attribute("body").graph();
            List<String> given = new ArrayList<>(List.of(op.input("input_sequence")));
            given.addAll(op.members("additional_inputs"));
            int length = op.elements(given.get(0)).size();
            op.require(body.inputs().size() == given.size(), "the body takes as many inputs");
            List<List<String>> results = new ArrayList<>();
            body.outputs().forEach(v -> results.add(new ArrayList<>()));
            for (int k = 0; k < length; k++) {
              List<String> inputs = new ArrayList<>();
              for (String value : given) {
                List<String> each =
                    op.isSequence(value) ? op.elements(value) : Collections.nCopies(length, value);
                op.require(each.size() == length, "all sequences have the same length");
                inputs.add(each.get(k));
              }
              List<String> made = op.run(body, inputs);
              for (int j = 0; j < results.size(); j++) {
                results.get(j).add(made.get(j));
              }
            }
            List<String> sequences = new ArrayList<>();
            for (int j = 0; j < results.size(); j++) {
              DType type =
                  length == 0
                      ? body.outputs().get(j).type().element()
                      : op.type(results.get(j).get(0));
              sequences.add(op.sequence(type, results.get(j)));
            }
            op.give(sequences);
          });

  static final List<Structure> ALL =
      List.of(EMPTY, CONSTRUCT, INSERT, ERASE, AT, LENGTH, SPLIT, CONCAT, MAP);
}
