package dev.assay.backends.emitter;

import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Elements read from a stage: by moving whole axes where each index runs along one, else by taking
 * them one by one.
 */
final class Reads<T> {
  private final Space<T> space;
  private final Emitter<T> emitter;
  private final Places<T> places;

  Reads(Space<T> space) {
    this.space = space;
    this.emitter = space.emitter();
    this.places = new Places<>(space);
  }

  Term<T> term(Expr.Read r) {
    Optional<Term<T>> outside = Optional.ofNullable(r.outside()).map(space::term);
    if (r.stage().kind() == Stage.Kind.STEP && space.fixes(r.at())) {
      return ofStep(r, outside);
    }
    return elements(space.formulas().term(r.stage()), r.at(), outside);
  }

  /** An element that an earlier step of a running loop has made, or that an earlier stage has. */
  private Term<T> ofStep(Expr.Read r, Optional<Term<T>> outside) {
    List<Term<T>> steps = space.formulas().stepsOf(r.stage());
    long step = places.table(List.of(r.at().get(0)), at -> at[0]).integers()[0];
    return step >= 0 && step < steps.size()
        ? elements(steps.get((int) step), r.at().from(1), outside)
        : outside.orElseThrow();
  }

  private Term<T> elements(Term<T> source, Dims at, Optional<Term<T>> outside) {
    if (source.size() == 0) {
      return outside.orElseGet(() -> emptied(source.type()));
    }
    Optional<Run[]> runs = Run.along(space, at);
    if (runs.isPresent()) {
      Optional<Term<T>> moved = moved(source, runs.get(), outside);
      if (moved.isPresent()) {
        return moved.get();
      }
    }
    return at.list().stream().allMatch(Places::isTable)
        ? tabled(source, at, outside)
        : computed(source, at, outside);
  }

  /** Nothing, of the size that the indices have. */
  private Term<T> emptied(DType type) {
    int[] shape = new int[space.rank()];
    for (int a = 0; a < shape.length; a++) {
      shape[a] = space.extent(a);
    }
    boolean empty = Tensor.size(shape) == 0;
    return emitter.constant(Tensor.zeros(type, empty ? shape : ones()));
  }

  private int[] ones() {
    return space.shape(List.of());
  }

  /** By padding, slicing and transposing; empty where that will not do. */
  private Optional<Term<T>> moved(Term<T> source, Run[] runs, Optional<Term<T>> outside) {
    int rank = source.rank();
    int[] from = new int[rank];
    int[] size = new int[rank];
    int[] step = new int[rank];
    int[] before = new int[rank];
    int[] after = new int[rank];
    for (int a = 0; a < rank; a++) {
      Run run = runs[a];
      size[a] = run.axis() < 0 ? 1 : space.extent(run.axis());
      step[a] = run.step();
      before[a] = Math.max(0, -run.from());
      after[a] = Math.max(0, run.from() + (size[a] - 1) * step[a] - source.size(a) + 1);
      from[a] = run.from() + before[a];
    }
    boolean inside = Arrays.stream(before).sum() + Arrays.stream(after).sum() == 0;
    if (!inside && (outside.isEmpty() || outside.get().size() != 1) || Tensor.size(size) == 0) {
      return Optional.empty();
    }
    Term<T> wide = inside ? source : emitter.pad(source, before, after, outside.orElseThrow());
    return Optional.of(placed(emitter.slice(wide, from, size, step), runs));
  }

  /** The axes of a source in the order of the space, among axes of size 1. */
  private Term<T> placed(Term<T> x, Run[] runs) {
    List<Integer> axes = Arrays.stream(runs).map(Run::axis).filter(a -> a >= 0).toList();
    int[] sizes = axes.stream().mapToInt(space::extent).toArray();
    int[] order = axes.stream().sorted().mapToInt(axes::indexOf).toArray();
    return emitter.reshape(emitter.transpose(emitter.reshape(x, sizes), order), space.shape(axes));
  }

  /** By a table of places in row-major order. */
  private Term<T> tabled(Term<T> source, Dims at, Optional<Term<T>> outside) {
    int[] sizes = source.shape();
    Tensor table = places.table(at.list(), index -> rowMajor(index, sizes));
    long[] numbers = table.integers();
    if (Arrays.stream(numbers).allMatch(n -> n >= 0)) {
      return emitter.take(source, emitter.constant(table));
    }
    long[] clamped = Arrays.stream(numbers).map(n -> Math.max(0, n)).toArray();
    Tensor within = Tensor.of(DType.INT64, table.shape(), clamped);
    Term<T> taken = emitter.take(source, emitter.constant(within));
    if (outside.isEmpty()) {
      return taken; // never looked at
    }
    long[] truth = Arrays.stream(numbers).map(n -> n >= 0 ? 1 : 0).toArray();
    Term<T> mask = emitter.constant(Tensor.of(DType.BOOL, table.shape(), truth));
    return emitter.apply(Prim.SELECT, mask, taken, outside.get());
  }

  /** The place of an element in row-major order; -1 for one outside. */
  private static long rowMajor(long[] index, int[] sizes) {
    long place = 0;
    for (int a = 0; a < sizes.length; a++) {
      if (index[a] < 0 || index[a] >= sizes[a]) {
        return -1;
      }
      place = place * sizes[a] + index[a];
    }
    return place;
  }

  /** By places that the framework computes from data, and moves inside. */
  private Term<T> computed(Term<T> source, Dims at, Optional<Term<T>> outside) {
    List<Term<T>> indices = new ArrayList<>();
    at.list().forEach(d -> indices.add(places.term(d)));
    Term<T> place = places.number(0);
    for (int a = 0; a < source.rank(); a++) {
      Term<T> low = emitter.apply(Prim.MAX, indices.get(a), places.number(0));
      Term<T> index = emitter.apply(Prim.MIN, low, places.number(source.size(a) - 1));
      Term<T> row = emitter.apply(Prim.MUL, place, places.number(source.size(a)));
      place = emitter.apply(Prim.ADD, row, index);
    }
    Term<T> taken = emitter.take(source, place);
    return outside
        .map(o -> emitter.apply(Prim.SELECT, places.inside(indices, source.shape()), taken, o))
        .orElse(taken);
  }
}
