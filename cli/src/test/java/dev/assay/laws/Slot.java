package dev.assay.laws;

import dev.assay.core.Choices;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.Schemas;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.tensor.DType;
import dev.assay.generator.Binding;
import dev.assay.generator.Found;
import dev.assay.generator.InputSearch;
import dev.assay.generator.Model;
import dev.assay.generator.ModelGenerator;
import dev.assay.generator.ModelOptions;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A port of a definition at one of the element types that ONNX's schema allows it; of ports that
 * share a type variable the first, and inputs before outputs.
 *
 * @param opset the newest in which the schema allows the type
 * @param ports those with the same type variable, this one included
 */
record Slot(Operator operator, int opset, String port, List<String> ports, DType type) {
  private static final int OLDEST = 13;

  /** How many models are drawn at most until one has the port. */
  private static final int MOST = 40;

  /** Models without any node, after which the slot is given up. */
  private static final int MOST_EMPTY = 2;

  /** Those of a definition, over all versions in which it holds. */
  static List<Slot> of(Operator operator) {
    Map<String, Slot> slots = new LinkedHashMap<>();
    for (int version : versions(operator)) {
      int opset = operator.domain().isEmpty() ? version : Schemas.newestOpset();
      for (Binding.Variable v : Binding.variables(operator, version)) {
        for (DType t : v.types()) {
          Slot slot = new Slot(operator, opset, v.port(), v.ports(), t);
          slots.putIfAbsent(slot.toString(), slot);
        }
      }
    }
    return List.copyOf(slots.values());
  }

  /** The versions of the domain in which a definition holds, the newest first. */
  private static List<Integer> versions(Operator operator) {
    if (!operator.domain().isEmpty()) {
      return List.of(operator.since());
    }
    return Stream.iterate(Schemas.newestOpset(), v -> v >= OLDEST, v -> v - 1)
        .filter(v -> Catalogue.find("", operator.name(), v).equals(Optional.of(operator)))
        .toList();
  }

  /**
   * A model of one node that has the port at the type, with inputs: good ones, if such are found.
   */
  Optional<Found> draw() {
    return draw(0);
  }

  /** One of many such. */
  Optional<Found> draw(int which) {
    Set<DType> narrow = EnumSet.complementOf(EnumSet.copyOf(schemaTypes()));
    narrow.add(type);
    return draw(narrow, which).or(() -> draw(DType.ANY, which));
  }

  private Set<DType> schemaTypes() {
    int version = operator.domain().isEmpty() ? opset : operator.since();
    return Schemas.find(operator.domain(), operator.name(), version).orElseThrow().types(port);
  }

  private Optional<Found> draw(Set<DType> types, int which) {
    ModelGenerator generator =
        new ModelGenerator(
            ModelOptions.STANDARD
                .withNodes(1)
                .withOpsets(opset, opset)
                .withElements(64)
                .withTypes(types)
                .withOperators(operator::equals)
                .withTyped(ports.stream().collect(Collectors.toMap(p -> p, p -> type))));
    Optional<Found> best = Optional.empty();
    int empty = 0;
    for (int k = 0; k < MOST && empty < MOST_EMPTY && !best.map(Found::isGood).orElse(false); k++) {
      Choices choices = Choices.of((long) which * MOST + k);
      Model model = generator.next(choices);
      if (model.graph().nodes().isEmpty()) {
        empty++;
      } else if (has(model.graph())) {
        best = Optional.of(InputSearch.standard().find(model, choices.fork(1)));
      }
    }
    return best;
  }

  private boolean has(Graph graph) {
    Node node = graph.nodes().get(0);
    int input = operator.input(port);
    int place = input >= 0 ? input : operator.output(port);
    List<String> names = input >= 0 ? node.inputs() : node.outputs();
    return place < names.size()
        && !names.get(place).isEmpty()
        && type(graph, names.get(place)).equals(Optional.of(type));
  }

  private static Optional<DType> type(Graph graph, String name) {
    return graph.constants().containsKey(name)
        ? Optional.of(graph.constants().get(name).type())
        : Stream.concat(graph.inputs().stream(), graph.outputs().stream())
            .filter(v -> v.name().equals(name))
            .map((Value v) -> v.type().element())
            .findFirst();
  }

  @Override
  public String toString() {
    return operator + " " + port + ":" + type;
  }
}
