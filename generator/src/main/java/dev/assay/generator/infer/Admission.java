package dev.assay.generator.infer;

import dev.assay.core.Choices;
import dev.assay.core.graph.Attribute;
import dev.assay.core.tensor.DType;
import dev.assay.generator.records.Call;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.Declaration.Field;
import dev.assay.generator.records.Outcome;
import dev.assay.generator.records.Recorded;
import dev.assay.generator.rules.OperatorRules;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which types and words an operator takes: calls that are taken, with one after the other. */
final class Admission {
  /** How many of the calls that give an attribute show that it names a type. */
  private static final double NAMING = 0.8;

  /** Where so many words go, and none of those that were tried does not, any word goes. */
  private static final int FREE = 5;

  /** A word may hang on more than a type does. */
  private static final int FORMS_OF_A_WORD = 5;

  private final Declaration operator;
  private final Vocabulary vocabulary;
  private final Examples examples;
  private final int forms;

  Admission(Declaration operator, Vocabulary vocabulary, Examples examples, int forms) {
    this.operator = operator;
    this.vocabulary = vocabulary;
    this.examples = examples;
    this.forms = forms;
  }

  /** Rules that say types and words alone; the vocabulary has no others from here on. */
  OperatorRules of(List<Call> taken, Choices choices) {
    Map<String, Set<String>> words = words(taken);
    words.forEach(vocabulary::keepWords);
    TypeSearch search = new TypeSearch(operator, vocabulary, examples, choices, forms);
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
          if (goes(taken, f, Attribute.of(w))) {
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
          if (goes(taken, f, named)) {
            going.add(OperatorRules.word(named));
          }
        }
        all.put(f.name(), going);
      }
    }
    return all;
  }

  private boolean goes(List<Call> taken, Field f, Attribute value) {
    return taken.stream()
        .limit((long) FORMS_OF_A_WORD * forms)
        .anyMatch(c -> examples.ask(c.with(f.name(), value)).isTaken());
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
}
