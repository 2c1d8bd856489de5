package dev.assay.generator.infer;

import dev.assay.core.Choices;
import dev.assay.core.graph.TensorType;
import dev.assay.generator.records.Caller;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.Outcome;
import dev.assay.generator.records.Recorded;
import dev.assay.generator.rules.OperatorRules;
import java.util.List;
import java.util.Optional;

/**
 * Infers the rules of an operator from calls.
 *
 * <pre>{@code
 * explore:  calls are drawn, executed and mutated until some are taken; types and words that go
 * repeat
 *   hypothesis = the smallest rules that are consistent with the examples
 *   questions  = calls that the hypothesis takes, or refuses for one reason alone
 *   examples  += the questions that came out otherwise
 * until the hypothesis foretold them all, twice
 * }</pre>
 */
public final class Inference {
  /** So many calls are tried as they were recorded, where no rules are usable. */
  private static final int STANDING = 6;

  private final Declaration operator;
  private final Outset outset;
  private final Choices choices;
  private final Vocabulary vocabulary;
  private final Examples examples;
  private final Exploration exploration;

  private Inference(Declaration operator, Caller caller, Choices choices, Outset outset) {
    this.operator = operator;
    this.outset = outset;
    this.choices = choices;
    this.vocabulary = new Vocabulary(operator);
    this.examples = new Examples(operator, caller, vocabulary);
    this.exploration = new Exploration(operator, vocabulary, examples, outset);
  }

  /** What an operator's rules are, as far as its calls tell. */
  public static Inferred of(Declaration operator, Caller caller, Choices choices) {
    return of(operator, caller, choices, Outset.of(Effort.THOROUGH));
  }

  /** The same with another effort, from calls that are known, or within a limit. */
  public static Inferred of(Declaration operator, Caller caller, Choices choices, Outset outset) {
    return new Inference(operator, caller, choices, outset).infer();
  }

  private Inferred infer() {
    if (operator.variables().stream().anyMatch(v -> operator.types(v).isEmpty())) {
      return Inferred.nothing("an input is no tensor", 0, List.of());
    }
    exploration.begin();
    exploration.run(choices.fork(0));
    if (exploration.taken().isEmpty()) {
      return nothing("no call was taken" + examples.commonest());
    }
    Admission admission = new Admission(operator, vocabulary, examples, outset.effort().forms());
    admission.of(exploration.taken(), choices.fork(1)); // the vocabulary is smaller from here on
    exploration.run(choices.fork(2));
    OperatorRules admitted = admission.of(exploration.taken(), choices.fork(3));
    if (examples.taken().stream().allMatch(Inference::isOpen)) {
      return nothing("sizes of the outputs hang on data");
    }
    Rounds rounds =
        new Rounds(admitted, new Rounds.Means(vocabulary, examples, exploration), outset, choices);
    Inferred inferred = rounds.run().orElseGet(() -> nothing("no term fits the outputs"));
    return inferred.isUsable() ? inferred : withRecorded(inferred);
  }

  /** The same with usable rules of one call that was taken, where there are any. */
  private Inferred withRecorded(Inferred inferred) {
    int drawn = outset.effort().drawn();
    if (drawn == 0) {
      return inferred;
    }
    List<OperatorRules> all = AsRecorded.of(operator, examples.taken(), STANDING);
    for (int k = 0; k < all.size(); k++) {
      OperatorRules rules = all.get(k);
      if (Inferred.isUsable(Score.ofDrawn(rules, drawn, choices.fork(4000 + k), examples::ask))) {
        return inferred.withRecorded(rules);
      }
    }
    return inferred;
  }

  private Inferred nothing(String why) {
    return Inferred.nothing(
        outset.isSpent() ? "within the limit " + why : why,
        examples.count(),
        exploration.records());
  }

  /** Whether only the run tells a size of an output. */
  static boolean isOpen(Recorded r) {
    return ((Outcome.Taken) r.outcome()).outputs().stream().anyMatch(t -> t.shape().isEmpty());
  }

  /** Whether rules say of a call what came of it. */
  public static boolean foretold(OperatorRules rules, Recorded r) {
    Optional<List<TensorType>> told = rules.outputs(r.call());
    return r.outcome() instanceof Outcome.Taken t
        ? isOpen(r) || told.isPresent() && told.get().equals(t.outputs())
        : told.isEmpty();
  }
}
