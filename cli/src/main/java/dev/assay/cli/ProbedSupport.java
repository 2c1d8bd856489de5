package dev.assay.cli;

import dev.assay.backends.worker.CacheFolder;
import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Graph;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.onnx.Schema;
import dev.assay.core.onnx.Schemas;
import dev.assay.core.operator.Operator;
import dev.assay.core.operator.Port;
import dev.assay.core.reading.Kernels;
import dev.assay.core.tensor.DType;
import dev.assay.generator.Found;
import dev.assay.generator.GraphShape;
import dev.assay.generator.OneNodeModels;
import dev.assay.generator.Support;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/**
 * What a backend has of the operators, asked of it when a model wants to know and remembered for
 * its release in the cache.
 *
 * <p>An operator counts as missing for some types where the backend says so; a crash or another
 * error shows that it is there.
 */
final class ProbedSupport implements Support {
  /** Our own backends have the whole catalogue. */
  private static final Set<String> OURS = Set.of("reference", "faulty");

  /** How many models of a node that is drawn by rules are tried. */
  private static final int OWN_MODELS = 3;

  private final Runner runner;
  private final Kernels kernels;
  private final Path memory;
  private final Map<String, Boolean> known = new ConcurrentHashMap<>();
  private final Map<Question, Boolean> answers = new ConcurrentHashMap<>();

  private ProbedSupport(Runner runner) {
    this.runner = runner;
    this.kernels = SystemKernels.of(List.of(runner));
    this.memory = memory(runner.spec(), runner.version());
    known.putAll(remembered(runner.spec(), runner.version()));
  }

  /** Whether a backend is one of ours. */
  static boolean isOurs(BackendSpec spec) {
    return OURS.contains(spec.name());
  }

  /** What a release is called among the files of the cache. */
  static String key(BackendSpec spec, String version) {
    return (spec + "-" + version).replaceAll("[^A-Za-z0-9.=@-]+", "_");
  }

  /** What a backend has. */
  static ProbedSupport of(Runner runner) {
    return new ProbedSupport(runner);
  }

  /** What each of some backends has. */
  static List<ProbedSupport> ofEach(List<Runner> runners) {
    return runners.stream().filter(r -> !isOurs(r.spec())).map(ProbedSupport::new).toList();
  }

  /** What every one of some backends has. */
  static Support ofAll(List<ProbedSupport> each) {
    return each.isEmpty()
        ? Support.ALL
        : (operator, opset, inputs, outputs) ->
            each.stream().allMatch(s -> s.has(operator, opset, inputs, outputs));
  }

  /**
   * The newest version of ONNX's operators that a backend reads models of.
   *
   * @throws IllegalArgumentException if it reads none of these
   */
  int newestOpset(int least, int most) {
    for (int opset = most; opset >= least; opset--) {
      if (knows(opset)) {
        return opset;
      }
    }
    throw new IllegalArgumentException(
        "a backend reads no model that we make\n  required : an operator set from "
            + least
            + " to "
            + most
            + "\n  but      : "
            + runner.spec()
            + " knows none of them");
  }

  /** The ways to put a graph with which every one of some backends runs a small model. */
  static Set<GraphShape> shapes(List<ProbedSupport> each, int opset) {
    Set<GraphShape> all = EnumSet.allOf(GraphShape.class);
    all.removeIf(s -> !each.stream().allMatch(p -> p.runs(s, opset)));
    return all;
  }

  private boolean runs(GraphShape shape, int opset) {
    return known.computeIfAbsent(
        "shape-" + shape + "-" + opset,
        key -> {
          Found example = shape.example(opset);
          boolean runs =
              status(new Trial(OnnxFromGraph.of(example.graph()), example.inputs())) == Status.OK;
          remember(key, runs);
          return runs;
        });
  }

  private boolean knows(int opset) {
    Schema identity = Schemas.find("", "Identity", opset).orElseThrow();
    return ask(
        "opset-" + opset,
        ProbeGraph.of(
            identity, opset, List.of(Optional.of(DType.FLOAT32)), List.of(DType.FLOAT32)));
  }

  @Override
  public boolean has(
      Operator operator, int opset, List<Optional<DType>> inputs, List<DType> outputs) {
    int version = operator.domain().isEmpty() ? opset : operator.since();
    Optional<Schema> schema = Schemas.of(operator, version);
    if (schema.isEmpty()) {
      return true;
    }
    Question question = new Question(operator, schema.get().since(), inputs, outputs);
    Boolean before = answers.get(question);
    if (before == null) {
      before =
          operator.declared().isPresent()
              ? hasOwn(question, opset)
              : has(question, schema.get(), version);
      answers.put(question, before);
    }
    return before;
  }

  /** What a model wants to know, as long as the process lives. */
  private record Question(
      Operator operator, int since, List<Optional<DType>> inputs, List<DType> outputs) {

    /** The types of the inputs by their ports. */
    Map<String, DType> typed() {
      Map<String, DType> typed = new HashMap<>();
      for (int k = 0; k < inputs.size(); k++) {
        String port = Port.at(operator.inputs(), k).name();
        inputs.get(k).ifPresent(type -> typed.put(port, type));
      }
      return typed;
    }

    /** As it is remembered from one process to the next. */
    @Override
    public String toString() {
      return operator.domain()
          + ":"
          + operator.name()
          + "-"
          + since
          + " "
          + inputs.stream().map(t -> t.map(DType::toString).orElse("_")).toList()
          + " -> "
          + outputs;
    }
  }

  private boolean has(Question question, Schema schema, int version) {
    return ask(
        question.toString(), ProbeGraph.of(schema, version, question.inputs(), question.outputs()));
  }

  /** Whether it takes a model of a node that is drawn by rules, and that it takes by itself. */
  private boolean hasOwn(Question question, int opset) {
    Boolean before = known.get(question.toString());
    if (before != null) {
      return before;
    }
    boolean has =
        OneNodeModels.typed(question.operator(), opset, question.typed(), kernels, OWN_MODELS)
            .anyMatch(
                f ->
                    status(new Trial(OnnxFromGraph.of(f.graph()), f.inputs()))
                        != Status.UNSUPPORTED);
    known.put(question.toString(), has);
    remember(question.toString(), has);
    return has;
  }

  /** Whether it takes a model; one that cannot be made tells nothing against it. */
  private boolean ask(String key, Optional<Graph> model) {
    Boolean before = known.get(key);
    if (before != null) {
      return before;
    }
    boolean has =
        model
            .map(g -> status(new Trial(OnnxFromGraph.of(g), Map.of())) != Status.UNSUPPORTED)
            .orElse(true);
    known.put(key, has);
    remember(key, has);
    return has;
  }

  private Status status(Trial trial) {
    try {
      return runner.start(trial).get().status();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a runner gave no outcome", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking " + runner.spec(), e);
    }
  }

  /** What is remembered of a release, by question; nothing where nobody has asked. */
  static Map<String, Boolean> remembered(BackendSpec spec, String version) {
    Path memory = memory(spec, version);
    Map<String, Boolean> answers = new HashMap<>();
    if (!Files.exists(memory)) {
      return answers;
    }
    try {
      for (String line : Files.readAllLines(memory)) {
        int tab = line.indexOf('\t');
        if (tab > 0) {
          answers.put(line.substring(0, tab), line.endsWith("\tyes"));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + memory, e);
    }
    return answers;
  }

  private static Path memory(BackendSpec spec, String version) {
    return CacheFolder.path().resolve("support").resolve(key(spec, version));
  }

  /** Adds a line; one that two processes add at once stands there twice, which does no harm. */
  private void remember(String key, boolean has) {
    try {
      Files.createDirectories(memory.getParent());
      Files.writeString(
          memory,
          key + "\t" + (has ? "yes" : "no") + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + memory, e);
    }
  }
}
