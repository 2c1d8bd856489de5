package dev.assay.cli;

import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.onnx.GraphCheck;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.verify.robustness.Model;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a backend makes of a model: the graph that its optimiser leaves, as it writes that itself
 * when it compiles.
 *
 * @param spec the backend, without the file that it writes to
 * @param system the same with the version that it tells
 * @param graph what it runs; empty of a backend that does not write that
 */
record CompiledModel(BackendSpec spec, String system, Optional<Graph> graph) {

  /** The option by which a backend writes what it makes of a model. */
  static final String OPTIMISED = "optimised";

  /**
   * Has a model compiled.
   *
   * @param name of the backend; if that says a file to write to, it is kept
   * @throws IllegalArgumentException if the backend does not take the model, or makes of it what
   *     cannot be read
   */
  static CompiledModel of(String name, Model model, PrintWriter err) throws InterruptedException {
    BackendSpec given = BackendSpec.parse(name);
    Map<String, String> options = new TreeMap<>(given.options());
    Optional<Path> kept = Optional.ofNullable(options.remove(OPTIMISED)).map(Path::of);
    BackendSpec spec = new BackendSpec(given.name(), given.version(), options);
    try (Runner runner = Backends.open(List.of(spec.toString()), err).get(0)) {
      String system = spec + " " + runner.version();
      Optional<Graph> graph =
          runner.options().containsKey(OPTIMISED)
              ? Optional.of(new Compilation(runner, system, model).graph(kept))
              : Optional.empty();
      return new CompiledModel(spec, system, graph);
    }
  }

  /** The operators that it runs, and how many nodes they are. */
  static String describe(Graph graph, int nodesBefore) {
    int nodes = graph.nodes().size();
    String operators =
        String.join(", ", graph.nodes().stream().map(Node::operator).distinct().toList());
    return operators
        + " ("
        + nodes
        + (nodes == 1 ? " node" : " nodes")
        + " for "
        + nodesBefore
        + ")";
  }

  /** One model on the way through a backend that writes what it makes of it. */
  private record Compilation(Runner runner, String system, Model model) {

    Graph graph(Optional<Path> kept) throws InterruptedException {
      try {
        if (kept.isPresent()) {
          return written(kept.get().toAbsolutePath());
        }
        Path folder = Files.createTempDirectory("assay-compiled");
        Path file = folder.resolve("model.onnx");
        try {
          return written(file);
        } finally {
          Files.deleteIfExists(file);
          Files.delete(folder);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private Graph written(Path file) throws IOException, InterruptedException {
      Files.deleteIfExists(file);
      Map<String, String> options = new TreeMap<>(runner.spec().options());
      options.put(OPTIMISED, file.toString());
      byte[] bytes = OnnxFromGraph.of(model.graph());
      Trial trial = new Trial(bytes, model.tensors(new double[model.size()]));
      Outcome outcome = Inquiry.get(runner.start(trial, options));
      if (!Files.exists(file)) {
        throw new IllegalArgumentException(
            system + " does not take the model\n  because : " + outcome.detail());
      }
      Graph graph = GraphFromOnnx.of(file);
      requireKnown(graph);
      return graph;
    }

    private void requireKnown(Graph graph) {
      List<Node> unknown = GraphCheck.unknownOperators(graph);
      if (!unknown.isEmpty()) {
        Node first = unknown.get(0);
        throw new IllegalArgumentException(
            system
                + " makes of the model what cannot be read\n  required : operators that have a"
                + " definition (assay ops)\n  but      : "
                + (first.domain() + "." + first.operator())
                + "\n  node     : "
                + first
                + "\n  way out  : a level that makes none; of ONNX Runtime opt=extended, or"
                + " disable=NchwcTransformer");
      }
    }
  }
}
