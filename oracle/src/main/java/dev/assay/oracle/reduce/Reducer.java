package dev.assay.oracle.reduce;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.graph.Graph;
import dev.assay.core.reading.Kernels;
import dev.assay.core.tensor.Tensor;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Cuts a model down while it stays interesting. The law: what comes out is valid, is interesting,
 * meets no behaviour that the model did not meet, and nothing that a {@link Surgery} proposes makes
 * it smaller and keeps it so.
 *
 * <pre>{@code
 * while (some surgery has an edit of the best that is valid, smaller and interesting) {
 *   best = the model after the first such edit;
 * }
 * }</pre>
 *
 * <p>Edits are tried by several threads, but the first that is of use is taken, in the order in
 * which they are proposed. So the result does not depend on the number of threads.
 */
public final class Reducer {
  static final List<Surgery> SURGERIES =
      List.of(
          new FewerOutputs(),
          new Lifting(),
          new FewerNodes(),
          new FewerResults(),
          new ShorterPaths(),
          new FewerConstants(),
          new FewerLeaves(),
          new SmallerSizes(),
          new PlainerCalls(),
          new LowerRanks(),
          new PlainerTypes(),
          new PlainerValues(),
          new PlainerImports());

  /** What is tried where none of them is of use any more. */
  static final List<Surgery> LAST = List.of(new Pairs());

  private final Interest interest;
  private final int jobs;
  private final BooleanSupplier stop;
  private final Consumer<Progress> listener;
  private final Set<Draft> refused = ConcurrentHashMap.newKeySet();
  private final AtomicLong trials = new AtomicLong();
  private Set<Behaviour> allowed = Set.of();

  /**
   * @param jobs how many threads ask whether a model is interesting
   * @param stop asked before each trial; where it says so, the best so far is the result
   * @param listener told of each smaller model
   */
  public Reducer(Interest interest, int jobs, BooleanSupplier stop, Consumer<Progress> listener) {
    this.interest = interest;
    this.jobs = jobs;
    this.stop = stop;
    this.listener = listener;
  }

  /**
   * Reduces a model.
   *
   * @throws IllegalArgumentException if the model is invalid, or is not interesting
   */
  public Reduction reduce(Start model) throws InterruptedException {
    Specimen given = interesting(model);
    Progress before = progress(given);
    ExecutorService pool = Executors.newFixedThreadPool(jobs, Reducer::thread);
    try {
      Specimen best = given;
      Size last;
      do {
        last = best.size();
        best = within(best, SURGERIES, pool);
        best = best.size().equals(last) ? within(best, LAST, pool) : best;
      } while (!best.size().equals(last));
      best = named(best);
      return new Reduction(
          best.graph(), best.draft().inputs(), before, progress(best), !stop.getAsBoolean());
    } finally {
      pool.shutdownNow();
    }
  }

  /** The model without what no output hangs on, or else with outputs on which all of it hangs. */
  private Specimen interesting(Start model) throws InterruptedException {
    Specimen given = Specimen.of(model.draft(), model.kernels());
    allowed = given.behaviours();
    if (isKept(given)) {
      return given;
    }
    Specimen whole = Specimen.whole(model.draft(), model.kernels());
    allowed = whole.behaviours();
    if (isKept(whole)) {
      return whole;
    }
    throw new IllegalArgumentException("the model is not interesting once it is written anew");
  }

  /**
   * A model with inputs, as it is given.
   *
   * @param kernels run the nodes of a system's own operators
   */
  public record Start(Graph graph, Map<String, Tensor> inputs, Kernels kernels) {
    /** A model without such nodes. */
    public Start(Graph graph, Map<String, Tensor> inputs) {
      this(graph, inputs, Kernels.NONE);
    }

    Draft draft() {
      return new Draft(graph, inputs);
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "reducer");
    thread.setDaemon(true);
    return thread;
  }

  private Specimen within(Specimen start, List<Surgery> surgeries, ExecutorService pool)
      throws InterruptedException {
    Specimen best = start;
    for (Surgery surgery : surgeries) {
      long from = 0;
      Optional<Smaller> smaller;
      do {
        smaller = first(best, surgery, from, pool);
        if (smaller.isPresent()) {
          best = smaller.get().specimen();
          from = smaller.get().place();
          listener.accept(progress(best));
        }
      } while (smaller.isPresent());
    }
    return best;
  }

  /** A smaller model and the place of its edit among all; the next is looked for from there on. */
  private record Smaller(long place, Specimen specimen) {}

  private Optional<Smaller> first(Specimen best, Surgery surgery, long from, ExecutorService pool)
      throws InterruptedException {
    Iterator<Edit> edits = surgery.of(best).skip(from).iterator();
    Trials inFlight = new Trials(pool, 2 * jobs);
    long place = from;
    while (true) {
      while (inFlight.hasRoom() && edits.hasNext() && !stop.getAsBoolean()) {
        Edit edit = edits.next();
        inFlight.start(() -> smaller(best, edit));
      }
      if (inFlight.isEmpty()) {
        return Optional.empty();
      }
      Optional<Specimen> found = inFlight.next();
      if (found.isPresent()) {
        inFlight.cancel();
        return Optional.of(new Smaller(place, found.get()));
      }
      place++;
    }
  }

  private Optional<Specimen> smaller(Specimen best, Edit edit) throws InterruptedException {
    Optional<Specimen> edited = best.smaller(edit);
    if (edited.isEmpty() || refused.contains(edited.get().draft())) {
      return Optional.empty();
    }
    Specimen made = edited.get();
    if (isKept(made)) {
      return Optional.of(made);
    }
    refused.add(made.draft());
    return Optional.empty();
  }

  private boolean isKept(Specimen made) throws InterruptedException {
    if (!allowed.containsAll(made.behaviours())) {
      return false;
    }
    trials.incrementAndGet();
    return interest.isIn(made.graph(), made.draft().inputs());
  }

  /** The same with plain names, if those make no difference. */
  private Specimen named(Specimen best) throws InterruptedException {
    for (Edit edit : new PlainNames().of(best).toList()) {
      Specimen plain = Specimen.of(edit.in(best.draft()), best.reading().kernels());
      if (isKept(plain)) {
        return plain;
      }
    }
    return best;
  }

  private Progress progress(Specimen s) {
    return new Progress(s.graph(), s.size().nodes(), s.size().elements(), trials.get());
  }
}
