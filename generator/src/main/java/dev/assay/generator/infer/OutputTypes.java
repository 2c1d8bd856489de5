package dev.assay.generator.infer;

import dev.assay.core.expr.Dim;
import dev.assay.core.graph.Attribute.Kind;
import dev.assay.core.tensor.DType;
import dev.assay.generator.records.Call;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.Declaration.Port;
import dev.assay.generator.rules.CallScene;
import dev.assay.generator.rules.Guard;
import dev.assay.generator.rules.OperatorRules;
import dev.assay.generator.rules.OutputRule;
import dev.assay.generator.rules.Source;
import dev.assay.generator.rules.Term;
import dev.assay.generator.rules.TypeRule;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The search for the element type of an output: that of an input, a named one, always one. */
final class OutputTypes {
  private final Declaration operator;
  private final List<CallScene> scenes;
  private final Guards guards;
  private final @Nullable DType[] goal;

  /**
   * @param goal the type in each example; null in one that does not matter
   */
  OutputTypes(Declaration operator, List<CallScene> scenes, Guards guards, @Nullable DType[] goal) {
    this.operator = operator;
    this.scenes = scenes;
    this.guards = guards;
    this.goal = goal;
  }

  Optional<List<OutputRule.OfType>> find() {
    BitSet all = new BitSet();
    for (int k = 0; k < goal.length; k++) {
      all.set(k, goal[k] != null);
    }
    return find(all, 3);
  }

  private Optional<List<OutputRule.OfType>> find(BitSet among, int cases) {
    Optional<TypeRule> one = rule(among);
    if (one.isPresent() || cases == 1) {
      return one.map(r -> List.of(new OutputRule.OfType(List.of(), r)));
    }
    for (Guards.Entry g : guards.entries()) {
      for (boolean not : new boolean[] {false, true}) {
        BitSet in = ShapeSearch.and(among, g.holds(), not);
        BitSet out = ShapeSearch.and(among, g.holds(), !not);
        if (!in.isEmpty() && !out.isEmpty()) {
          Optional<TypeRule> here = rule(in);
          Optional<List<OutputRule.OfType>> there =
              here.isEmpty() ? Optional.empty() : find(out, cases - 1);
          if (there.isPresent()) {
            List<OutputRule.OfType> all = new ArrayList<>();
            Guard guard = not ? g.guard().not() : g.guard();
            all.add(new OutputRule.OfType(List.of(guard), here.get()));
            all.addAll(there.get());
            return Optional.of(all);
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<TypeRule> rule(BitSet among) {
    List<TypeRule> candidates = new ArrayList<>();
    operator.inputs().forEach(p -> candidates.add(new TypeRule.Same(p.name())));
    operator.attributes().stream()
        .filter(f -> f.kind() == Kind.TENSOR)
        .forEach(f -> candidates.add(new TypeRule.Same(f.name())));
    DType first = Objects.requireNonNull(goal[among.nextSetBit(0)]);
    candidates.add(new TypeRule.Fixed(first));
    operator.attributes().stream()
        .filter(f -> f.kind() == Kind.INT)
        .forEach(f -> candidates.add(new TypeRule.Named(f.name())));
    for (TypeRule r : candidates) {
      if (among.stream().allMatch(k -> type(r, k) == goal[k])) {
        return Optional.of(r);
      }
    }
    return operator.inputs().stream().flatMap(p -> table(p, among).stream()).findFirst();
  }

  private @Nullable DType type(TypeRule rule, int k) {
    if (rule instanceof TypeRule.Fixed f) {
      return f.type();
    }
    if (rule instanceof TypeRule.Same s) {
      return input(s.input(), k);
    }
    return rule instanceof TypeRule.Named n
            && scenes.get(k).value(new Term.Name(Source.ATTRIBUTE, n.attribute()))
                instanceof Dim.Const c
        ? OperatorRules.typeOf(c.value()).orElse(null)
        : null;
  }

  private @Nullable DType input(String port, int k) {
    Call call = scenes.get(k).call();
    return OperatorRules.type(operator, call, port).orElse(null);
  }

  private Optional<TypeRule> table(Port p, BitSet among) {
    Map<DType, DType> table = new EnumMap<>(DType.class);
    for (int k = among.nextSetBit(0); k >= 0; k = among.nextSetBit(k + 1)) {
      DType from = input(p.name(), k);
      DType to = goal[k];
      if (from == null || to == null) {
        return Optional.empty();
      }
      DType known = table.put(from, to);
      if (known != null && known != to) {
        return Optional.empty();
      }
    }
    return Optional.of(new TypeRule.Table(p.name(), table));
  }
}
