package dev.assay.bench;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Datum;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a small model is put into, so that it computes the same there. */
enum Frame {
  /** Nothing: it stays as it is. */
  NONE {
    @Override
    Graph around(Graph small, Map<String, Datum> inputs) {
      return small;
    }
  },

  /** The branch that is taken; the other one gives zeros. */
  BRANCH {
    @Override
    Graph around(Graph small, Map<String, Datum> inputs) {
      GraphReading reading = GraphReading.values(small, inputs);
      List<Node> zeros = new ArrayList<>();
      List<Value> others = new ArrayList<>();
      for (Value v : small.outputs()) {
        Tensor t = reading.value(v.name());
        Attribute zero = Attribute.of(Tensor.zeros(t.type(), t.shape()));
        zeros.add(Node.of("Constant", List.of(), List.of(v.name() + "/0"), Map.of("value", zero)));
        others.add(new Value(v.name() + "/0", TensorType.of(t)));
      }
      Map<String, Attribute> bodies =
          Map.of(
              "then_branch", Attribute.of(body(List.of(), small.nodes(), small, small.outputs())),
              "else_branch",
                  Attribute.of(new Graph("body", Map.of(), List.of(), Map.of(), zeros, others)));
      return outside(small, "If", List.of(taken(inputs, TRUTH)), bodies, inputs);
    }
  },

  /** The body of a loop of two turns that collects what it gives. */
  LOOP {
    @Override
    Graph around(Graph small, Map<String, Datum> inputs) {
      String turns = taken(inputs, Tensor.scalar(2));
      TensorType truth = TensorType.of(DType.BOOL);
      List<Value> taken =
          List.of(new Value("loop/k", TensorType.of(DType.INT64)), new Value("loop/going", truth));
      List<Node> nodes = new ArrayList<>(small.nodes());
      nodes.add(Node.of("Identity", List.of("loop/going"), List.of("loop/on"), Map.of()));
      List<Value> given = new ArrayList<>(List.of(new Value("loop/on", truth)));
      given.addAll(small.outputs());
      return outside(
          small,
          "Loop",
          List.of(turns, ""),
          Map.of("body", Attribute.of(body(taken, nodes, small, given))),
          inputs);
    }
  },

  /** The body of a scan over two slices that it does not read. */
  SCAN {
    @Override
    Graph around(Graph small, Map<String, Datum> inputs) {
      String slices = taken(inputs, Tensor.zeros(DType.FLOAT32, 2, 1));
      List<Value> taken = List.of(new Value("scan/slice", TensorType.of(DType.FLOAT32, 1)));
      return outside(
          small,
          "Scan",
          List.of(slices),
          Map.of(
              "body", Attribute.of(body(taken, small.nodes(), small, small.outputs())),
              "num_scan_inputs", Attribute.of(1)),
          inputs);
    }
  },

  /** What it gives goes through a sequence. */
  SEQUENCE {
    @Override
    Graph around(Graph small, Map<String, Datum> inputs) {
      String place = taken(inputs, Tensor.scalar(1));
      List<Node> nodes = new ArrayList<>(small.nodes());
      List<Value> outputs = new ArrayList<>();
      for (Value v : small.outputs()) {
        String list = v.name() + "/list";
        String read = v.name() + "/read";
        nodes.add(
            Node.of("SequenceConstruct", List.of(v.name(), v.name()), List.of(list), Map.of()));
        nodes.add(Node.of("SequenceAt", List.of(list, place), List.of(read), Map.of()));
        outputs.add(new Value(read, v.type()));
      }
      return small.withInputs(declared(small, inputs)).withNodes(nodes).withOutputs(outputs);
    }
  };

  private static final Tensor TRUTH = Tensor.of(DType.BOOL, new int[0], 1);
  private static final String TAKEN = "frame/taken";

  /**
   * The frame with a model in it.
   *
   * @param inputs what the model is given; the frame adds what it is given itself
   */
  abstract Graph around(Graph small, Map<String, Datum> inputs);

  private static String taken(Map<String, Datum> inputs, Tensor t) {
    inputs.put(TAKEN, t);
    return TAKEN;
  }

  private static List<Value> declared(Graph small, Map<String, Datum> inputs) {
    List<Value> declared = new ArrayList<>(small.inputs());
    if (inputs.get(TAKEN) instanceof Tensor t) {
      declared.add(new Value(TAKEN, TensorType.of(t)));
    }
    return declared;
  }

  private static Graph body(
      List<Value> inputs, List<Node> nodes, Graph small, List<Value> outputs) {
    Map<String, Tensor> own = new TreeMap<>(small.constants());
    small.inputs().forEach(v -> own.remove(v.name()));
    return new Graph("body", Map.of(), inputs, own, nodes, outputs);
  }

  /** A model of one node that runs bodies; its outputs have other shapes, or other names. */
  private static Graph outside(
      Graph small,
      String operator,
      List<String> given,
      Map<String, Attribute> attributes,
      Map<String, Datum> inputs) {
    List<Value> outputs =
        small.outputs().stream()
            .map(v -> new Value(v.name() + "/out", TensorType.ofUnknownRank(v.type().element())))
            .toList();
    Map<String, Tensor> defaults = new TreeMap<>(small.constants());
    defaults.keySet().retainAll(small.inputs().stream().map(Value::name).toList());
    return new Graph(
        small.name(),
        small.opsets(),
        declared(small, inputs),
        defaults,
        List.of(Node.of(operator, given, outputs.stream().map(Value::name).toList(), attributes)),
        outputs);
  }
}
