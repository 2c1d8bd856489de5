package dev.assay.core.reading;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One stage, going back: the adjoints of its elements are taken batch by batch through its formula,
 * to the adjoints of the stages that it reads. The values on the way are computed anew.
 */
final class StageGradient {
  private final Gradients gradients;
  private final Stage stage;
  private final int serial;
  private final int steps;
  private final int points;
  private final int inner;
  private final Batch batch;
  private final Compiler compiler;
  private final Map<Expr, Tape.@Nullable Entry> entries = new IdentityHashMap<>();
  private final Tape tape = new Tape();
  private final Deque<Frame> folds = new ArrayDeque<>();
  private final Tape.@Nullable Entry root;

  /** A fold that is being compiled; the innermost first. */
  private record Frame(List<Slot> over, Tape tape) {}

  StageGradient(Gradients gradients, Machine machine, Stage stage) {
    this.gradients = gradients;
    this.stage = stage;
    this.serial = stage.axis();
    int[] shape = stage.shape().numbers();
    this.steps = serial < 0 ? 1 : shape[serial];
    this.points = steps == 0 ? 0 : Tensor.size(shape) / steps;
    this.inner = serial < 0 ? 1 : Array.strides(shape)[serial];
    this.batch = new Batch(Math.min(Batch.WIDTH, Math.max(1, points)));
    batch.bind(stage.point(), shape, serial);
    this.compiler = new Compiler(machine, batch);
    this.root = points == 0 ? null : entry(body());
  }

  private Expr body() {
    return Objects.requireNonNull(stage.body());
  }

  // ---- compiling

  /** The entry of an expression; null where no adjoint is wanted below it. */
  private Tape.@Nullable Entry entry(Expr e) {
    if (!e.type().isFloat()) {
      return null;
    }
    if (!entries.containsKey(e)) {
      entries.put(e, compile(e));
    }
    return entries.get(e);
  }

  private Tape.@Nullable Entry compile(Expr e) {
    Tape.Entry entry;
    if (e instanceof Expr.Apply a) {
      entry = apply(a);
    } else if (e instanceof Expr.Read r) {
      entry = read(r);
    } else {
      entry = e instanceof Expr.Fold f ? fold(f) : null;
    }
    if (entry != null) {
      tapeOf(e).add(entry);
    }
    return entry;
  }

  /** The tape of the innermost fold whose indices an expression hangs on. */
  private Tape tapeOf(Expr e) {
    List<Slot> moves = Arrays.asList(compiler.element(e).moves);
    for (Frame f : folds) {
      if (f.over.stream().anyMatch(moves::contains)) {
        return f.tape;
      }
    }
    return tape;
  }

  private Tape.@Nullable Entry apply(Expr.Apply e) {
    Tape.@Nullable Entry[] to = new Tape.Entry[e.args().size()];
    boolean any = false;
    for (int a = 0; a < to.length; a++) {
      to[a] = entry(e.args().get(a));
      any |= to[a] != null;
    }
    if (!any) {
      return null;
    }
    ElementNode[] args = e.args().stream().map(compiler::element).toArray(ElementNode[]::new);
    return new ApplyEntry(
        batch.width, gradients.derivatives(), e.prim(), compiler.element(e), args, to);
  }

  private Tape.@Nullable Entry read(Expr.Read e) {
    Tape.Entry outside = e.outside() == null ? null : entry(e.outside());
    double[] target = gradients.adjoints(e.stage());
    if (target == null && outside == null) {
      return null;
    }
    int[] shape = e.stage().shape().numbers();
    IndexNode[] at = e.at().list().stream().map(compiler::index).toArray(IndexNode[]::new);
    boolean[] leaving = new boolean[at.length];
    for (int a = 0; a < at.length; a++) {
      leaving[a] = Reads.mayLeave(e.at().get(a), shape[a]);
    }
    double[] to = target == null ? new double[Tensor.size(shape)] : target;
    return new ReadEntry(batch.width, to, shape, at, leaving, e.outside() != null, outside);
  }

  private Tape.@Nullable Entry fold(Expr.Fold e) {
    Slot[] over = e.over().stream().map(batch::slot).toArray(Slot[]::new);
    int[] extents =
        e.over().stream()
            .map(Dim.Var::extent)
            .mapToInt(d -> Objects.requireNonNull(d).number())
            .toArray();
    Tape ofBody = new Tape();
    folds.push(new Frame(List.of(over), ofBody));
    Tape.Entry to = entry(e.body());
    folds.pop();
    if (to == null) {
      return null;
    }
    return new FoldEntry(
        e.prim(),
        over,
        extents,
        batch,
        compiler.element(e),
        compiler.element(e.body()),
        ofBody,
        to);
  }

  // ---- going back

  void pointwise() {
    step(0);
  }

  /** The elements of one step of a loop, or of a pointwise stage all of them. */
  void step(int step) {
    double[] from = gradients.adjoints(stage);
    if (root == null || from == null) {
      return;
    }
    Tape.Entry formula = root;
    if (serial >= 0) {
      batch.set(batch.slot(stage.point().get(serial)), step);
    }
    batches(
        b -> {
          for (int k = 0; k < b.n; k++) {
            formula.adjoint[k] += from[place(k, step)];
          }
          tape.reverse(b.n);
        });
  }

  /** A scan, from its last step to its first: y[i] combines y[i - 1] with term i. */
  void scan(Array results) {
    double[] from = gradients.adjoints(stage);
    if (root == null || from == null) {
      return;
    }
    Prim prim = Objects.requireNonNull(stage.prim());
    Slot along = batch.slot(stage.point().get(serial));
    ElementNode term = compiler.element(body());
    double[] y = results.lane().real;
    double[] carry = new double[batch.width];
    Derivatives derivatives = gradients.derivatives();
    batches(
        b -> {
          Arrays.fill(carry, 0);
          for (int step = steps - 1; step >= 0; step--) {
            b.set(along, step);
            double[] x = term.get().real;
            for (int k = 0; k < b.n; k++) {
              int at = place(k, step);
              double before = step == 0 ? Neutral.real(prim) : y[at - inner];
              double g = from[at] + carry[k];
              carry[k] = g * derivatives.first(prim, before, x[k], y[at]);
              root.adjoint[k] += g * derivatives.second(prim, before, x[k], y[at]);
            }
            tape.reverse(b.n);
          }
        });
  }

  private void batches(Consumer<Batch> each) {
    for (int first = 0; first < points; first += batch.width) {
      batch.moveTo(first, Math.min(batch.width, points - first));
      each.accept(batch);
    }
  }

  /** Where point k of the batch lies in the stage at a step. */
  private int place(int k, int step) {
    int p = batch.base + k;
    return serial < 0 ? p : p / inner * inner * steps + step * inner + p % inner;
  }
}
