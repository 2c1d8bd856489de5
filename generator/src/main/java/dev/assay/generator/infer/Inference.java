package dev.assay.generator.infer;

import dev.assay.core.Choices;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.TensorType;
import dev.assay.core.tensor.DType;
import dev.assay.generator.records.Call;
import dev.assay.generator.records.Caller;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.Declaration.Field;
import dev.assay.generator.records.Outcome;
import dev.assay.generator.records.Recorded;
import dev.assay.generator.rules.CallScene;
import dev.assay.generator.rules.OperatorRules;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

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
  /** How many calls explore an operator, and as many once types and words are known. */
  public static final int EXPLORED = 2500;

  private static final int ROUNDS = 8;
  private static final int QUESTIONS = 1500;
  private static final int SURPRISES = 40;
  private static final int CLEAN_ROUNDS = 2;

  /** How many of the calls that give an attribute show that it names a type. */
  private static final double NAMING = 0.8;

  /** Where so many words go, and none of those that were tried does not, any word goes. */
  private static final int FREE = 5;

  private static final int HELD_OUT = 300;
  private static final int REPAIRS = 5;
  private static final int REPAIRED = 12;
  private static final int FIRST_TAKEN = 60;
  private static final int FIRST_REFUSED = 100;
  private static final int TERMS = 12_000;
  private static final int[] SIZES = {3, 4, 6};

  /**
   * Larger terms are only looked at while few sets of examples were: what needs more is given up.
   */
  private static final int[] LOOKS = {40, 20, 8};

  private final Declaration operator;
  private final int explored;
  private final Choices choices;
  private final Vocabulary vocabulary;
  private final Examples examples;
  private final Exploration exploration;

  private Inference(Declaration operator, Caller caller, Choices choices, int explored) {
    this.operator = operator;
    this.explored = explored;
    this.choices = choices;
    this.vocabulary = new Vocabulary(operator);
    this.examples = new Examples(operator, caller, vocabulary);
    this.exploration = new Exploration(operator, vocabulary, examples);
  }

  /** What an operator's rules are, as far as its calls tell. */
  public static Inferred of(Declaration operator, Caller caller, Choices choices) {
    return of(operator, caller, choices, EXPLORED);
  }

  /**
   * The same with another effort.
   *
   * @param explored how many calls explore the operator, before and after types and words are known
   */
  public static Inferred of(Declaration operator, Caller caller, Choices choices, int explored) {
    return new Inference(operator, caller, choices, explored).infer();
  }

  private Inferred infer() {
    if (operator.variables().stream().anyMatch(v -> operator.types(v).isEmpty())) {
      return Inferred.nothing("an input is no tensor", 0);
    }
    exploration.run(explored, choices.fork(0));
    if (exploration.taken().isEmpty()) {
      return Inferred.nothing("no call was taken", examples.count());
    }
    admission(choices.fork(1)); // the vocabulary is smaller from here on
    exploration.run(explored, choices.fork(2));
    OperatorRules admission = admission(choices.fork(3));
    if (examples.taken().stream().allMatch(Inference::isOpen)) {
      return Inferred.nothing("sizes of the outputs hang on data", examples.count());
    }
    return new Rounds(admission).run();
  }

  private static boolean isOpen(Recorded r) {
    return ((Outcome.Taken) r.outcome()).outputs().stream().anyMatch(t -> t.shape().isEmpty());
  }

  /** Types and words that go. */
  private OperatorRules admission(Choices own) {
    List<Call> taken = exploration.taken();
    Map<String, Set<String>> words = words(taken);
    words.forEach(vocabulary::keepWords);
    TypeSearch search = new TypeSearch(operator, vocabulary, examples, own);
    Map<String, Set<DType>> types = search.types(taken);
    types.forEach(vocabulary::keep);
    return Hypothesis.admission(operator, types, search.pairs(taken, types), words);
  }

  /** The words of each attribute that some call goes with. */
  private Map<String, Set<String>> words(List<Call> taken) {
    Map<String, Set<String>> all = new TreeMap<>();
    for (Field f : operator.attributes()) {
      if (f.kind() == Attribute.Kind.STRING) {
        Set<String> going = new TreeSet<>();
        examples.ask(taken.get(0).with(f.name(), Attribute.of("?"))); // may say what goes
        for (String w : vocabulary.words(f.name())) {
          if (taken.stream()
              .limit(30)
              .anyMatch(c -> examples.ask(c.with(f.name(), Attribute.of(w))).isTaken())) {
            going.add(w);
          }
        }
        if (going.size() < vocabulary.words(f.name()).size() || going.size() < FREE) {
          all.put(f.name(), going);
        }
      }
      if (f.kind() == Attribute.Kind.INT && namesTypes(f.name())) {
        Set<String> going = new TreeSet<>();
        taken.stream()
            .flatMap(c -> Optional.ofNullable(c.attributes().get(f.name())).stream())
            .forEach(a -> going.add(OperatorRules.word(a)));
        for (DType t : DType.ANY) {
          Attribute named = Attribute.of((long) t.onnx());
          if (taken.stream()
              .limit(30)
              .anyMatch(c -> examples.ask(c.with(f.name(), named)).isTaken())) {
            going.add(OperatorRules.word(named));
          }
        }
        all.put(f.name(), going);
      }
    }
    return all;
  }

  /**
   * Whether an attribute is the number of a type that an output has, but for a value of its own.
   */
  private boolean namesTypes(String attribute) {
    List<Recorded> giving =
        examples.taken().stream()
            .filter(r -> r.call().attributes().containsKey(attribute))
            .toList();
    return !giving.isEmpty()
        && giving.stream().filter(r -> names(r, attribute)).count() >= NAMING * giving.size();
  }

  private static boolean names(Recorded r, String attribute) {
    long number = Objects.requireNonNull(r.call().attributes().get(attribute)).integer();
    return ((Outcome.Taken) r.outcome())
        .outputs().stream().anyMatch(t -> t.element().onnx() == number);
  }

  /** The rounds of hypothesis and questions. */
  private final class Rounds {
    private final OperatorRules admission;
    private final Set<Recorded> taken = new LinkedHashSet<>();
    private final Set<Recorded> refused = new LinkedHashSet<>();
    private Optional<OperatorRules> rules = Optional.empty();
    private int level;
    private final int[] looked = new int[SIZES.length];

    Rounds(OperatorRules admission) {
      this.admission = admission;
    }

    Inferred run() {
      begin();
      int clean = 0;
      for (int round = 0; round < ROUNDS && clean < CLEAN_ROUNDS; round++) {
        if (clean == 0) {
          Optional<OperatorRules> before = rules;
          rules = smallest();
          if (rules.isEmpty()) {
            return Inferred.nothing("no term fits the outputs", examples.count());
          }
          if (rules.equals(before)) {
            break; // what is left unexplained stays so
          }
        }
        clean = learn(questions(rules.get(), choices.fork(10 + round))) ? 0 : clean + 1;
      }
      Score heldOut = Score.of(rules.orElseThrow(), heldOut(choices.fork(2000)));
      return new Inferred(rules, "", examples.count(), clean == CLEAN_ROUNDS, Optional.of(heldOut));
    }

    /** Calls that nothing was inferred from: changed ones that types and words admit. */
    private List<Recorded> heldOut(Choices own) {
      List<Recorded> calls = new ArrayList<>();
      List<Call> known = exploration.taken();
      for (int k = 0; k < QUESTIONS && calls.size() < HELD_OUT; k++) {
        Choices draw = own.fork(k);
        Call call = new Mutation(operator, vocabulary, draw).of(draw.of(known));
        if (!examples.knows(call) && admission.admits(call)) {
          calls.add(examples.ask(call));
        }
      }
      return calls;
    }

    private void begin() {
      List<Recorded> all = new ArrayList<>();
      exploration.taken().forEach(c -> all.add(examples.ask(c)));
      all.stream()
          .filter(r -> !isOpen(r) && admission.admits(r.call()))
          .limit(FIRST_TAKEN)
          .forEach(taken::add);
      List<Recorded> near = examples.refused();
      for (int k = near.size() - 1; k >= 0 && refused.size() < FIRST_REFUSED; k--) {
        if (admission.admits(near.get(k).call())) {
          refused.add(near.get(k));
        }
      }
    }

    /** The smallest rules that are consistent with all calls that were ever taken. */
    private Optional<OperatorRules> smallest() {
      List<Recorded> records =
          examples.taken().stream().filter(r -> admission.admits(r.call())).toList();
      List<CallScene> scenes = records.stream().map(r -> CallScene.of(operator, r.call())).toList();
      Optional<OperatorRules> best = Optional.empty();
      for (int k = 0; k < REPAIRS; k++) {
        best = smallest(scenes);
        if (best.isEmpty() || !add(taken, best.get(), records)) {
          return best;
        }
      }
      return best;
    }

    private Optional<OperatorRules> smallest(List<CallScene> records) {
      Optional<OperatorRules> best = Optional.empty();
      for (int k = level; k < SIZES.length; k++) {
        if (looked[k]++ == LOOKS[k]) {
          return best;
        }
        Optional<OperatorRules> found =
            new Hypothesis(admission, List.copyOf(taken), List.copyOf(refused), records)
                .find(SIZES[k], TERMS);
        if (found.isPresent()) {
          best = found;
          if (refused.stream().allMatch(r -> found.get().outputs(r.call()).isEmpty())) {
            return best;
          }
        } else if (best.isEmpty()) {
          level = Math.min(level + 1, SIZES.length - 1);
        }
      }
      return best;
    }

    /** Takes up some records that rules tell otherwise; whether there are any. */
    private static boolean add(Set<Recorded> to, OperatorRules rules, List<Recorded> records) {
      int more = 0;
      for (Recorded r : records) {
        if (more < REPAIRED && !foretold(rules, r) && to.add(r)) {
          more++;
        }
      }
      return more > 0;
    }

    /** Calls that may show the rules wrong, executed. */
    private List<Recorded> questions(OperatorRules so, Choices own) {
      List<Recorded> asked = new ArrayList<>();
      List<Call> known = exploration.taken();
      for (int k = 0; k < Math.min(QUESTIONS, explored); k++) {
        Choices draw = own.fork(k);
        Call call =
            draw.chance(0.9)
                ? new Mutation(operator, vocabulary, draw).of(draw.of(known))
                : new CallDraw(operator, vocabulary, draw).draw();
        if (so.admits(call) && so.reasons(call) <= 1) {
          Recorded r = examples.ask(call);
          exploration.look(r);
          asked.add(r);
        }
      }
      return asked;
    }

    /** Takes up the calls that came out otherwise than foretold. */
    private boolean learn(List<Recorded> asked) {
      int surprises = 0;
      for (Recorded r : asked) {
        if (!isForetold(r) && surprises < SURPRISES && (r.isTaken() ? taken : refused).add(r)) {
          surprises++;
        }
      }
      return surprises > 0;
    }

    private boolean isForetold(Recorded r) {
      return foretold(rules.orElseThrow(), r);
    }
  }

  /** Whether rules say of a call what came of it. */
  public static boolean foretold(OperatorRules rules, Recorded r) {
    Optional<List<TensorType>> told = rules.outputs(r.call());
    return r.outcome() instanceof Outcome.Taken t
        ? isOpen(r) || told.isPresent() && told.get().equals(t.outputs())
        : told.isEmpty();
  }
}
