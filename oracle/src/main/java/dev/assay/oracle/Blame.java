package dev.assay.oracle;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Trial;
import dev.assay.core.backend.Verdict;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the nodes that are to blame for a finding. The law: the culprits explain all of it, or none
 * is named.
 *
 * <p>Of a failure, a crash or a silence the culprit is a node that, alone and on the values that it
 * has in the model, ends in the same phase with the same words. If there is none, it is the first
 * node of a least part of the model that does: given what that node ought to give, the others work.
 *
 * <p>Of a wrong output the model is run again with every value as an output. Each node before the
 * wrong outputs is then held against the reference <em>on what the backend itself gave it</em>;
 * those that are wrong are the culprits. They explain the finding if the wrong outputs came again
 * bit for bit (an optimiser may do otherwise when it sees more outputs), or are wrong again and
 * each culprit is so by itself (memory that was never written differs each time), each has a
 * culprit before it, and every node on the way could be judged. Where they do not, or one of them
 * is right on the same values by itself, so that it does no harm without others, the culprit is the
 * first node of a least part of the model that is still wrong by itself, if every wrong output
 * rests on it; else the one node without which they are right, though it makes none of them.
 *
 * <p>A culprit that runs sub-graphs (If, Loop, Scan) stands for those of its steps that go wrong by
 * themselves on what they ought to be given, if there are some.
 */
public final class Blame {
  /** How many steps of a node that runs sub-graphs are tried. */
  private static final int MOST_STEPS = 256;

  private final Graph graph;
  private final Map<String, Tensor> inputs;
  private final GraphReading reading;
  private final Backend backend;
  private final Judging judging;

  /** The backend that the finding is of. */
  public interface Backend {
    Outcome run(Trial trial) throws InterruptedException;
  }

  /** What is said of what the backend makes of a model. */
  public interface Judging {
    /**
     * @param graph the model, of which the reading may have more outputs
     */
    Judgement of(Graph graph, GraphReading reading, Map<String, Tensor> inputs, Outcome outcome)
        throws InterruptedException;
  }

  /**
   * @param reading of the model on these inputs, with enclosures
   */
  public Blame(Graph graph, Map<String, Tensor> inputs, GraphReading reading, Backend backend) {
    this(graph, inputs, reading, backend, (g, r, in, o) -> Judge.judge(g, r, o, Optional.empty()));
  }

  /** The same where somebody else judges. */
  public Blame(
      Graph graph,
      Map<String, Tensor> inputs,
      GraphReading reading,
      Backend backend,
      Judging judging) {
    this.graph = graph;
    this.inputs = inputs;
    this.reading = reading;
    this.backend = backend;
    this.judging = judging;
  }

  /** The culprits in the order of the model; empty where no set of nodes explains the finding. */
  public List<Culprit> of(Outcome outcome) throws InterruptedException {
    return outcome.isOk() ? ofWrongOutputs(outcome) : ofFailure(outcome);
  }

  /** Whether two outcomes of the model fail alike, or have the same wrong outputs. */
  public boolean isSame(Outcome one, Outcome other) throws InterruptedException {
    if (!one.isOk() || !other.isOk()) {
      return Symptom.isSameFailure(one, other);
    }
    Map<String, Tensor> wrong = wrong(one);
    return !wrong.isEmpty() && wrong.equals(wrong(other));
  }

  private List<Culprit> ofFailure(Outcome outcome) throws InterruptedException {
    Sign same = (part, its) -> Symptom.isSameFailure(outcome, its);
    for (Node node : suspects(outcome.detail())) {
      Optional<Fault> alone = fault(List.of(node), same);
      if (alone.isPresent()) {
        Sign passedOn = (part, its) -> Symptom.isPassedOn(its, outcome);
        return opened(node, culprit(alone.get()), passedOn);
      }
    }
    return outcome.status() == Status.TIMEOUT ? List.of() : culprits(least(graph.nodes(), same));
  }

  /** The steps of a culprit that show the same by themselves; itself where none does. */
  private List<Culprit> opened(Node node, Culprit culprit, Sign sign) throws InterruptedException {
    Map<Call, Culprit> inside = new LinkedHashMap<>();
    List<Node> steps = reading.steps(node);
    if (steps.contains(node)) {
      return List.of(culprit);
    }
    for (Node step : steps.subList(0, Math.min(steps.size(), MOST_STEPS))) {
      if (!inside.containsKey(Call.of(step))) {
        Optional<Fault> alone = fault(List.of(step), sign);
        if (alone.isPresent()) {
          inside.put(Call.of(step), culprit(alone.get()));
        }
      }
    }
    if (inside.isEmpty() && steps.size() <= MOST_STEPS) {
      List<Culprit> several = culprits(least(steps, sign));
      return several.isEmpty() ? List.of(culprit) : several;
    }
    return inside.isEmpty() ? List.of(culprit) : List.copyOf(inside.values());
  }

  /** What a node has in common with itself in another round of a loop. */
  private record Call(String operator, Map<String, Attribute> attributes) {
    static Call of(Node node) {
      return new Call(node.domain() + " " + node.operator(), node.attributes());
    }
  }

  /** What shows that a part of the model has the fault of the whole. */
  private interface Sign {
    boolean isOf(Part part, Outcome outcome) throws InterruptedException;
  }

  /** A part of the model that has the symptom, and what came of it. */
  private record Fault(Part part, Outcome outcome) {}

  private Culprit culprit(Fault f) throws InterruptedException {
    return Culprit.of(f.part().reading(), judged(f.part(), f.outcome()));
  }

  private List<Culprit> culprits(Optional<Fault> fault) throws InterruptedException {
    return fault.isPresent() ? List.of(culprit(fault.get())) : List.of();
  }

  private Judgement judged(Part part, Outcome outcome) throws InterruptedException {
    return judging.of(part.graph(), part.reading(), part.inputs(), outcome);
  }

  private Optional<Fault> fault(List<Node> nodes, Sign sign) throws InterruptedException {
    Part part = Part.of(reading, nodes, reading.values());
    Outcome outcome = backend.run(part.trial());
    return sign.isOf(part, outcome) ? Optional.of(new Fault(part, outcome)) : Optional.empty();
  }

  /**
   * Some of these nodes that have the symptom, while none do that are one node fewer. Halves are
   * left out first, then less and less, since each run may cost a process.
   */
  private Optional<Fault> least(List<Node> all, Sign sign) throws InterruptedException {
    Optional<Fault> least = Optional.empty();
    List<Node> nodes = all;
    for (int size = Math.max(1, nodes.size() / 2); size > 0; ) {
      int before = nodes.size();
      for (int from = 0; from < nodes.size(); ) {
        List<Node> fewer = without(nodes, from, Math.min(nodes.size(), from + size));
        Optional<Fault> fault = fewer.isEmpty() ? Optional.empty() : fault(fewer, sign);
        if (fault.isPresent()) {
          least = fault;
          nodes = fewer;
        } else {
          from += size;
        }
      }
      size = size > 1 ? size / 2 : nodes.size() < before ? 1 : 0;
    }
    return least.isPresent() ? least : fault(nodes, sign);
  }

  private static List<Node> without(List<Node> nodes, int from, int to) {
    List<Node> fewer = new ArrayList<>(nodes);
    fewer.subList(from, to).clear();
    return fewer;
  }

  /** All nodes, those first whose operator the message names. */
  private List<Node> suspects(String message) {
    return graph.nodes().stream()
        .sorted(Comparator.comparing(n -> !message.contains(n.operator())))
        .toList();
  }

  private List<Culprit> ofWrongOutputs(Outcome outcome) throws InterruptedException {
    if (outcome.outputs().size() != graph.outputs().size()) {
      return List.of();
    }
    Map<String, Tensor> wrong = wrong(outcome);
    if (wrong.isEmpty()) {
      return List.of();
    }
    Optional<Map<String, Tensor>> values = values();
    if (values.isPresent() && !cameWrong(wrong.keySet(), values.get())) {
      values = Optional.empty();
    }
    Map<Node, Culprit> found = values.isPresent() ? wrongNodes(wrong, values.get()) : Map.of();
    if (!found.isEmpty() && areWrongAlone(found.keySet(), values.orElseThrow())) {
      List<Culprit> culprits = new ArrayList<>();
      for (Map.Entry<Node, Culprit> f : found.entrySet()) {
        culprits.addAll(opened(f.getKey(), f.getValue(), this::isWrong));
      }
      return culprits;
    }
    List<Culprit> part = wrongPart(wrong.keySet(), found.keySet());
    if (!part.isEmpty()) {
      return part;
    }
    List<Culprit> writer = writer(wrong.keySet(), outcome);
    boolean same = values.filter(all -> came(wrong, all)).isPresent();
    return writer.isEmpty() && same ? List.copyOf(found.values()) : writer;
  }

  /**
   * The one node without which the wrong outputs, none of which it makes, are right: it writes
   * where others read.
   */
  private List<Culprit> writer(Set<String> wrong, Outcome outcome) throws InterruptedException {
    List<Node> writers = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (graph.nodes().size() > 1
          && node.outputs().stream().noneMatch(wrong::contains)
          && isRightWithout(node, wrong)) {
        writers.add(node);
      }
    }
    if (writers.size() != 1) {
      return List.of();
    }
    NodeForm form = NodeForm.of(reading, writers.get(0));
    Judgement judgement = judging.of(graph, reading, inputs, outcome);
    return List.of(new Culprit(form.operator(), form.call() + " beside others", judgement));
  }

  private boolean isRightWithout(Node node, Set<String> wrong) throws InterruptedException {
    List<Node> others = graph.nodes().stream().filter(n -> !n.equals(node)).toList();
    Part rest = Part.of(reading, others, reading.values()).giving(wrong);
    Outcome outcome = backend.run(rest.trial());
    return outcome.isOk() && judged(rest, outcome).verdict() != Verdict.MISMATCH;
  }

  /** Whether just these outputs are wrong once more. */
  private boolean cameWrong(Set<String> wrong, Map<String, Tensor> values)
      throws InterruptedException {
    List<Tensor> outputs = graph.outputs().stream().map(v -> values.get(v.name())).toList();
    return wrong(Outcome.ok(outputs, 0)).keySet().equals(wrong);
  }

  private boolean areWrongAlone(Set<Node> nodes, Map<String, Tensor> values)
      throws InterruptedException {
    for (Node node : nodes) {
      Part alone = Part.of(reading, List.of(node), values);
      if (!isWrong(alone, backend.run(alone.trial()))) {
        return false;
      }
    }
    return true;
  }

  private boolean isWrong(Part part, Outcome outcome) throws InterruptedException {
    return outcome.isOk() && judged(part, outcome).verdict() == Verdict.MISMATCH;
  }

  /**
   * The first node of a least part that is wrong; empty where a wrong output does not rest on it,
   * or a node that goes wrong in the whole model is not in it.
   */
  private List<Culprit> wrongPart(Set<String> wrong, Set<Node> suspects)
      throws InterruptedException {
    return culprits(
        least(graph.nodes(), this::isWrong)
            .filter(f -> f.part().graph().nodes().containsAll(suspects))
            .filter(f -> wrong.stream().allMatch(w -> restsOn(w, f.part().graph().nodes()))));
  }

  private boolean restsOn(String value, List<Node> part) {
    Set<String> before = ancestry(Set.of(value));
    return part.stream().flatMap(n -> n.outputs().stream()).anyMatch(before::contains);
  }

  /** The nodes that are wrong on what they were given; empty where they do not explain it all. */
  private Map<Node, Culprit> wrongNodes(Map<String, Tensor> wrong, Map<String, Tensor> values)
      throws InterruptedException {
    Map<Node, Culprit> culprits = new LinkedHashMap<>();
    Set<String> tainted = new HashSet<>();
    Set<String> matters = ancestry(wrong.keySet());
    for (Node node : graph.nodes()) {
      if (node.outputs().stream().noneMatch(matters::contains)) {
        continue;
      }
      Optional<Culprit> judged = judge(node, values);
      if (judged.isEmpty()) {
        return Map.of();
      }
      boolean guilty = judged.get().judgement().verdict() == Verdict.MISMATCH;
      if (guilty) {
        culprits.put(node, judged.get());
      }
      if (guilty || node.reads().stream().anyMatch(tainted::contains)) {
        tainted.addAll(node.outputs());
      }
    }
    return tainted.containsAll(wrong.keySet()) ? culprits : Map.of();
  }

  /** What the backend makes of every value; empty where the model with all outputs fails. */
  private Optional<Map<String, Tensor>> values() throws InterruptedException {
    List<String> names = graph.nodes().stream().flatMap(n -> Part.named(n.outputs())).toList();
    List<Value> outputs = names.stream().map(n -> Part.output(graph, n, reading.value(n))).toList();
    Graph open =
        new Graph(
            graph.name(),
            graph.opsets(),
            graph.inputs(),
            graph.constants(),
            graph.nodes(),
            outputs);
    Outcome outcome = backend.run(new Trial(OnnxFromGraph.of(open), inputs));
    if (!outcome.isOk() || outcome.outputs().size() != names.size()) {
      return Optional.empty();
    }
    Map<String, Tensor> values = new LinkedHashMap<>(graph.constants());
    values.putAll(inputs);
    for (int k = 0; k < names.size(); k++) {
      values.put(names.get(k), outcome.outputs().get(k));
    }
    return Optional.of(values);
  }

  /** The outputs that are wrong, by name. */
  private Map<String, Tensor> wrong(Outcome outcome) throws InterruptedException {
    Map<String, Tensor> wrong = new LinkedHashMap<>();
    for (int k = 0; k < graph.outputs().size(); k++) {
      Value output = graph.outputs().get(k);
      Graph only =
          new Graph(
              graph.name(),
              graph.opsets(),
              graph.inputs(),
              graph.constants(),
              graph.nodes(),
              List.of(output));
      Outcome its = Outcome.ok(List.of(outcome.outputs().get(k)), 0);
      if (judging.of(only, reading, inputs, its).verdict() == Verdict.MISMATCH) {
        wrong.put(output.name(), outcome.outputs().get(k));
      }
    }
    return wrong;
  }

  private static boolean came(Map<String, Tensor> wrong, Map<String, Tensor> values) {
    return wrong.entrySet().stream()
        .allMatch(w -> Objects.equals(w.getValue(), values.get(w.getKey())));
  }

  /** The names of these values and of all that they are made from. */
  private Set<String> ancestry(Set<String> values) {
    Set<String> names = new HashSet<>(values);
    for (int k = graph.nodes().size() - 1; k >= 0; k--) {
      Node node = graph.nodes().get(k);
      if (node.outputs().stream().anyMatch(names::contains)) {
        names.addAll(node.reads());
      }
    }
    return names;
  }

  /** Judges a node on what it was given; empty where the reference does not take that. */
  private Optional<Culprit> judge(Node node, Map<String, Tensor> values)
      throws InterruptedException {
    Part alone = Part.of(reading, List.of(node), values);
    try {
      GraphReading read = alone.reading();
      List<Tensor> got = alone.graph().outputs().stream().map(v -> values.get(v.name())).toList();
      Judgement judgement = judging.of(alone.graph(), read, alone.inputs(), Outcome.ok(got, 0));
      return Optional.of(Culprit.of(read, judgement));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
