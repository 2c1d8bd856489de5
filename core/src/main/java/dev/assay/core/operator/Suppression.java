package dev.assay.core.operator;

import static dev.assay.core.tensor.DType.INT64;

import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Greedy selection of boxes by score.
 *
 * @param boxes batches of boxes: corners {@code y1 x1 y2 x2} or, centred, {@code x y width height}
 * @param scores by batch, class and box
 * @param most how many boxes each class may have
 * @param overlap the intersection over union above which the worse of two boxes falls away
 * @param least the score that a box must exceed
 */
record Suppression(
    Tensor boxes, Tensor scores, boolean centred, long most, double overlap, double least) {

  /** From the inputs of the operator, of which the last three may be absent. */
  static Suppression of(List<@Nullable Tensor> in, boolean centred) {
    Tensor boxes = Objects.requireNonNull(in.get(0));
    Tensor scores = Objects.requireNonNull(in.get(1));
    Tensor most = in.get(2);
    return new Suppression(
        boxes,
        scores,
        centred,
        most == null || most.size() == 0 ? 0 : most.integers()[0],
        real(in.get(3), 0),
        real(in.get(4), Double.NEGATIVE_INFINITY));
  }

  private static double real(@Nullable Tensor t, double otherwise) {
    return t == null || t.size() == 0 ? otherwise : t.reals()[0];
  }

  /** A row of batch, class and box for each box that stays. */
  Tensor selected() {
    int classes = scores.shape()[1];
    List<Long> rows = new ArrayList<>();
    for (int batch = 0; batch < scores.shape()[0]; batch++) {
      for (int kind = 0; kind < classes; kind++) {
        for (int box : best(batch, batch * classes + kind)) {
          rows.addAll(List.of((long) batch, (long) kind, (long) box));
        }
      }
    }
    return Tensor.of(
        INT64, new int[] {rows.size() / 3, 3}, rows.stream().mapToLong(Long::longValue).toArray());
  }

  /** The score of a box; minus 0 becomes 0, its equal. */
  private double score(int row, int box) {
    return scores.reals()[row * scores.shape()[2] + box] + 0.0;
  }

  private List<Integer> best(int batch, int row) {
    int count = scores.shape()[2];
    List<Integer> byScore =
        IntStream.range(0, count)
            .boxed()
            .filter(k -> score(row, k) > least)
            .sorted(Comparator.comparing((Integer k) -> score(row, k)).reversed())
            .toList();
    List<Integer> kept = new ArrayList<>();
    for (int k : byScore) {
      if (kept.size() < most
          && kept.stream()
              .allMatch(better -> overlap(batch * count + better, batch * count + k) <= overlap)) {
        kept.add(k);
      }
    }
    return kept;
  }

  /** Intersection over union of two boxes. */
  private double overlap(int a, int b) {
    double common = 1;
    double areaA = 1;
    double areaB = 1;
    for (int axis = 0; axis < 2; axis++) {
      double lowA = low(a, axis);
      double highA = high(a, axis);
      double lowB = low(b, axis);
      double highB = high(b, axis);
      common *= Math.max(0, Math.min(highA, highB) - Math.max(lowA, lowB));
      areaA *= highA - lowA;
      areaB *= highB - lowB;
    }
    return common <= 0 ? 0 : common / (areaA + areaB - common);
  }

  private double low(int box, int axis) {
    double first = boxes.reals()[4 * box + axis];
    double second = boxes.reals()[4 * box + 2 + axis];
    return centred ? first - second / 2 : Math.min(first, second);
  }

  private double high(int box, int axis) {
    double first = boxes.reals()[4 * box + axis];
    double second = boxes.reals()[4 * box + 2 + axis];
    return centred ? first + second / 2 : Math.max(first, second);
  }
}
