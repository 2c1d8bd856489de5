package dev.assay.generator.records;

import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.records.Declaration.Port;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/**
 * A backend as a black box: each call becomes a model of one node and runs. Integers that it may
 * look at are constants of the model; the type of an output has to be declared, so those that may
 * be are tried.
 */
public final class RunnerCaller implements Caller {
  /** What a backend says of an output that was declared with another type. */
  public static final String OTHER_TYPE = "Type Error";

  private final Runner runner;
  private final Map<String, Integer> opsets;

  /**
   * @param opsets the version of each domain that models import
   */
  public RunnerCaller(Runner runner, Map<String, Integer> opsets) {
    this.runner = runner;
    this.opsets = opsets;
  }

  @Override
  public Outcome call(Declaration declared, Call call) {
    if (!declared.fits(call)) {
      return new Outcome.Refused("Schema", "the call does not fit the schema");
    }
    Outcome outcome = new Outcome.Refused("Type", "no declared type of the outputs goes");
    for (List<DType> types : outputTypes(declared, call)) {
      outcome = outcome(trial(declared, call, types));
      if (!(outcome instanceof Outcome.Refused r) || !r.text().contains(OTHER_TYPE)) {
        return outcome;
      }
    }
    return outcome;
  }

  // ---- the types of the outputs

  /**
   * What the outputs may be: what is bound by the inputs, else one declared type after the other.
   */
  public static Set<List<DType>> outputTypes(Declaration declared, Call call) {
    Map<String, DType> bound = new HashMap<>();
    for (int k = 0; k < call.inputs().size(); k++) {
      String variable = Declaration.at(declared.inputs(), k).map(Port::variable).orElse("");
      call.input(k).ifPresent(o -> bound.put(variable, o.type()));
    }
    List<DType> free =
        declared.outputs().stream()
            .filter(p -> !bound.containsKey(p.variable()))
            .flatMap(p -> p.types().stream())
            .distinct()
            .toList();
    Set<List<DType>> all = new LinkedHashSet<>();
    for (DType f : free.isEmpty() ? List.of(DType.FLOAT32) : free) {
      List<DType> types = new ArrayList<>();
      for (int k = 0; k < call.outputs(); k++) {
        Port port = Declaration.at(declared.outputs(), k).orElseThrow();
        DType other = port.types().contains(f) ? f : port.types().stream().findFirst().orElse(f);
        types.add(bound.getOrDefault(port.variable(), other));
      }
      all.add(types);
    }
    return all;
  }

  // ---- the model

  /** A call as a test of its own, with the first types of the outputs that may be. */
  public Trial trial(Declaration declared, Call call) {
    return trial(declared, call, outputTypes(declared, call).iterator().next());
  }

  private Trial trial(Declaration declared, Call call, List<DType> types) {
    Map<String, Tensor> constants = new LinkedHashMap<>();
    Map<String, Tensor> fed = new LinkedHashMap<>();
    List<Value> inputs = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Optional<Operand> o : call.inputs()) {
      String name = o.isPresent() ? "x" + names.size() : "";
      names.add(name);
      if (o.isPresent()) {
        Tensor t = tensor(o.get());
        if (o.get().rank() <= 1 && t.type().isInteger() && o.get().data().isPresent()) {
          constants.put(name, t);
        } else {
          fed.put(name, t);
          inputs.add(new Value(name, TensorType.of(t)));
        }
      }
    }
    List<Value> outputs = new ArrayList<>();
    for (DType t : types) {
      outputs.add(new Value("y" + outputs.size(), TensorType.ofUnknownRank(t)));
    }
    Node node =
        new Node(
            "",
            declared.domain(),
            declared.name(),
            names,
            outputs.stream().map(Value::name).toList(),
            call.attributes());
    Map<String, Integer> versions = new HashMap<>(opsets);
    versions.put(declared.domain(), declared.version());
    Graph graph = new Graph("call", versions, inputs, constants, List.of(node), outputs);
    return new Trial(OnnxFromGraph.of(graph), fed);
  }

  private static Tensor tensor(Operand o) {
    return o.data().orElseGet(() -> Tensor.zeros(o.type(), o.shape().numbers()));
  }

  private Outcome outcome(Trial trial) {
    try {
      dev.assay.core.backend.Outcome came = runner.start(trial).get();
      if (came.isOk()) {
        return new Outcome.Taken(came.outputs().stream().map(TensorType::of).toList());
      }
      return came.status() == Status.CRASH || came.status() == Status.TIMEOUT
          ? new Outcome.Fatal(came.status().name(), came.detail())
          : new Outcome.Refused(came.status().name(), came.detail());
    } catch (ExecutionException e) {
      throw new IllegalStateException("a runner gave no outcome", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking " + runner.spec(), e);
    }
  }
}
