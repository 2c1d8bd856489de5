package dev.assay.generator.infer;

import dev.assay.core.expr.Dims;
import dev.assay.core.graph.TensorType;
import dev.assay.core.tensor.DType;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.Declaration.Port;
import dev.assay.generator.records.Outcome;
import dev.assay.generator.records.Recorded;
import dev.assay.generator.rules.CallScene;
import dev.assay.generator.rules.Condition;
import dev.assay.generator.rules.Function;
import dev.assay.generator.rules.OperatorRules;
import dev.assay.generator.rules.OutputRule;
import dev.assay.generator.rules.Source;
import dev.assay.generator.rules.Term;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The smallest rules that are found to be consistent with examples. */
final class Hypothesis {
  /** The part of the work that goes into enumerating terms, and into fitting them to a shape. */
  private static final double POOL = 0.3;

  private static final double SHAPES = 0.7;

  private final Declaration operator;
  private final OperatorRules admission;
  private final List<Recorded> taken;
  private final List<Recorded> refused;
  private final Work work;

  /**
   * @param admission rules that say types and words alone
   * @param work that it may cost
   */
  Hypothesis(OperatorRules admission, List<Recorded> taken, List<Recorded> refused, Work work) {
    this.operator = admission.declaration();
    this.admission = admission;
    this.taken = taken;
    this.refused = refused;
    this.work = work;
  }

  /**
   * Looks for outputs among terms up to a size.
   *
   * @param composes whether larger formulas are sought too
   * @return rules without conditions; empty if the outputs of the examples have no such shapes or
   *     types
   */
  Optional<OperatorRules> outputs(int size, int most, boolean composes) {
    List<OutputRule> all = new ArrayList<>();
    for (int port = 0; port < operator.outputs().size(); port++) {
      Optional<OutputRule> rule = output(port, size, most, composes);
      if (rule.isEmpty()) {
        return Optional.empty();
      }
      all.add(rule.get());
    }
    return Optional.of(with(List.of(), all));
  }

  /**
   * Rules with conditions that explain the refusals which the outputs do not.
   *
   * @param so rules without conditions
   * @param records all calls that were ever taken
   */
  OperatorRules conditions(OperatorRules so, List<Recorded> records, int size, int most) {
    List<Recorded> unexplained =
        refused.stream().filter(r -> so.outputs(r.call()).isPresent()).toList();
    List<CallScene> scenes = new ArrayList<>();
    taken.forEach(r -> scenes.add(CallScene.of(operator, r.call())));
    unexplained.forEach(r -> scenes.add(CallScene.of(operator, r.call())));
    BitSet good = new BitSet();
    good.set(0, taken.size());
    BitSet bad = new BitSet();
    bad.set(taken.size(), scenes.size());
    if (bad.isEmpty()) {
      return so;
    }
    List<CallScene> all = records.stream().map(r -> CallScene.of(operator, r.call())).toList();
    TermPool pool = TermPool.of(operator, scenes, size, most, work.part(POOL));
    Guards guards = Guards.of(admission, scenes);
    ConditionSearch search = new ConditionSearch(pool, guards, ofOutputs(so), good, all, work);
    return with(search.find(bad, size), so.outputs());
  }

  /**
   * Terms of which conditions may speak since the shapes of outputs are made of them: these shapes,
   * what an input makes them if it is broadcast, what they divide, and what is left over then.
   */
  private static Set<Term> ofOutputs(OperatorRules so) {
    Set<Term> all = new LinkedHashSet<>();
    for (OutputRule o : so.outputs()) {
      for (OutputRule.Shape s : o.shapes()) {
        divisions(s.shape(), all);
        all.add(s.shape());
        for (Port p : so.declaration().inputs()) {
          Term input = Term.name(Source.SHAPE, p.name());
          all.add(Term.apply(Function.BROADCAST, s.shape(), input));
        }
      }
    }
    return all;
  }

  private static void divisions(Term term, Set<Term> to) {
    if (term instanceof Term.Apply a) {
      a.arguments().forEach(t -> divisions(t, to));
      if (a.function() == Function.DIV) {
        to.add(new Term.Apply(Function.MOD, a.arguments()));
        to.add(a.arguments().get(0));
        to.add(a);
      }
    }
  }

  private OperatorRules with(List<Condition> conditions, List<OutputRule> outputs) {
    return new OperatorRules(
        operator, admission.types(), admission.pairs(), admission.words(), conditions, outputs);
  }

  private Optional<OutputRule> output(int port, int size, int most, boolean composes) {
    Port p = operator.outputs().get(port);
    List<CallScene> scenes = new ArrayList<>();
    List<TensorType> types = new ArrayList<>();
    for (Recorded r : taken) {
      List<TensorType> given = ((Outcome.Taken) r.outcome()).outputs();
      int last = p.isVariadic() ? given.size() - 1 : Math.min(port, given.size() - 1);
      for (int k = port; k <= last; k++) {
        scenes.add(CallScene.of(operator, r.call(), k - port));
        types.add(given.get(k));
      }
    }
    if (types.isEmpty()) {
      return Optional.of(new OutputRule(p.name(), List.of(), List.of()));
    }
    Guards guards = Guards.of(admission, scenes);
    @Nullable Dims[] shapes = types.stream().map(t -> t.shape().orElse(null)).toArray(Dims[]::new);
    @Nullable DType[] elements = types.stream().map(TensorType::element).toArray(DType[]::new);
    Optional<List<OutputRule.OfType>> type =
        new OutputTypes(operator, scenes, guards, elements).find();
    if (type.isEmpty()) {
      return Optional.empty();
    }
    TermPool pool = TermPool.of(operator, scenes, size, most, work.part(POOL));
    return new ShapeSearch(pool, guards, shapes, composes, work.part(SHAPES))
        .find()
        .map(s -> new OutputRule(p.name(), type.get(), s));
  }

  /** Rules that say types and words alone. */
  static OperatorRules admission(
      Declaration operator,
      Map<String, Set<DType>> types,
      List<OperatorRules.Pair> pairs,
      Map<String, Set<String>> words) {
    return new OperatorRules(operator, types, pairs, words, List.of(), List.of());
  }
}
