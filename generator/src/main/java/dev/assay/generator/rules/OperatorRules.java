package dev.assay.generator.rules;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.TensorType;
import dev.assay.core.tensor.DType;
import dev.assay.generator.records.Call;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of an operator without its meaning: which calls it takes, and the types of what
 * it gives.
 *
 * @param types of the inputs, by type variable
 * @param pairs variables that hang on each other
 * @param words the values that an attribute may have, where that is one of a few
 * @param conditions all of which a call keeps
 * @param outputs one for each port of the declaration
 */
public record OperatorRules(
    Declaration declaration,
    Map<String, Set<DType>> types,
    List<Pair> pairs,
    Map<String, Set<String>> words,
    List<Condition> conditions,
    List<OutputRule> outputs) {

  /** The types that two variables may have together. */
  public record Pair(String first, String second, Map<DType, Set<DType>> together) {
    public Pair {
      together = new TreeMap<>(together);
    }
  }

  public OperatorRules {
    types = new TreeMap<>(types);
    pairs = List.copyOf(pairs);
    words = new TreeMap<>(words);
    conditions = List.copyOf(conditions);
    outputs = List.copyOf(outputs);
  }

  /** Whether declaration, types and words admit a call. */
  public boolean admits(Call call) {
    return declaration.fits(call) && keepsTypes(call) && keepsWords(call);
  }

  private boolean keepsTypes(Call call) {
    Map<String, DType> bound = bound(declaration, call);
    return bound.entrySet().stream()
            .allMatch(e -> types.getOrDefault(e.getKey(), Set.of()).contains(e.getValue()))
        && pairs.stream()
            .allMatch(
                p -> {
                  DType a = bound.get(p.first());
                  DType b = bound.get(p.second());
                  return a == null
                      || b == null
                      || p.together().getOrDefault(a, Set.of()).contains(b);
                });
  }

  /** What the type variables stand for in a call. */
  public static Map<String, DType> bound(Declaration declaration, Call call) {
    Map<String, DType> bound = new TreeMap<>();
    for (int k = 0; k < call.inputs().size(); k++) {
      Optional<Operand> o = call.input(k);
      Optional<Declaration.Port> port = Declaration.at(declaration.inputs(), k);
      if (o.isPresent() && port.isPresent()) {
        bound.put(port.get().variable(), o.get().type());
      }
    }
    return bound;
  }

  private boolean keepsWords(Call call) {
    return call.attributes().entrySet().stream()
        .allMatch(
            e ->
                !words.containsKey(e.getKey())
                    || words.get(e.getKey()).contains(word(e.getValue())));
  }

  /** A value as it stands among words. */
  public static String word(Attribute a) {
    return a.kind() == Attribute.Kind.STRING ? a.text() : a.toString();
  }

  /** The types of the outputs; empty where the call is not taken. */
  public Optional<List<TensorType>> outputs(Call call) {
    CallScene scene = CallScene.of(declaration, call);
    if (!admits(call) || !conditions.stream().allMatch(c -> c.holds(scene))) {
      return Optional.empty();
    }
    List<TensorType> all = new ArrayList<>();
    for (int k = 0; k < call.outputs(); k++) {
      int port = Math.min(k, outputs.size() - 1);
      TensorType type = output(outputs.get(port), CallScene.of(declaration, call, k - port));
      if (type == null) {
        return Optional.empty();
      }
      all.add(type);
    }
    return Optional.of(all);
  }

  /** For how many reasons a call is refused that declaration, types and words admit. */
  public int reasons(Call call) {
    CallScene scene = CallScene.of(declaration, call);
    int broken = (int) conditions.stream().filter(c -> !c.holds(scene)).count();
    for (int k = 0; k < call.outputs(); k++) {
      int port = Math.min(k, outputs.size() - 1);
      if (shape(outputs.get(port), CallScene.of(declaration, call, k - port)) == null) {
        return broken + 1;
      }
    }
    return broken;
  }

  private @Nullable TensorType output(OutputRule rule, CallScene scene) {
    Dims shape = shape(rule, scene);
    DType type =
        rule.types().stream()
            .filter(t -> t.when().stream().allMatch(g -> g.holds(scene)))
            .findFirst()
            .flatMap(t -> type(t.type(), scene.call()))
            .orElse(null);
    boolean declared =
        declaration.outputs().stream()
            .anyMatch(p -> p.name().equals(rule.port()) && p.types().contains(type));
    return shape == null || type == null || !declared ? null : TensorType.of(type, shape);
  }

  static @Nullable Dims shape(OutputRule rule, CallScene scene) {
    for (OutputRule.Shape s : rule.shapes()) {
      if (s.when().stream().allMatch(g -> g.holds(scene))) {
        return s.shape().in(scene) instanceof Dims d
                && d.list().stream().allMatch(n -> n.atLeast(0).decided().orElse(false))
            ? d
            : null;
      }
    }
    return null;
  }

  private Optional<DType> type(TypeRule rule, Call call) {
    if (rule instanceof TypeRule.Fixed f) {
      return Optional.of(f.type());
    }
    if (rule instanceof TypeRule.Same s) {
      return type(declaration, call, s.input());
    }
    if (rule instanceof TypeRule.Table t) {
      return type(declaration, call, t.input())
          .flatMap(type -> Optional.ofNullable(t.types().get(type)));
    }
    String attribute = ((TypeRule.Named) rule).attribute();
    return CallScene.of(declaration, call).value(new Term.Name(Source.ATTRIBUTE, attribute))
            instanceof Dim.Const c
        ? typeOf(c.value())
        : Optional.empty();
  }

  /** The type of an input, or of the tensor that an attribute is. */
  public static Optional<DType> type(Declaration declaration, Call call, String name) {
    int input = declaration.input(name);
    return input >= 0
        ? call.input(input).map(Operand::type)
        : Optional.ofNullable(call.attributes().get(name))
            .filter(a -> a.kind() == Attribute.Kind.TENSOR)
            .map(a -> a.tensor().type());
  }

  /** The type of a number. */
  public static Optional<DType> typeOf(long number) {
    for (DType t : DType.ANY) {
      if (t.onnx() == number) {
        return Optional.of(t);
      }
    }
    return Optional.empty();
  }

  /** How many names, numbers and functions it takes to say the rules. */
  public int size() {
    return conditions.stream().mapToInt(c -> c.claim().size() + c.when().size()).sum()
        + outputs.stream()
            .flatMap(o -> o.shapes().stream())
            .mapToInt(s -> s.shape().size() + s.when().size())
            .sum();
  }
}
