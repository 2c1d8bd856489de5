package dev.assay.generator.invalid;

import dev.assay.core.Choices;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.onnx.GraphCheck;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.onnx.Schema;
import dev.assay.core.onnx.Schemas;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.reading.Argument;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.reading.NodeReading;
import dev.assay.core.reading.UnsupportedNodeException;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.InputDraw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Changes one node of a model so that its operator refuses it. */
final class NodeBreach {
  private static final String OPERAND = "operand";

  private final Broken valid;
  private final GraphReading reading;
  private final Choices choices;
  private final Node node;
  private final Operator operator;
  private final int version;
  private final Schema schema;

  NodeBreach(Broken valid, GraphReading reading, Choices choices) {
    this.valid = valid;
    this.reading = reading;
    this.choices = choices;
    this.node = choices.of(known(valid.graph()));
    this.version = valid.graph().opsets().getOrDefault(node.domain(), 1);
    this.operator = Catalogue.find(node.domain(), node.operator(), version).orElseThrow();
    this.schema = Schemas.find(node.domain(), node.operator(), version).orElseThrow();
  }

  /** The nodes of the catalogue's operators; all others are a system's own. */
  static List<Node> known(Graph graph) {
    List<Node> own = GraphCheck.unknownOperators(graph);
    return graph.nodes().stream().filter(n -> !own.contains(n)).toList();
  }

  /** The model; empty where the node that was drawn has no place for such a breach. */
  Optional<InvalidModel> of(Breach breach) {
    return switch (breach) {
      case SIZE -> operand(breach, this::resized);
      case RANK -> operand(breach, this::reranked);
      case TYPE -> retyped();
      case MISSING_INPUT -> withoutInput();
      case EXTRA_INPUT -> withMoreInputs();
      case ATTRIBUTE_RANGE -> attribute(breach, false);
      case ATTRIBUTE_KIND -> attribute(breach, true);
      case MISSING_ATTRIBUTE -> withoutAttribute();
      case UNKNOWN_ATTRIBUTE ->
          changed(breach, with(node.inputs(), and("axle", Attribute.of(1L))), "it has no axle");
      case UNKNOWN_OPERATOR ->
          changed(
              breach,
              new Node(
                  node.name(),
                  node.domain(),
                  node.operator() + "Ish",
                  node.inputs(),
                  node.outputs(),
                  node.attributes()),
              "its domain has the operator");
      default -> throw new IllegalArgumentException("no node breaks such a rule: " + breach);
    };
  }

  /** A tensor in place of another. */
  private interface Other {
    Optional<Tensor> of(Tensor t);
  }

  private Optional<InvalidModel> operand(Breach breach, Other other) {
    int place = place();
    return place < 0
        ? Optional.empty()
        : other.of(value(place)).flatMap(t -> operand(breach, place, t));
  }

  /** Has the node read another tensor, if its definition refuses that. */
  private Optional<InvalidModel> operand(Breach breach, int place, Tensor tensor) {
    String name = OPERAND;
    List<String> inputs = new ArrayList<>(node.inputs());
    inputs.set(place, name);
    Node other = with(inputs, node.attributes());
    List<Optional<Argument>> arguments = arguments();
    arguments.set(place, Optional.of(Argument.of(tensor)));
    return refusal(other, arguments)
        .map(why -> model(breach, valid.and(name, tensor).with(node, other), why));
  }

  private int place() {
    List<Integer> places = new ArrayList<>();
    for (int k = 0; k < node.inputs().size(); k++) {
      if (!node.inputs().get(k).isEmpty()) {
        places.add(k);
      }
    }
    return places.isEmpty() ? -1 : choices.of(places);
  }

  private Tensor value(int place) {
    return reading.value(node.inputs().get(place));
  }

  private Optional<Tensor> resized(Tensor t) {
    if (t.rank() == 0) {
      return Optional.empty();
    }
    int[] shape = t.shape().clone();
    int axis = choices.between(0, t.rank() - 1);
    int by = choices.between(1, 3);
    shape[axis] = choices.flag() && shape[axis] > by ? shape[axis] - by : shape[axis] + by;
    return Optional.of(drawn(t.type(), shape));
  }

  private Optional<Tensor> reranked(Tensor t) {
    int[] shape = t.shape();
    boolean less = t.rank() > 0 && choices.flag();
    return Optional.of(
        drawn(
            t.type(),
            less ? Arrays.copyOf(shape, shape.length - 1) : longer(shape, choices.between(1, 2))));
  }

  private static int[] longer(int[] shape, int size) {
    int[] longer = Arrays.copyOf(shape, shape.length + 1);
    longer[shape.length] = size;
    return longer;
  }

  private Tensor drawn(DType type, int... shape) {
    return InputDraw.SMALL.draw(choices, type, shape);
  }

  /** A type that the schema has not there, or not beside those of the other inputs. */
  private Optional<InvalidModel> retyped() {
    int place = place();
    if (place < 0) {
      return Optional.empty();
    }
    Tensor now = value(place);
    Schema.Parameter port = Schema.at(schema.inputs(), place).orElseThrow();
    DType type =
        choices.of(
            List.of(
                DType.FLOAT32,
                DType.FLOAT64,
                DType.FLOAT16,
                DType.INT32,
                DType.INT64,
                DType.UINT8,
                DType.BOOL,
                DType.STRING));
    if (type == now.type()) {
      return Optional.empty();
    }
    Tensor tensor = drawn(type, now.shape());
    if (port.types().contains(type)) {
      return sharesType(port, place) ? operand(Breach.TYPE, place, tensor) : Optional.empty();
    }
    List<String> inputs = new ArrayList<>(node.inputs());
    inputs.set(place, OPERAND);
    return Optional.of(
        model(
            Breach.TYPE,
            valid.and(OPERAND, tensor).with(node, with(inputs, node.attributes())),
            "input "
                + port.name()
                + " has one of the types "
                + port.types()
                + ", and not "
                + type));
  }

  /** Whether another input has to have the same type. */
  private boolean sharesType(Schema.Parameter port, int place) {
    for (int k = 0; k < node.inputs().size(); k++) {
      if (k != place
          && !node.inputs().get(k).isEmpty()
          && Schema.at(schema.inputs(), k).filter(p -> p.type().equals(port.type())).isPresent()
          && port.homogeneous()) {
        return true;
      }
    }
    return false;
  }

  private Optional<InvalidModel> withoutInput() {
    List<Integer> needed = new ArrayList<>();
    for (int k = 0; k < node.inputs().size(); k++) {
      if (Schema.at(schema.inputs(), k)
          .filter(p -> p.occurrence() == Schema.Occurrence.SINGLE)
          .isPresent()) {
        needed.add(k);
      }
    }
    if (needed.isEmpty()) {
      return Optional.empty();
    }
    int place = choices.of(needed);
    List<String> inputs = new ArrayList<>(node.inputs());
    if (place == inputs.size() - 1 && choices.flag()) {
      inputs.remove(place);
    } else {
      inputs.set(place, "");
    }
    return changed(
        Breach.MISSING_INPUT,
        with(inputs, node.attributes()),
        "it has an input " + schema.inputs().get(place).name());
  }

  private Optional<InvalidModel> withMoreInputs() {
    int most = schema.inputs().size();
    if (Schema.at(schema.inputs(), most).isPresent()) {
      return Optional.empty();
    }
    List<String> inputs = new ArrayList<>(node.inputs());
    String one = inputs.stream().filter(n -> !n.isEmpty()).findFirst().orElse("");
    if (one.isEmpty()) {
      return Optional.empty();
    }
    while (inputs.size() < most) {
      inputs.add("");
    }
    inputs.add(one);
    return changed(
        Breach.EXTRA_INPUT, with(inputs, node.attributes()), "it has at most " + most + " inputs");
  }

  private Optional<InvalidModel> withoutAttribute() {
    List<String> needed =
        schema.attributes().values().stream()
            .filter(Schema.Field::required)
            .map(Schema.Field::name)
            .toList();
    if (needed.isEmpty()) {
      return Optional.empty();
    }
    String name = choices.of(needed);
    Map<String, Attribute> attributes = new TreeMap<>(node.attributes());
    attributes.remove(name);
    return changed(
        Breach.MISSING_ATTRIBUTE, with(node.inputs(), attributes), "it has an attribute " + name);
  }

  /** Another value of an attribute, or one of another kind. */
  private Optional<InvalidModel> attribute(Breach breach, boolean kind) {
    List<Schema.Field> fields = List.copyOf(schema.attributes().values());
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    Schema.Field field = choices.of(fields);
    if (kind) {
      boolean isText = field.kind().startsWith("STRING");
      Attribute other = isText ? Attribute.of(7L) : Attribute.of("seven");
      return changed(
          breach,
          with(node.inputs(), and(field.name(), other)),
          "attribute " + field.name() + " is of kind " + field.kind());
    }
    Optional<Attribute> now =
        Optional.ofNullable(node.attributes().get(field.name())).or(field::otherwise);
    if (now.isEmpty()) {
      return Optional.empty();
    }
    Optional<Attribute> far = far(now.get());
    if (far.isEmpty()) {
      return Optional.empty();
    }
    Node other = with(node.inputs(), and(field.name(), far.get()));
    return refusal(other, arguments()).map(why -> model(breach, valid.with(node, other), why));
  }

  // ONNX sets no range to real numbers.
  private Optional<Attribute> far(Attribute a) {
    return switch (a.kind()) {
      case INT -> Optional.of(Attribute.of(choices.of(List.of(-99L, -1L, 0L, 17L, 1L << 20))));
      case STRING -> Optional.of(Attribute.of("no such word"));
      case INTS -> {
        List<Long> numbers = new ArrayList<>(a.integers());
        if (numbers.isEmpty() || choices.chance(0.3)) {
          numbers.add(1L);
        } else {
          numbers.set(
              choices.between(0, numbers.size() - 1), choices.of(List.of(-99L, -1L, 0L, 99L)));
        }
        yield Optional.of(Attribute.ofInts(numbers));
      }
      case FLOAT, FLOATS, STRINGS, TENSOR, GRAPH, TYPE_PROTO -> Optional.empty();
    };
  }

  private Map<String, Attribute> and(String name, Attribute a) {
    Map<String, Attribute> attributes = new TreeMap<>(node.attributes());
    attributes.put(name, a);
    return attributes;
  }

  private Node with(List<String> inputs, Map<String, Attribute> attributes) {
    return new Node(
        node.name(), node.domain(), node.operator(), inputs, node.outputs(), attributes);
  }

  private List<Optional<Argument>> arguments() {
    List<Optional<Argument>> arguments = new ArrayList<>();
    for (String name : node.inputs()) {
      arguments.add(
          name.isEmpty() ? Optional.empty() : Optional.of(Argument.of(reading.value(name))));
    }
    return arguments;
  }

  /** What rule of the definition the node breaks; empty if none. */
  private Optional<String> refusal(Node changed, List<Optional<Argument>> arguments) {
    try {
      NodeReading.of(operator, changed, version, arguments);
      return Optional.empty();
    } catch (UnsupportedNodeException
        | IndexOutOfBoundsException
        | ArithmeticException
        | ClassCastException e) {
      return Optional.empty(); // no rule says so
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()).strip());
    }
  }

  private Optional<InvalidModel> changed(Breach breach, Node other, String rule) {
    return Optional.of(model(breach, valid.with(node, other), rule + "\n  node     : " + other));
  }

  private InvalidModel model(Breach breach, Broken broken, String rule) {
    return new InvalidModel(
        OnnxFromGraph.of(broken.graph()), broken.inputs(), breach, node.operator(), rule);
  }
}
