package dev.assay.generator;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.onnx.DeclaredTypes;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.operator.KnownOperators;
import dev.assay.generator.records.Call;
import dev.assay.generator.records.Operand;
import dev.assay.generator.records.RecordsFromGraph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The nodes of models as calls, by operator. The types of values are those that the model declares,
 * else what definitions say; a node with an input of which nothing is known is no call.
 */
public final class CallsOfModels {
  private final Map<String, List<Call>> calls = new TreeMap<>();
  private int unreadable;

  private CallsOfModels() {}

  /** Those of all models of a folder, at any depth. */
  public static CallsOfModels in(Path folder) throws IOException {
    CallsOfModels all = new CallsOfModels();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path f : files.filter(p -> p.toString().endsWith(".onnx")).sorted().toList()) {
        all.read(f);
      }
    }
    return all;
  }

  private void read(Path file) throws IOException {
    try {
      read(GraphFromOnnx.of(file), DeclaredTypes.of(Files.readAllBytes(file)));
    } catch (IllegalArgumentException | UncheckedIOException e) {
      unreadable++;
    }
  }

  private void read(Graph graph, Map<String, TensorType> declared) {
    ShapeReading reading = ShapeReading.begin(graph, KnownOperators.CATALOGUE);
    for (Node node : graph.nodes()) {
      RecordsFromGraph.call(node, name -> operand(reading, name))
          .ifPresent(
              c ->
                  calls
                      .computeIfAbsent(key(node.domain(), node.operator()), k -> new ArrayList<>())
                      .add(c));
      try {
        reading.read(node);
      } catch (IllegalArgumentException e) {
        node.outputs().forEach(o -> declared(declared, o).ifPresent(t -> reading.give(o, t)));
      }
    }
  }

  private static Optional<TensorType> declared(Map<String, TensorType> declared, String name) {
    return Optional.ofNullable(declared.get(name)).filter(TensorType::isConcrete);
  }

  private static Optional<Operand> operand(ShapeReading reading, String name) {
    return Optional.ofNullable(reading.data().get(name))
        .map(Operand::of)
        .or(() -> reading.type(name).flatMap(CallsOfModels::operand));
  }

  private static Optional<Operand> operand(TensorType type) {
    return type.shape().map(s -> Operand.of(type.element(), s));
  }

  private static String key(String domain, String operator) {
    return domain + ":" + operator;
  }

  /** The calls of an operator. */
  public List<Call> of(String domain, String operator) {
    return calls.getOrDefault(key(domain, operator), List.of());
  }

  /** How many models could not be read. */
  public int unreadable() {
    return unreadable;
  }
}
