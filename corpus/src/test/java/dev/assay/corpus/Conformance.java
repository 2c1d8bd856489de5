package dev.assay.corpus;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.onnx.GraphCheck;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.operator.Structure;
import dev.assay.core.reading.Doubt;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.reading.UnsupportedNodeException;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Datum;
import dev.assay.core.tensor.Maybe;
import dev.assay.core.tensor.Sequence;
import dev.assay.core.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Runs ONNX's node tests through the value reading. */
final class Conformance {

  /** How a case ended. */
  enum Ending {
    PASSED,
    FAILED,
    /** An operator that the catalogue has not. */
    UNKNOWN,
    /** Random results, or data of a kind that is not read. */
    UNCOVERED,
    /** A model or tensor that the importer refuses. */
    REFUSED
  }

  /**
   * What became of one case.
   *
   * @param operator the operator, or {@code (composed)} for a model of several nodes
   * @param definition of the operator, as in {@code Conv-13}; empty where there is not one
   * @param detail why it did not pass
   */
  record Result(String name, String operator, String definition, Ending ending, String detail) {}

  private Conformance() {}

  /** The node tests, beside the repository or one of the folders around it. */
  static Optional<Path> nodeTests() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path file = folder.resolve("shared/data/onnx-node-tests.zip");
      if (Files.isRegularFile(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /** Hands over each of the node tests in a file. */
  static void each(Path file, Consumer<TestCase> action) {
    int count =
        Cases.each(
            file,
            entry ->
                action.accept(
                    entry.test().orElseThrow(() -> new IllegalArgumentException(entry.problem()))));
    if (count == 0) {
      throw new IllegalArgumentException("there are no node tests in " + file);
    }
  }

  /** The cases that need not pass, with the reason. */
  static Map<String, String> exceptions() {
    Map<String, String> exceptions = new LinkedHashMap<>();
    for (String line : exceptionLines()) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.split("\\s+", 2);
        exceptions.put(parts[0], parts.length > 1 ? parts[1] : "");
      }
    }
    return exceptions;
  }

  private static List<String> exceptionLines() {
    try (var in = Conformance.class.getResourceAsStream("/conformance-exceptions.txt")) {
      return in == null
          ? List.of()
          : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the importer refuses the model: it has values of a kind that Assay does not read. */
  static boolean isRefused(TestCase test) {
    try {
      GraphFromOnnx.of(test.model());
      return false;
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  static Result run(TestCase test) {
    Graph graph;
    try {
      graph = GraphFromOnnx.of(test.model());
    } catch (IllegalArgumentException e) {
      return new Result(test.name(), "(refused)", "", Ending.REFUSED, message(e));
    }
    String operator = graph.nodes().size() == 1 ? qualified(graph.nodes().get(0)) : "(composed)";
    List<Node> unknown = GraphCheck.unknownOperators(graph);
    if (!unknown.isEmpty()) {
      Node first = unknown.get(0);
      String version = "-" + graph.opsets().get(first.domain());
      return new Result(test.name(), operator, "", Ending.UNKNOWN, qualified(first) + version);
    }
    String definition = graph.nodes().size() == 1 ? definition(graph) : "";
    try {
      for (DataSet data : test.data()) {
        GraphReading reading = GraphReading.values(graph, inputs(graph, data));
        Optional<String> difference = difference(reading.results(), data.outputs(graph.outputs()));
        if (difference.isPresent()) {
          String doubts =
              reading.doubts().isEmpty()
                  ? ""
                  : "; in doubt: " + reading.doubts().stream().map(Doubt::why).distinct().toList();
          return new Result(
              test.name(), operator, definition, Ending.FAILED, difference.get() + doubts);
        }
      }
      return new Result(test.name(), operator, definition, Ending.PASSED, "");
    } catch (UnsupportedNodeException e) {
      return new Result(test.name(), operator, definition, Ending.UNCOVERED, message(e));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return new Result(test.name(), operator, definition, Ending.FAILED, message(e));
    }
  }

  private static String definition(Graph graph) {
    Node node = graph.nodes().get(0);
    int version = graph.opsets().getOrDefault(node.domain(), 1);
    return Catalogue.find(node.domain(), node.operator(), version)
        .map(Operator::toString)
        .or(
            () ->
                Catalogue.structure(node.domain(), node.operator(), version)
                    .map(Structure::toString))
        .orElseThrow();
  }

  /** The definitions that passed a test of their own. */
  static Set<String> borneOut(List<Result> results) {
    return results.stream()
        .filter(r -> r.ending() == Ending.PASSED && !r.definition().isEmpty())
        .map(Result::definition)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, Datum> inputs(Graph graph, DataSet data) {
    Map<String, Datum> inputs = new LinkedHashMap<>();
    List<Datum> given = data.inputs(graph.inputs());
    for (int k = 0; k < given.size(); k++) {
      inputs.put(graph.inputs().get(k).name(), given.get(k));
    }
    return inputs;
  }

  private static String qualified(Node node) {
    return (node.domain().isEmpty() ? "" : node.domain() + ".") + node.operator();
  }

  private static String message(Throwable e) {
    String where =
        e instanceof IllegalArgumentException || e.getStackTrace().length == 0
            ? ""
            : e.getClass().getSimpleName() + " at " + e.getStackTrace()[0] + ": ";
    return where + String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " | ");
  }

  private static Optional<String> difference(List<Datum> actual, List<Datum> expected) {
    for (int k = 0; k < expected.size(); k++) {
      if (k >= actual.size()) {
        return Optional.of("there is no output " + k);
      }
      Optional<String> difference = difference(actual.get(k), expected.get(k));
      if (difference.isPresent()) {
        return difference.map(("output " + k + ": ")::concat);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> difference(Datum actual, Datum expected) {
    if (actual instanceof Tensor a && expected instanceof Tensor e) {
      return difference(a, e);
    }
    if (actual instanceof Sequence a && expected instanceof Sequence e) {
      return a.elements().size() == e.elements().size()
          ? difference(List.copyOf(a.elements()), List.copyOf(e.elements()))
          : Optional.of(a.elements().size() + " elements instead of " + e.elements().size());
    }
    if (actual instanceof Maybe a && expected instanceof Maybe e) {
      return a.content().isPresent() && e.content().isPresent()
          ? difference(a.content().get(), e.content().get())
          : a.equals(e) ? Optional.empty() : Optional.of(a + " instead of " + e);
    }
    return Optional.of(actual + " instead of " + expected);
  }

  /** The first element in which two tensors differ by more than the type's tolerance. */
  static Optional<String> difference(Tensor actual, Tensor expected) {
    if (actual.type() != expected.type() || !Arrays.equals(actual.shape(), expected.shape())) {
      return Optional.of(head(actual) + " instead of " + head(expected));
    }
    for (int k = 0; k < expected.size(); k++) {
      if (!close(actual, expected, k)) {
        return Optional.of(
            head(expected)
                + " element "
                + k
                + " is "
                + text(actual, k)
                + " instead of "
                + text(expected, k));
      }
    }
    return Optional.empty();
  }

  private static String head(Tensor t) {
    return t.type() + Arrays.toString(t.shape());
  }

  private static String text(Tensor t, int k) {
    return t.type() == DType.STRING ? "\"" + t.texts()[k] + "\"" : Double.toString(t.real(k));
  }

  private static boolean close(Tensor actual, Tensor expected, int k) {
    if (!expected.type().isFloat()) {
      return actual.sameElement(expected, k);
    }
    double a = actual.reals()[k];
    double e = expected.reals()[k];
    return a == e
        || Double.isNaN(a) && Double.isNaN(e)
        || Math.abs(a - e) <= tolerance(expected.type()) * Math.max(1, Math.abs(e));
  }

  private static double tolerance(DType type) {
    return switch (type) {
      case BFLOAT16 -> 0x1p-6; // as in ONNX's own runner: two steps
      case FLOAT16 -> 1e-3;
      case FLOAT32, FLOAT64 -> 1e-6;
      default -> 0;
    };
  }
}
