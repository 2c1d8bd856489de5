package dev.assay.backends.tensorflow;

import dev.assay.backends.emitter.Call;
import dev.assay.backends.emitter.Channels;
import dev.assay.backends.emitter.Emitter;
import dev.assay.backends.emitter.OwnOperator;
import dev.assay.backends.emitter.Term;
import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Elements moved, by operators that TensorFlow has and the movements of formulas are not. */
final class Movements {
  private final TensorFlowGraph graph;

  Movements(TensorFlowGraph graph) {
    this.graph = graph;
  }

  Map<String, OwnOperator<String>> all() {
    return Map.of(
        "Concat", this::concat,
        "Split", this::split,
        "Tile", this::tile,
        "Pad", this::mirrored,
        "Gather", this::gather,
        "GatherND", this::gatherPoints,
        "ScatterND", this::scatterPoints,
        "DepthToSpace", (call, to) -> blocks(call, to, "DepthToSpace"),
        "SpaceToDepth", (call, to) -> blocks(call, to, "SpaceToDepth"));
  }

  private List<Term<String>> concat(Call<String> call, Emitter<String> to) {
    List<Term<String>> parts = call.inputs().stream().map(i -> i.orElseThrow()).toList();
    return List.of(to.concat(parts, call.axis("axis", 0, parts.get(0).rank())));
  }

  private List<Term<String>> split(Call<String> call, Emitter<String> to) {
    Term<String> x = call.input(0);
    int axis = call.axis("axis", 0, x.rank());
    if (call.results().stream().anyMatch(r -> r.isEmpty())) {
      return List.of();
    }
    int parts = call.outputs();
    int[] sizes = new int[parts];
    Arrays.setAll(sizes, k -> call.shape(k)[axis]);
    String handle =
        graph
            .node("SplitV")
            .on(x.handle(), graph.numbers(sizes), graph.number(axis))
            .type("T", x.type())
            .type("Tlen", DType.INT32)
            .number("num_split", parts)
            .add();
    List<Term<String>> outputs = new ArrayList<>();
    for (int k = 0; k < parts; k++) {
      outputs.add(new Term<>(handle + ":" + k, x.type(), call.shape(k)));
    }
    return outputs;
  }

  private List<Term<String>> tile(Call<String> call, Emitter<String> to) {
    Term<String> x = call.input(0);
    int[] times = Arrays.stream(call.data(1).integers()).mapToInt(Math::toIntExact).toArray();
    if (x.rank() == 0) {
      return List.of();
    }
    String handle =
        graph
            .node("Tile")
            .on(x.handle(), graph.numbers(times))
            .type("T", x.type())
            .type("Tmultiples", DType.INT32)
            .add();
    return List.of(new Term<>(handle, x.type(), call.shape(0)));
  }

  /** Padding by a mirror, where all axes are named and none is cut. */
  private List<Term<String>> mirrored(Call<String> call, Emitter<String> to) {
    Term<String> x = call.input(0);
    long[] pads = call.data(1).integers();
    int rank = x.rank();
    boolean plain =
        call.word("mode", "constant").equals("reflect")
            && !call.has(3)
            && rank > 0
            && rank < 6
            && x.size() > 0
            && Arrays.stream(pads).allMatch(p -> p >= 0);
    int[] before = new int[rank];
    int[] after = new int[rank];
    for (int a = 0; plain && a < rank; a++) {
      before[a] = (int) pads[a];
      after[a] = (int) pads[rank + a];
      plain = Math.max(before[a], after[a]) < x.size(a);
    }
    if (!plain) {
      return List.of();
    }
    String handle =
        graph
            .node("MirrorPad")
            .on(x.handle(), graph.pairs(before, after))
            .type("T", x.type())
            .type("Tpaddings", DType.INT32)
            .word("mode", "REFLECT")
            .add();
    return List.of(new Term<>(handle, x.type(), call.shape(0)));
  }

  private List<Term<String>> gather(Call<String> call, Emitter<String> to) {
    Term<String> x = call.input(0);
    if (x.size() == 0) {
      return List.of();
    }
    int axis = call.axis("axis", 0, x.rank());
    Term<String> index = call.input(1);
    Term<String> size = to.number(index.type(), 0, x.size(axis), index.rank());
    String handle = graph.gathered(x, to.apply(Prim.MOD, index, size), axis);
    return List.of(new Term<>(handle, x.type(), call.shape(0)));
  }

  private List<Term<String>> gatherPoints(Call<String> call, Emitter<String> to) {
    Term<String> x = call.input(0);
    if (call.integer("batch_dims", 0) != 0 || x.size() == 0 || call.input(1).size() == 0) {
      return List.of();
    }
    Term<String> points = inside(call, to);
    String handle =
        graph
            .node("GatherNd")
            .on(x, points)
            .type("Tparams", x.type())
            .type("Tindices", points.type())
            .add();
    return List.of(new Term<>(handle, x.type(), call.shape(0)));
  }

  private List<Term<String>> scatterPoints(Call<String> call, Emitter<String> to) {
    Term<String> x = call.input(0);
    String operator =
        switch (call.word("reduction", "none")) {
          case "none" -> "TensorScatterUpdate";
          case "add" -> "TensorScatterAdd";
          case "min" -> "TensorScatterMin";
          case "max" -> "TensorScatterMax";
          default -> "";
        };
    if (operator.isEmpty()
        || x.type() == DType.BOOL
        || x.size() == 0
        || call.input(1).size() == 0) {
      return List.of();
    }
    Term<String> points = inside(call, to);
    if (points.rank() == 1) { // TensorFlow reads a list as many points
      return List.of();
    }
    String handle =
        graph
            .node(operator)
            .on(x, points, call.input(2))
            .type("T", x.type())
            .type("Tindices", points.type())
            .add();
    return List.of(new Term<>(handle, x.type(), x.shape()));
  }

  /** The points of input 1 in input 0, with none counted from the back. */
  private static Term<String> inside(Call<String> call, Emitter<String> to) {
    Term<String> points = call.input(1);
    int axes = points.size(points.rank() - 1);
    long[] sizes = Arrays.stream(call.input(0).shape()).limit(axes).asLongStream().toArray();
    Term<String> whole = to.constant(Tensor.of(points.type(), new int[] {axes}, sizes));
    return to.apply(Prim.MOD, points, to.ranked(whole, points.rank()));
  }

  /** Blocks moved in TensorFlow's one order: within depth, the place in the block comes first. */
  private List<Term<String>> blocks(Call<String> call, Emitter<String> to, String operator) {
    Term<String> x = call.input(0);
    int block = call.integer("blocksize", 1);
    if (block < 2 || x.size() == 0 || !call.word("mode", "DCR").equals("DCR")) {
      return List.of();
    }
    String handle =
        graph
            .node(operator)
            .on(Channels.last(to, x))
            .type("T", x.type())
            .number("block_size", block)
            .word("data_format", "NHWC")
            .add();
    int[] shape = Channels.last(call.shape(0));
    return List.of(Channels.second(to, new Term<>(handle, x.type(), shape)));
  }
}
