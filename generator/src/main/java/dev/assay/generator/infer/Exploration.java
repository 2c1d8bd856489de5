package dev.assay.generator.infer;

import dev.assay.core.Choices;
import dev.assay.generator.records.Call;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.Outcome;
import dev.assay.generator.records.Recorded;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The search for calls that are taken, of as many forms as there are. What is refused in another
 * way than all before is a step ahead, and is mutated on: where the text names an argument, there.
 */
final class Exploration {
  private static final Pattern NUMBERS = Pattern.compile("-?[0-9]+(, )?");
  private static final int KEPT = 60;

  /** How much of a text tells refusals apart. */
  private static final int HEAD = 90;

  private final Declaration operator;
  private final Vocabulary vocabulary;
  private final Examples examples;
  private final List<Call> taken = new ArrayList<>();
  private final List<Recorded> promising = new ArrayList<>();
  private final Set<String> refusals = new HashSet<>();
  private final Set<Object> forms = new HashSet<>();

  Exploration(Declaration operator, Vocabulary vocabulary, Examples examples) {
    this.operator = operator;
    this.vocabulary = vocabulary;
    this.examples = examples;
  }

  /** Executes some calls, and keeps those of new forms. */
  void run(int calls, Choices choices) {
    for (int k = 0; k < calls; k++) {
      Choices own = choices.fork(k);
      look(examples.ask(next(own)));
    }
  }

  private Call next(Choices choices) {
    Mutation mutation = new Mutation(operator, vocabulary, choices);
    int way = choices.weighted(3, taken.isEmpty() ? 0 : 4, promising.isEmpty() ? 0 : 2);
    if (way == 1) {
      return mutation.of(choices.of(taken));
    }
    if (way == 2) {
      Recorded r = choices.of(promising);
      return mutation.apart(r.call(), ((Outcome.Refused) r.outcome()).text());
    }
    return new CallDraw(operator, vocabulary, choices).draw();
  }

  /** Takes an executed call among those that are mutated, if it is of a new form. */
  void look(Recorded r) {
    if (r.outcome() instanceof Outcome.Refused refused) {
      String head = refused.text().substring(0, Math.min(HEAD, refused.text().length()));
      if (refusals.add(NUMBERS.matcher(head).replaceAll("#")) && promising.size() < KEPT) {
        promising.add(r);
      }
    } else if (forms.add(Examples.form(r.call())) || taken.size() < KEPT) {
      taken.add(r.call());
    }
  }

  /** Calls that are taken, mostly of different forms. */
  List<Call> taken() {
    return taken;
  }
}
