package dev.assay.core.reading;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Range;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compiles reads. A read that may leave the array by a constant becomes a read of a copy with a
 * border, so that no bounds test remains; only what data or the step of a loop decide is tested.
 */
final class Reads {

  /** A bordered copy may be this many times as large as the array, and this much larger besides. */
  private static final int BORDER_FACTOR = 8;

  private static final int BORDER_SPARE = 4096;

  private final Compiler compiler;

  Reads(Compiler compiler) {
    this.compiler = compiler;
  }

  ElementNode compile(Expr.Read read) {
    Array array = compiler.machine().run(read.stage());
    Dims at = read.at();
    if (hasData(at)) {
      return tested(read, array);
    }
    List<Integer> leaving = leaving(at, array.shape());
    if (leaving.isEmpty() || array.size() == 0) {
      return array.size() == 0 ? tested(read, array) : plain(read, array.shape(), array.lane(), at);
    }
    if (read.outside() instanceof Expr.Const fill && read.stage().loop() == null) {
      ElementNode bordered = bordered(read, array, fill);
      if (bordered != null) {
        return bordered;
      }
    }
    if (read.outside() != null
        && leaving.stream().noneMatch(a -> compiler.index(at.get(a)).hasVector())) {
      return guarded(read, array, leaving);
    }
    return tested(read, array);
  }

  private static boolean hasData(Dims at) {
    for (Dim d : at.list()) {
      if (hasData(d)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasData(Dim d) {
    return d instanceof Dim.Element
        || d instanceof Dim.Apply a && (hasData(a.left()) || hasData(a.right()));
  }

  /** The axes along which the index may leave the array. */
  private static List<Integer> leaving(Dims at, int[] shape) {
    List<Integer> axes = new ArrayList<>();
    for (int a = 0; a < shape.length; a++) {
      if (mayLeave(at.get(a), shape[a])) {
        axes.add(a);
      }
    }
    return axes;
  }

  /** Whether an index may lie outside of an axis. */
  static boolean mayLeave(Dim index, int size) {
    Range r = Dim.range(index);
    return r.low() < 0 || r.high() >= size;
  }

  private ElementNode plain(Expr.Read read, int[] shape, Lane data, Dims at) {
    int[] strides = Array.strides(shape);
    List<ReadNode.Part> moving = new ArrayList<>();
    List<ReadNode.Part> still = new ArrayList<>();
    List<Slot[]> moves = new ArrayList<>();
    int constant = 0;
    for (int a = 0; a < shape.length; a++) {
      for (Compiler.Term term : Compiler.terms(at.get(a))) {
        int stride = term.sign() * strides[a];
        if (term.dim() instanceof Dim.Const c) {
          constant += (int) (c.value() * stride);
          continue;
        }
        IndexNode index = compiler.index(term.dim());
        moves.add(index.moves);
        (index.hasVector() ? moving : still).add(new ReadNode.Part(index, stride));
      }
    }
    return new ReadNode(
        compiler.withPoints(moves.toArray(new Slot[0][])),
        compiler.domain().lane(read.type(), compiler.batch().width),
        compiler.batch(),
        data,
        moving.toArray(new ReadNode.Part[0]),
        still.toArray(new ReadNode.Part[0]),
        constant);
  }

  /** A read of a copy with a border; null where the copy would be too large. */
  private @Nullable ElementNode bordered(Expr.Read read, Array array, Expr.Const fill) {
    int rank = array.shape().length;
    int[] low = new int[rank];
    int[] shape = new int[rank];
    long size = 1;
    for (int a = 0; a < rank; a++) {
      Range r = Dim.range(read.at().get(a));
      size *= Math.max(0, Math.min(r.high() - r.low() + 1, Integer.MAX_VALUE));
      if (size > (long) BORDER_FACTOR * array.size() + BORDER_SPARE || size == 0) {
        return null;
      }
      low[a] = (int) r.low();
      shape[a] = (int) (r.high() - r.low() + 1);
    }
    Lane copy = compiler.domain().lane(read.type(), (int) size);
    compiler.domain().constant(copy, fill.real(), fill.integer(), (int) size);
    copyInto(copy, shape, low, array);
    Dims shifted = Dims.each(rank, a -> read.at().get(a).minus(low[a]));
    return plain(read, shape, copy, shifted);
  }

  /** Copies the rows of the array that lie within the window of a shape at a place. */
  private static void copyInto(Lane copy, int[] shape, int[] low, Array array) {
    int rank = shape.length;
    int last = rank - 1;
    int rowFrom = Math.max(0, -low[last]);
    int rowTo = Math.min(shape[last], array.shape()[last] - low[last]);
    if (rowFrom >= rowTo) {
      return;
    }
    int[] strides = Array.strides(array.shape());
    int rows = Tensor.size(shape) / shape[last];
    int[] at = new int[rank];
    for (int row = 0; row < rows; row++) {
      int offset = 0;
      boolean inside = true;
      for (int a = 0; a < last; a++) {
        int i = at[a] + low[a];
        inside &= i >= 0 && i < array.shape()[a];
        offset += i * strides[a];
      }
      if (inside) {
        int from = offset + low[last] + rowFrom;
        copy.copy(array.lane(), from, row * shape[last] + rowFrom, rowTo - rowFrom);
      }
      for (int a = last - 1; a >= 0; a--) {
        if (++at[a] < shape[a]) {
          break;
        }
        at[a] = 0;
      }
    }
  }

  /**
   * A read that leaves the array for all points at once, or for none: by the step of a loop or a
   * fold.
   */
  private ElementNode guarded(Expr.Read read, Array array, List<Integer> leaving) {
    ElementNode inside = plain(read, array.shape(), array.lane(), read.at());
    ElementNode outside = compiler.element(Objects.requireNonNull(read.outside()));
    IndexNode[] tests =
        leaving.stream().map(a -> compiler.index(read.at().get(a))).toArray(IndexNode[]::new);
    int[] extents = leaving.stream().mapToInt(a -> array.shape()[a]).toArray();
    Slot[] moves = Compiler.union(inside.moves, outside.moves);
    Batch batch = compiler.batch();
    return new ElementNode(moves, compiler.domain().lane(read.type(), batch.width)) {
      @Override
      void evaluate() {
        boolean within = true;
        for (int t = 0; t < tests.length; t++) {
          int i = tests[t].get().value;
          within &= i >= 0 && i < extents[t];
        }
        out.copy((within ? inside : outside).get(), 0, 0, batch.n);
      }
    };
  }

  private ElementNode tested(Expr.Read read, Array array) {
    IndexNode[] at = read.at().list().stream().map(compiler::index).toArray(IndexNode[]::new);
    List<Slot[]> moves = new ArrayList<>();
    for (IndexNode i : at) {
      moves.add(i.moves);
    }
    ElementNode outside = read.outside() == null ? null : compiler.element(read.outside());
    if (outside != null) {
      moves.add(outside.moves);
    }
    return new TestedRead(
        compiler.withPoints(moves.toArray(new Slot[0][])),
        compiler.domain(),
        compiler.batch(),
        read.type(),
        array,
        at,
        outside);
  }
}
