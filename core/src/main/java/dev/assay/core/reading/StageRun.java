package dev.assay.core.reading;

import dev.assay.core.expr.Stage;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One stage being run: its formula compiled, its points taken batch by batch. */
final class StageRun {
  private final Machine machine;
  private final Domain domain;
  private final Stage stage;
  private final Array out;
  private final int serial;
  private final int points;
  private final int steps;
  private final int inner;
  private final Batch batch;
  private @Nullable ElementNode body;
  private final Compiler compiler;

  StageRun(Machine machine, Stage stage, Array out) {
    this.machine = machine;
    this.domain = machine.domain();
    this.stage = stage;
    this.out = out;
    this.serial = stage.axis();
    int[] shape = out.shape();
    this.steps = serial < 0 ? 1 : shape[serial];
    this.points = steps == 0 ? 0 : out.size() / steps;
    this.inner = serial < 0 ? 1 : Array.strides(shape)[serial];
    this.batch = new Batch(Math.min(Batch.WIDTH, Math.max(1, points)));
    batch.bind(stage.point(), shape, serial);
    this.compiler = new Compiler(machine, batch);
  }

  /** The formula; compiled at first use, when the stages of the same loop all have their memory. */
  private ElementNode body() {
    if (body == null) {
      body = compiler.element(Objects.requireNonNull(stage.body()));
    }
    return body;
  }

  /** Where the results are. */
  Array elements() {
    return out;
  }

  /** Every element on its own. */
  void pointwise() {
    if (points > 0) {
      ElementNode formula = body();
      batches(b -> out.lane().copy(formula.get(), 0, b.base, b.n));
    }
  }

  /** The elements of one step. */
  void step(int step) {
    if (points > 0) {
      ElementNode formula = body();
      batch.set(batch.slot(stage.point().get(serial)), step);
      batches(b -> place(formula.get(), step));
    }
  }

  /** Running combinations along the serial axis. */
  void scan() {
    if (points == 0) {
      return;
    }
    ElementNode term = body();
    Domain.Folder folder =
        domain.folder(Objects.requireNonNull(stage.prim()), stage.type(), batch.width);
    Lane total = domain.lane(stage.type(), batch.width);
    Slot along = batch.slot(stage.point().get(serial));
    batches(
        b -> {
          folder.begin(b.n);
          for (int step = 0; step < steps; step++) {
            b.set(along, step);
            folder.step(term.get(), b.n);
            folder.end(total, b.n);
            place(total, step);
          }
        });
  }

  private void batches(Consumer<Batch> each) {
    for (int first = 0; first < points; first += batch.width) {
      batch.moveTo(first, Math.min(batch.width, points - first));
      each.accept(batch);
    }
    machine.worked(batch.work);
    batch.work = 0;
  }

  /** Stores a batch at one step: runs of {@code inner} elements lie together. */
  private void place(Lane from, int step) {
    int done = 0;
    while (done < batch.n) {
      int p = batch.base + done;
      int run = Math.min(batch.n - done, inner - p % inner);
      int to = p / inner * inner * steps + step * inner + p % inner;
      out.lane().copy(from, done, to, run);
      done += run;
    }
  }
}
