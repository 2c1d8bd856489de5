package dev.assay.oracle.reduce;

import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Leaves out nodes, halves of the model first: what others read of them is given instead, as the
 * reference has it. First as an input, and as a constant where it hung on constants alone; then all
 * as constants; and of what is left, all that nobody reads is an output, or only what was one.
 */
final class FewerNodes implements Surgery {
  @Override
  public Stream<Edit> of(Specimen specimen) {
    List<Node> nodes = specimen.graph().nodes();
    return Sections.of(nodes.size())
        .flatMap(
            s -> {
              Set<Node> gone = new LinkedHashSet<>(nodes.subList(s.from(), s.to()));
              return Stream.<Edit>of(
                  d -> without(specimen, gone, false, true),
                  d -> without(specimen, gone, true, true),
                  d -> without(specimen, gone, false, false));
            });
  }

  private static Draft without(
      Specimen specimen, Set<Node> gone, boolean allConstant, boolean open) {
    Draft draft = specimen.draft();
    List<Node> kept = draft.graph().nodes().stream().filter(n -> !gone.contains(n)).toList();
    Set<String> made = new HashSet<>();
    Set<String> read = new LinkedHashSet<>();
    kept.forEach(n -> made.addAll(n.outputs()));
    kept.forEach(n -> read.addAll(Draft.reads(n)));
    Set<String> fixed = fixed(draft);
    Map<String, Tensor> feeds = new LinkedHashMap<>();
    Map<String, Tensor> constants = new LinkedHashMap<>();
    for (Node node : gone) {
      for (String name : node.outputs()) {
        if (read.contains(name) && specimen.reading().datum(name) instanceof Tensor t) {
          (allConstant || fixed.contains(name) ? constants : feeds).put(name, t);
        }
      }
    }
    List<Value> outputs =
        new ArrayList<>(
            draft.graph().outputs().stream().filter(v -> made.contains(v.name())).toList());
    if (open) {
      gone.stream()
          .flatMap(n -> Draft.reads(n).stream())
          .distinct()
          .filter(name -> made.contains(name) && !read.contains(name))
          .filter(name -> draft.output(name).isEmpty())
          .filter(name -> specimen.reading().datum(name) instanceof Tensor)
          .forEach(
              name -> outputs.add(new Value(name, TensorType.of(specimen.reading().value(name)))));
    }
    return draft.withNodes(kept).withOutputs(outputs).withMore(feeds, constants);
  }

  /** The values that hang on constants alone. */
  private static Set<String> fixed(Draft draft) {
    Set<String> fixed = new HashSet<>(draft.graph().constants().keySet());
    fixed.removeAll(draft.inputs().keySet());
    for (Node node : draft.graph().nodes()) {
      if (fixed.containsAll(Draft.reads(node))) {
        fixed.addAll(node.outputs());
      }
    }
    return fixed;
  }
}
