package dev.assay.corpus;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.GraphCheck;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.reading.Doubt;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
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
import java.util.function.Consumer;

/** Runs ONNX's node tests through the value reading. */
final class Conformance {

  /** How a case ended. */
  enum Ending {
    PASSED,
    FAILED,
    /** An operator that the catalogue has not. */
    UNKNOWN,
    /** A model or tensor that the importer refuses. */
    REFUSED
  }

  /**
   * What became of one case.
   *
   * @param operator the operator, or {@code (composed)} for a model of several nodes
   * @param detail why it did not pass
   */
  record Result(String name, String operator, Ending ending, String detail) {}

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

  /** Whether the importer refuses the model: it has values that are no tensors. */
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
      return new Result(test.name(), "(refused)", Ending.REFUSED, message(e));
    }
    String operator = graph.nodes().size() == 1 ? qualified(graph.nodes().get(0)) : "(composed)";
    List<Node> unknown = GraphCheck.unknownOperators(graph);
    if (!unknown.isEmpty()) {
      Node first = unknown.get(0);
      String version = "-" + graph.opsets().get(first.domain());
      return new Result(test.name(), operator, Ending.UNKNOWN, qualified(first) + version);
    }
    try {
      for (DataSet data : test.data()) {
        GraphReading reading = GraphReading.values(graph, inputs(graph, data));
        Optional<String> difference = difference(reading.outputs(), data.outputs());
        if (difference.isPresent()) {
          String doubts =
              reading.doubts().isEmpty()
                  ? ""
                  : "; in doubt: " + reading.doubts().stream().map(Doubt::why).distinct().toList();
          return new Result(test.name(), operator, Ending.FAILED, difference.get() + doubts);
        }
      }
      return new Result(test.name(), operator, Ending.PASSED, "");
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return new Result(test.name(), operator, Ending.FAILED, message(e));
    }
  }

  private static Map<String, Tensor> inputs(Graph graph, DataSet data) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    List<Tensor> tensors = data.inputs();
    List<Value> values = graph.inputs();
    for (int k = 0; k < Math.min(values.size(), tensors.size()); k++) {
      inputs.put(values.get(k).name(), tensors.get(k));
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

  private static Optional<String> difference(List<Tensor> actual, List<Tensor> expected) {
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
      case FLOAT16, BFLOAT16 -> 1e-3;
      case FLOAT32, FLOAT64 -> 1e-6;
      default -> 0;
    };
  }
}
