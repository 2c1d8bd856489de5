package dev.assay.generator.infer;

import dev.assay.core.Choices;
import dev.assay.generator.records.Call;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.Operand;
import dev.assay.generator.records.Outcome;
import dev.assay.generator.records.Recorded;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The search for calls that are taken, of as many forms as there are. What is refused in another
 * way than all before is a step ahead, and is mutated on: where the text names an argument, there.
 */
final class Exploration {
  private static final Pattern NUMBERS = Pattern.compile("-?[0-9]+(, )?");
  private static final int KEPT = 60;

  /** How many times as many calls are tried before it is said that none is taken. */
  private static final int UNTAKEN = 3;

  /**
   * So many of the latest refusals are mutated as often as all: checks come one after the other.
   */
  private static final int LATEST = 8;

  /** How much of a text tells refusals apart. */
  private static final int HEAD = 90;

  private final Declaration operator;
  private final Vocabulary vocabulary;
  private final Examples examples;
  private final Outset outset;
  private final List<Recorded> taken = new ArrayList<>();
  private final List<Recorded> promising = new ArrayList<>();
  private final List<Recorded> fatal = new ArrayList<>();
  private final Set<String> refusals = new HashSet<>();
  private final Set<Object> forms = new HashSet<>();

  Exploration(Declaration operator, Vocabulary vocabulary, Examples examples, Outset outset) {
    this.operator = operator;
    this.vocabulary = vocabulary;
    this.examples = examples;
    this.outset = outset;
  }

  /** Executes the calls that are known. */
  void begin() {
    outset.seeds().stream().filter(operator::fits).forEach(c -> look(examples.ask(c)));
  }

  /** Executes some calls, and keeps those of new forms. */
  void run(Choices choices) {
    Effort effort = outset.effort();
    int most = taken.isEmpty() ? UNTAKEN * effort.explored() : effort.explored();
    int idle = 0;
    for (int k = 0; k < most && idle <= effort.patience() && !outset.isSpent(); k++) {
      boolean before = taken.isEmpty();
      boolean isNew = look(examples.ask(next(choices.fork(k))));
      idle = isNew || taken.isEmpty() ? 0 : idle + 1;
      if (before && !taken.isEmpty()) {
        most = Math.min(most, k + effort.explored());
      }
    }
  }

  private Call next(Choices choices) {
    Mutation mutation = new Mutation(operator, vocabulary, choices);
    int way =
        choices.weighted(
            3, taken.isEmpty() ? 0 : 4, promising.isEmpty() ? 0 : taken.isEmpty() ? 4 : 2);
    if (way == 1) {
      return mutation.of(choices.of(taken).call());
    }
    if (way == 2) {
      int least = choices.flag() ? Math.max(0, promising.size() - LATEST) : 0;
      Recorded r = promising.get(choices.between(least, promising.size() - 1));
      return mutation.apart(r.call(), ((Outcome.Refused) r.outcome()).text());
    }
    return new CallDraw(operator, vocabulary, choices).draw();
  }

  /** Takes an executed call among those that are mutated; whether it is of a new form. */
  boolean look(Recorded r) {
    if (r.outcome() instanceof Outcome.Refused refused) {
      String head = refused.text().substring(0, Math.min(HEAD, refused.text().length()));
      boolean isNew = refusals.add(NUMBERS.matcher(head).replaceAll("#"));
      if (isNew && promising.size() < KEPT) {
        promising.add(r);
      }
      return isNew;
    }
    if (r.outcome() instanceof Outcome.Fatal f && f.isCalled() && !fatal.contains(r)) {
      fatal.add(r);
    }
    boolean isNew = r.isTaken() && forms.add(Examples.form(r.call()));
    if (isNew || r.isTaken() && taken.size() < KEPT) {
      taken.add(r);
    }
    return isNew;
  }

  /** Calls that are taken, mostly of different forms. */
  List<Call> taken() {
    return taken.stream().map(Recorded::call).toList();
  }

  /**
   * These with what came of them, refusals of different texts, and what ended the system; but for
   * calls with many elements, which say no more.
   */
  List<Recorded> records() {
    return Stream.of(taken, promising, fatal)
        .flatMap(List::stream)
        .filter(
            r ->
                r.call().inputs().stream().flatMap(Optional::stream).allMatch(Exploration::isShort))
        .toList();
  }

  private static boolean isShort(Operand o) {
    return o.data().filter(t -> t.size() > CallDraw.HELD).isEmpty();
  }
}
