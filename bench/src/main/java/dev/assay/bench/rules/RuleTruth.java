package dev.assay.bench.rules;

import dev.assay.core.Choices;
import dev.assay.core.onnx.Schemas;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.generator.ModelGenerator;
import dev.assay.generator.ModelOptions;
import dev.assay.generator.infer.Inference;
import dev.assay.generator.infer.Inferred;
import dev.assay.generator.infer.Score;
import dev.assay.generator.records.Call;
import dev.assay.generator.records.CatalogueCaller;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.OnnxDeclarations;
import dev.assay.generator.records.Recorded;
import dev.assay.generator.records.RecordsFromGraph;
import dev.assay.generator.rules.OperatorRules;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The truth test of inference: the catalogue is a black box of which only schemas are known, and
 * what is inferred from its answers is held against it on fresh calls. Half of these are drawn by
 * the generator, which knows the true rules; the others are near misses of such that are refused.
 *
 * <pre>java -cp 'target/assay/bench/*:target/assay/lib/*' dev.assay.bench.rules.RuleTruth [CALLS
 * [SEED [OPERATOR...]]]</pre>
 */
public final class RuleTruth {
  private static final int CALLS = 2000;
  private static final int MOST_DRAWS = 4000;

  /** The part of the choices of which fresh calls are drawn. */
  private static final int FRESH = -21;

  /** Of so few operators all is printed. */
  private static final int SHOWN = 5;

  private static final double PRECISION = 0.99;
  private static final double RECALL = 0.95;

  private final PrintStream out = System.out;
  private final int calls;
  private final Choices choices;
  private final boolean verbose;
  private final CatalogueCaller caller = new CatalogueCaller();
  private int passed;

  private RuleTruth(int calls, Choices choices, boolean verbose) {
    this.calls = calls;
    this.choices = choices;
    this.verbose = verbose;
  }

  public static void main(String[] args) {
    int calls = args.length > 0 ? Integer.parseInt(args[0]) : CALLS;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    List<String> names = List.of(args).subList(Math.min(2, args.length), args.length);
    new RuleTruth(calls, Choices.of(seed), !names.isEmpty() && names.size() <= SHOWN).run(names);
  }

  private void run(List<String> names) {
    out.println(
        "| operator | precision | recall | refused beyond the schema | calls | seconds | size | |");
    out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |");
    int count = 0;
    List<Operator> all = new ArrayList<>(operators());
    all.removeIf(o -> !names.isEmpty() && !names.contains(o.name()));
    all.sort(Comparator.comparingInt(o -> names.indexOf(o.name())));
    for (Operator operator : all) {
      count++;
      run(operator);
    }
    out.println();
    out.println(passed + " of " + count + " operators");
  }

  /** The newest form of each operator that is drawn, in ONNX's own domains. */
  private static List<Operator> operators() {
    List<Operator> all = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Operator o : Catalogue.drawn()) {
      if (!Catalogue.isContributed(o) && names.add(o.domain() + ":" + o.name())) {
        Catalogue.find(o.domain(), o.name(), version(o.domain())).ifPresent(all::add);
      }
    }
    return all;
  }

  private static int version(String domain) {
    return domain.isEmpty() ? Schemas.newestOpset() : 5;
  }

  private void run(Operator operator) {
    Optional<Declaration> declared =
        OnnxDeclarations.find(operator.domain(), operator.name(), version(operator.domain()));
    if (declared.isEmpty()) {
      return;
    }
    long before = System.nanoTime();
    Inferred inferred = Inference.of(declared.get(), caller, choices);
    double seconds = (System.nanoTime() - before) / 1e9;
    if (inferred.rules().isEmpty()) {
      out.printf(
          Locale.ROOT,
          "| %s | | | | %d | %.1f | | %s |%n",
          operator.name(),
          inferred.calls(),
          seconds,
          inferred.why());
      return;
    }
    OperatorRules rules = inferred.rules().get();
    Score score = Score.of(rules, fresh(operator, rules));
    boolean passes = score.precision() >= PRECISION && score.recall() >= RECALL;
    passed += passes ? 1 : 0;
    out.printf(
        Locale.ROOT,
        "| %s | %.1f | %.1f | %d of %d | %d | %.1f | %d | %s |%n",
        operator.name(),
        100 * score.precision(),
        100 * score.recall(),
        score.beyond(),
        score.refused(),
        inferred.calls(),
        seconds,
        rules.size(),
        (inferred.isOverFitted() ? "flagged" : inferred.settled() ? "" : "not settled")
            + (passes ? "" : " **fails**"));
    if (verbose) {
      rules.conditions().forEach(c -> out.println("    " + c));
      rules.outputs().forEach(o -> out.println("    " + o));
      out.println("    " + rules.words() + rules.types() + rules.pairs());
      score
          .wrong()
          .forEach(r -> out.println("    WRONG " + r + " told " + rules.outputs(r.call())));
    }
  }

  private List<Recorded> fresh(Operator operator, OperatorRules rules) {
    int opset = operator.domain().isEmpty() ? version("") : 22;
    ModelGenerator models =
        new ModelGenerator(
            ModelOptions.STANDARD
                .withNodes(1)
                .withOpsets(opset, opset)
                .withOperators(operator::equals));
    Choices fresh = choices.fork(FRESH);
    List<Recorded> all = new ArrayList<>();
    int taken = 0;
    int refused = 0;
    for (int k = 0; k < MOST_DRAWS && (taken < calls / 2 || refused < calls / 2); k++) {
      for (Call call : RecordsFromGraph.calls(models.next(fresh.fork(k)).graph())) {
        Recorded r = new Recorded(call, caller.call(rules.declaration(), call));
        if (r.isTaken() && taken < calls / 2) {
          taken++;
          all.add(r);
        }
        Optional<Recorded> miss =
            refused < calls / 2 && r.isTaken()
                ? Score.nearMiss(rules, caller, call, fresh.fork(-1 - k))
                : Optional.empty();
        miss.ifPresent(all::add);
        refused += miss.isPresent() ? 1 : 0;
      }
    }
    return all;
  }
}
