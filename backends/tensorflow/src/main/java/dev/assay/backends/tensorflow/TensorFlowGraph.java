package dev.assay.backends.tensorflow;

import com.google.protobuf.ByteString;
import dev.assay.backends.emitter.Call;
import dev.assay.backends.emitter.Framework;
import dev.assay.backends.emitter.OwnOperator;
import dev.assay.backends.emitter.Term;
import dev.assay.core.expr.Prim;
import dev.assay.core.graph.Node;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.core.tensor.TensorBytes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.proto.VersionDef;

/**
 * A graph of TensorFlow, as it is handed over: tensors are called {@code node} or {@code node:k},
 * after the output that they are.
 */
final class TensorFlowGraph implements Framework<String> {
  /** TensorFlow 2.18's, so that nothing is done as in older days. */
  private static final int PRODUCER = 1882;

  private final GraphDef.Builder graph =
      GraphDef.newBuilder().setVersions(VersionDef.newBuilder().setProducer(PRODUCER));
  private final Map<String, String> inputs = new LinkedHashMap<>();
  private final Map<String, OwnOperator<String>> own = new OwnOperators(this).all();
  private final Registry registry;
  private int count;

  /** A graph without nodes of TensorFlow's own. */
  TensorFlowGraph() {
    this(Registry.NONE);
  }

  TensorFlowGraph(Registry registry) {
    this.registry = registry;
  }

  /** The graph so far. */
  GraphDef graph() {
    return graph.build();
  }

  /** The node of each input of the model, by the model's name for it. */
  Map<String, String> inputs() {
    return inputs;
  }

  @Override
  public Map<String, OwnOperator<String>> own() {
    return own;
  }

  @Override
  public Optional<OwnOperator<String>> own(Node node) {
    return node.domain().equals(Registry.DOMAIN)
        ? Optional.of((call, to) -> call(call))
        : Framework.super.own(node);
  }

  /** A node of one of TensorFlow's own operators. */
  private List<Term<String>> call(Call<String> call) {
    List<Term<String>> inputs = call.inputs().stream().map(Optional::orElseThrow).toList();
    NodeDef.Builder node =
        NativeNode.of(
            registry.get(call.node().operator()),
            call.node(),
            inputs.stream().map(Term::type).toList())
            .toBuilder();
    inputs.forEach(t -> node.addInput(t.handle()));
    String handle = add(node.build());
    return IntStream.range(0, call.outputs())
        .mapToObj(k -> new Term<>(k == 0 ? handle : handle + ":" + k, call.type(k), call.shape(k)))
        .toList();
  }

  /** A new node. */
  Operation node(String operator) {
    return new Operation(operator, this::add);
  }

  /** Puts a node into the graph; its first output. */
  String add(NodeDef node) {
    String name = "n" + count++;
    graph.addNode(node.toBuilder().setName(name));
    return name;
  }

  /** The same tensor under a name of its own: an input cannot be fetched, nor an output twice. */
  String identity(Term<String> x) {
    return node("Identity").on(x).type("T", x.type()).add();
  }

  /** A list of numbers, as TensorFlow takes sizes and axes. */
  String numbers(int... values) {
    long[] longs = Arrays.stream(values).asLongStream().toArray();
    return constant(Tensor.of(DType.INT32, new int[] {values.length}, longs));
  }

  String number(int value) {
    return constant(Tensor.of(DType.INT32, new int[0], value));
  }

  static TensorShapeProto shape(int... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int size : sizes) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return shape.build();
  }

  @Override
  public String input(String name, DType type, int... shape) {
    String node =
        node("Placeholder")
            .type("dtype", type)
            .with("shape", AttrValue.newBuilder().setShape(shape(shape)))
            .add();
    inputs.put(name, node);
    return node;
  }

  @Override
  public String constant(Tensor value) {
    return node("Const")
        .type("dtype", value.type())
        .with("value", AttrValue.newBuilder().setTensor(proto(value)))
        .add();
  }

  static TensorProto proto(Tensor value) {
    return TensorProto.newBuilder()
        .setDtype(Types.of(value.type()))
        .setTensorShape(shape(value.shape()))
        .setTensorContent(ByteString.copyFrom(TensorBytes.of(value)))
        .build();
  }

  @Override
  public String apply(Prim prim, DType type, List<Term<String>> args) {
    return Primitives.write(this, prim, type, args);
  }

  @Override
  public String fold(Prim prim, Term<String> x, int axes) {
    String operator =
        switch (prim) {
          case ADD -> "Sum";
          case MUL -> "Prod";
          case MIN -> "Min";
          case MAX -> "Max";
          case AND -> "All";
          case OR -> "Any";
          default -> throw new IllegalArgumentException("a fold by " + prim);
        };
    return reduced(operator, x, IntStream.range(x.rank() - axes, x.rank()).toArray());
  }

  /** One of TensorFlow's reductions. */
  String reduced(String operator, Term<String> x, int... axes) {
    Operation node = node(operator).on(x.handle(), numbers(axes)).flag("keep_dims", false);
    node.type("Tidx", DType.INT32);
    return x.type() == DType.BOOL ? node.add() : node.type("T", x.type()).add();
  }

  @Override
  public String reshape(Term<String> x, int... shape) {
    return sized("Reshape", x, "Tshape", shape);
  }

  @Override
  public String transpose(Term<String> x, int... order) {
    return sized("Transpose", x, "Tperm", order);
  }

  @Override
  public String expand(Term<String> x, int... shape) {
    return sized("BroadcastTo", x, "Tidx", shape);
  }

  private String sized(String operator, Term<String> x, String attribute, int... numbers) {
    return node(operator)
        .on(x.handle(), numbers(numbers))
        .type("T", x.type())
        .type(attribute, DType.INT32)
        .add();
  }

  @Override
  public String slice(Term<String> x, int[] from, int[] size, int[] step) {
    if (Arrays.stream(step).allMatch(s -> s == 1)) {
      return node("Slice")
          .on(x.handle(), numbers(from), numbers(size))
          .type("T", x.type())
          .type("Index", DType.INT32)
          .add();
    }
    int[] to = new int[from.length];
    Arrays.setAll(to, a -> size[a] == 0 ? from[a] : from[a] + (size[a] - 1) * step[a] + 1);
    return node("StridedSlice")
        .on(x.handle(), numbers(from), numbers(to), numbers(step))
        .type("T", x.type())
        .type("Index", DType.INT32)
        .add();
  }

  @Override
  public String pad(Term<String> x, int[] before, int[] after, Term<String> filling) {
    return node("PadV2")
        .on(x.handle(), pairs(before, after), filling.handle())
        .type("T", x.type())
        .type("Tpaddings", DType.INT32)
        .add();
  }

  /** Numbers before and after each axis, as a table of two columns. */
  String pairs(int[] before, int[] after) {
    long[] pairs = new long[2 * before.length];
    for (int a = 0; a < before.length; a++) {
      pairs[2 * a] = before[a];
      pairs[2 * a + 1] = after[a];
    }
    return constant(Tensor.of(DType.INT32, new int[] {before.length, 2}, pairs));
  }

  @Override
  public String take(Term<String> list, Term<String> places) {
    return gathered(list, places, 0);
  }

  /** Slices along an axis at places. */
  String gathered(Term<String> x, Term<String> places, int axis) {
    return node("GatherV2")
        .on(x.handle(), places.handle(), number(axis))
        .type("Tparams", x.type())
        .type("Tindices", places.type())
        .type("Taxis", DType.INT32)
        .add();
  }

  @Override
  public String concat(List<Term<String>> parts, int axis) {
    return node("ConcatV2")
        .on(parts)
        .on(number(axis))
        .number("N", parts.size())
        .type("T", parts.get(0).type())
        .type("Tidx", DType.INT32)
        .add();
  }
}
