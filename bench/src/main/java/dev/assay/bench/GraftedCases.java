package dev.assay.bench;

import dev.assay.core.Choices;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Renaming;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Datum;
import dev.assay.core.tensor.Tensor;
import dev.assay.corpus.CaseFolder;
import dev.assay.corpus.Cases;
import dev.assay.corpus.DataSet;
import dev.assay.corpus.TestCase;
import dev.assay.generator.Found;
import dev.assay.generator.InputSearch;
import dev.assay.generator.ModelGenerator;
import dev.assay.generator.ModelOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Hides small cases in larger models, for a reducer to find: each stands beside a generated model,
 * and what it gives goes on through two more nodes where it is a signed number.
 *
 * <pre>
 * java -cp 'target/assay/bench/*:target/assay/lib/*' dev.assay.bench.GraftedCases CASES OUT SEED [FRAME]
 * </pre>
 *
 * <p>With a {@link Frame}, it lies in a body, or its outputs go through a sequence.
 */
public final class GraftedCases {
  private static final int NODES = 10;
  private static final int OLDEST_OPSET = 13;

  private GraftedCases() {}

  public static void main(String[] args) {
    Path out = Path.of(args[1]);
    Choices choices = Choices.of(Long.parseLong(args[2]));
    Frame frame = args.length > 3 ? Frame.valueOf(args[3].toUpperCase(Locale.ROOT)) : Frame.NONE;
    Cases.each(
        Path.of(args[0]),
        entry ->
            entry
                .test()
                .filter(t -> !t.data().isEmpty())
                .ifPresent(t -> write(out, t, frame, choices.fork(entry.name().hashCode()))));
  }

  private static void write(Path out, TestCase test, Frame frame, Choices choices) {
    Graph small = GraphFromOnnx.of(test.model());
    int opset = Math.max(OLDEST_OPSET, small.opset());
    ModelOptions options = ModelOptions.STANDARD.withNodes(NODES).withOpsets(opset, opset);
    Found found =
        InputSearch.standard().find(new ModelGenerator(options).next(choices), choices.fork(1));
    List<Datum> given = test.data().get(0).inputs(small.feeds());
    Map<String, Datum> inputs = new LinkedHashMap<>();
    for (int k = 0; k < given.size(); k++) {
      inputs.put("small/" + small.feeds().get(k).name(), given.get(k));
    }
    Graph framed = frame.around(renamed(small, "small/"), inputs);
    Graph large = renamed(found.graph(), "large/");
    for (Value v : large.feeds()) {
      Tensor t = found.inputs().get(v.name().substring("large/".length()));
      if (t != null) {
        inputs.put(v.name(), t);
      }
    }
    byte[] model = OnnxFromGraph.of(beside(continued(framed), large, opset));
    CaseFolder.write(
        out.resolve(test.name()),
        new TestCase(test.name(), model, List.of(DataSet.of(inputs, Map.of())), Optional.empty()));
  }

  private static Graph renamed(Graph g, String prefix) {
    Map<String, String> names = new HashMap<>();
    g.inputs().forEach(v -> names.put(v.name(), prefix + v.name()));
    g.constants().keySet().forEach(name -> names.put(name, prefix + name));
    g.nodes().stream()
        .flatMap(n -> n.outputs().stream())
        .filter(name -> !name.isEmpty())
        .forEach(name -> names.put(name, prefix + name));
    Map<String, Tensor> constants = new LinkedHashMap<>();
    g.constants().forEach((name, t) -> constants.put(prefix + name, t));
    return new Graph(
        g.name(),
        g.opsets(),
        values(g.inputs(), prefix),
        constants,
        g.nodes().stream().map(n -> Renaming.of(n, names)).toList(),
        values(g.outputs(), prefix));
  }

  private static List<Value> values(List<Value> values, String prefix) {
    return values.stream().map(v -> new Value(prefix + v.name(), v.type())).toList();
  }

  /** The graph with two further nodes behind each output. */
  private static Graph continued(Graph g) {
    List<Node> nodes = new ArrayList<>(g.nodes());
    List<Value> outputs = new ArrayList<>();
    for (Value v : g.outputs()) {
      DType type = v.type().element();
      if (type.isSigned() || type.isInteger() && type.low() < 0) {
        String half = v.name() + "/half";
        nodes.add(Node.of("Neg", List.of(v.name()), List.of(half), Map.of()));
        nodes.add(Node.of("Neg", List.of(half), List.of(v.name() + "/end"), Map.of()));
        outputs.add(new Value(v.name() + "/end", v.type()));
      } else {
        outputs.add(v);
      }
    }
    return new Graph(g.name(), g.opsets(), g.inputs(), g.constants(), nodes, outputs);
  }

  private static Graph beside(Graph one, Graph other, int opset) {
    Map<String, Integer> opsets = new HashMap<>(other.opsets());
    opsets.putAll(one.opsets());
    opsets.put("", opset);
    Map<String, Tensor> constants = new LinkedHashMap<>(one.constants());
    constants.putAll(other.constants());
    return new Graph(
        "grafted",
        opsets,
        joined(one.inputs(), other.inputs()),
        constants,
        joined(one.nodes(), other.nodes()),
        joined(one.outputs(), other.outputs()));
  }

  private static <T> List<T> joined(List<T> one, List<T> other) {
    List<T> both = new ArrayList<>(one);
    both.addAll(other);
    return both;
  }
}
