package dev.assay.backends.torch;

import dev.assay.backends.emitter.Call;
import dev.assay.backends.emitter.Emission;
import dev.assay.backends.emitter.Framework;
import dev.assay.backends.emitter.OwnOperator;
import dev.assay.backends.emitter.Term;
import dev.assay.core.expr.Prim;
import dev.assay.core.graph.Node;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The text of one model while it is written: a statement a tensor, each a call of LibTorch's. */
final class TorchScript implements Framework<String> {
  private final List<String> inputs = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final Map<Tensor, String> constants = new LinkedHashMap<>();
  private final Map<String, OwnOperator<String>> own = new HashMap<>();
  private final Primitives primitives = new Primitives(this);
  private final Aten aten;
  private int names;

  /** A text without calls of LibTorch's own operators by their names. */
  TorchScript() {
    this(Aten.NONE);
  }

  TorchScript(Aten aten) {
    this.aten = aten;
    TorchOperators.ALL.forEach((name, o) -> own.put(name, (call, to) -> o.of(call, this)));
  }

  /** The text of a model. */
  static Script of(GraphReading reading, Aten aten) {
    TorchScript text = new TorchScript(aten);
    return text.script(Emission.of(reading, text).stream().map(Term::handle).toList());
  }

  Script script(List<String> outputs) {
    return new Script(inputs, lines, outputs, List.copyOf(constants.keySet()));
  }

  @Override
  public Optional<OwnOperator<String>> own(Node node) {
    return node.domain().equals(Aten.DOMAIN)
        ? Optional.of((call, to) -> call(call))
        : Framework.super.own(node);
  }

  private List<Term<String>> call(Call<String> c) {
    List<String> outputs =
        call(c.node(), c.inputs().stream().map(i -> i.map(Term::handle)).toList());
    return IntStream.range(0, outputs.size()).mapToObj(k -> result(c, k, outputs.get(k))).toList();
  }

  /** The names of what a node of one of LibTorch's own operators gives. */
  List<String> call(Node node, List<Optional<String>> tensors) {
    AtenOperator operator = aten.get(node.operator());
    Object[] words = NativeCall.words(operator, tensors, node.attributes()).toArray();
    return operator.results().equals(List.of("Tensor"))
        ? List.of(call(operator.function(), words))
        : calls(node.outputs().size(), operator.function(), words);
  }

  @Override
  public Map<String, OwnOperator<String>> own() {
    return own;
  }

  @Override
  public String input(String name, DType type, int... shape) {
    TorchTypes.of(type); // or there is none
    inputs.add("x" + inputs.size());
    return inputs.get(inputs.size() - 1);
  }

  @Override
  public String constant(Tensor value) {
    TorchTypes.of(value.type());
    String known = constants.get(value);
    if (known == null) {
      known = "CONSTANTS.c" + constants.size();
      constants.put(value, known);
    }
    return known;
  }

  @Override
  public String apply(Prim prim, DType type, List<Term<String>> args) {
    return primitives.apply(prim, type, args);
  }

  @Override
  public String fold(Prim prim, Term<String> x, int axes) {
    return primitives.fold(prim, x, axes);
  }

  @Override
  public String reshape(Term<String> x, int... shape) {
    return call("reshape", x, shape);
  }

  @Override
  public String transpose(Term<String> x, int... order) {
    return call("permute", x, order);
  }

  @Override
  public String expand(Term<String> x, int... shape) {
    return call("expand", x, shape);
  }

  @Override
  public String slice(Term<String> x, int[] from, int[] size, int[] step) {
    String y = x.handle();
    for (int a = 0; a < size.length; a++) {
      if (size[a] < x.size(a)) {
        int end = size[a] == 0 ? from[a] : from[a] + (size[a] - 1) * step[a] + 1;
        y = call("slice", y, a, from[a], end, step[a]);
      }
    }
    return y;
  }

  @Override
  public String pad(Term<String> x, int[] before, int[] after, Term<String> filling) {
    return call("constant_pad_nd", x, pads(before, after), call("item", filling));
  }

  /** Margins as LibTorch takes them: those of the last axis first. */
  static int[] pads(int[] before, int[] after) {
    int last = before.length - 1;
    return Numbers.each(2 * before.length, k -> (k % 2 == 0 ? before : after)[last - k / 2]);
  }

  @Override
  public String take(Term<String> list, Term<String> places) {
    return call("take", list, places);
  }

  @Override
  public String concat(List<Term<String>> parts, int axis) {
    return call("cat", parts, axis);
  }

  /** The name of what a function of LibTorch's gives. */
  String call(String function, @Nullable Object... arguments) {
    String name = "v" + names++;
    lines.add(name + " = " + Words.call(function, arguments));
    return name;
  }

  /** The names of the parts of what a function gives: of a tuple or a list. */
  List<String> calls(int parts, String function, @Nullable Object... arguments) {
    String whole = call(function, arguments);
    return IntStream.range(0, parts).mapToObj(k -> whole + "[" + k + "]").toList();
  }

  /** What one name stands for, as an output of a node. */
  Term<String> result(Call<String> c, int output, String name) {
    return new Term<>(name, c.type(output), c.shape(output));
  }

  /** A node's one output by one call. */
  List<Term<String>> one(Call<String> c, String function, @Nullable Object... arguments) {
    return List.of(result(c, 0, call(function, arguments)));
  }

  /** All of a node's outputs by one call. */
  List<Term<String>> many(Call<String> c, String function, @Nullable Object... arguments) {
    List<String> parts = calls(c.outputs(), function, arguments);
    return IntStream.range(0, parts.size()).mapToObj(k -> result(c, k, parts.get(k))).toList();
  }
}
