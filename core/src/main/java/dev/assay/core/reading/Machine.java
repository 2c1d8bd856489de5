package dev.assay.core.reading;

import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.Tensor;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Runs the stages of one node in any {@link Domain}. It knows no operator, no element type and no
 * number: it places points, compiles formulas to columns ({@link Compiler}) and stores results.
 */
final class Machine {
  private final Domain domain;
  private final Texts texts;
  private final Map<Stage, Array> memory = new IdentityHashMap<>();
  private long work;

  Machine(Domain domain) {
    this(domain, new Texts());
  }

  /**
   * @param texts the numbers of all strings around
   */
  Machine(Domain domain, Texts texts) {
    this.domain = domain;
    this.texts = texts;
  }

  Domain domain() {
    return domain;
  }

  void worked(long more) {
    work += more;
  }

  /** How many points have been evaluated so far, each as often as a fold stepped. */
  long work() {
    return work;
  }

  /** Puts the elements of a given stage in place. */
  void give(Stage s, Array elements) {
    memory.put(s, elements);
  }

  /** The elements of a stage, which is run if it has not been. */
  Array run(Stage s) {
    Array known = memory.get(s);
    if (known != null) {
      return known;
    }
    return switch (s.kind()) {
      case GIVEN -> throw new IllegalStateException("nothing is given for " + s.name());
      case HELD -> {
        Array held = NodeRun.array(Objects.requireNonNull(s.held()), domain, texts);
        memory.put(s, held);
        yield held;
      }
      case POINTWISE -> {
        StageRun run = begin(s);
        run.pointwise();
        Array elements = run.elements();
        s.rounding()
            .ifPresent(of -> domain.round(elements.lane(), () -> run(of).lane(), elements.size()));
        yield elements;
      }
      case SCAN -> {
        StageRun run = begin(s);
        run.scan();
        yield run.elements();
      }
      case STEP -> {
        loop(Objects.requireNonNull(s.loop()).stages());
        yield Objects.requireNonNull(memory.get(s));
      }
    };
  }

  /** Runs the stages of a loop step by step; each finds the memory of all others. */
  private void loop(List<Stage> stages) {
    List<StageRun> runs = stages.stream().map(this::begin).toList();
    int steps = stages.get(0).dim(0).number();
    for (int step = 0; step < steps; step++) {
      for (StageRun r : runs) {
        r.step(step);
      }
    }
  }

  private StageRun begin(Stage s) {
    int[] shape = s.shape().numbers();
    Array elements = new Array(shape, domain.lane(s.type(), Tensor.size(shape)));
    memory.put(s, elements);
    return new StageRun(this, s, elements);
  }
}
